/** An element as its tag and what stands between. */
export interface XmlElement {
  readonly attributes: string;
  readonly content: string;
}

/**
 * The elements of a name in a piece of XML, in their order, whatever the prefix of
 * their namespace; elements of the same name do not lie in each other here.
 *
 * @example
 * elements('<c r="A1"/><x:c r="B1"><v>2</v></x:c>', "c") // [{ attributes: ' r="A1"', content: "" }, { attributes: ' r="B1"', content: "<v>2</v>" }]
 */
export function elements(text: string, name: string): XmlElement[] {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(
      `<(?:\\w+:)?${name}(\\s(?:[^>"']|"[^"]*"|'[^']*')*?)?(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}\\s*>)`,
      "g",
    );
    patterns.set(name, pattern);
  }
  return Array.from(text.matchAll(pattern), ([, attributes = "", content = ""]) => ({ attributes, content }));
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute; empty where there is none. */
export function attribute(attributes: string, name: string): string {
  let pattern = patterns.get(`@${name}`);
  if (pattern === undefined) {
    pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(`@${name}`, pattern);
  }
  const found = pattern.exec(attributes);
  return found?.[1] ?? found?.[2] ?? "";
}

/**
 * Text without the signs that XML writes for others.
 *
 * @example
 * decodedXml("M&#252;ller &amp; Co") // "Müller & Co"
 */
export function decodedXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, number, word) => {
    if (word !== undefined) return words[word as string] ?? all;
    const code = hex === undefined ? Number(number) : Number.parseInt(hex as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

const words: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
