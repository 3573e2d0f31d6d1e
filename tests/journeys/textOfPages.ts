import { inflateSync } from "node:zlib";

/** The words on each page of a PDF that the browser printed, as a reader would copy them. */
export function textOfPages(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf);
  const file = bytes.toString("latin1");
  const objects = new Map<string, { readonly head: string; readonly at: number }>();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\s*([\s\S]*?)(?=stream\r?\n|endobj)/g))
    objects.set(match[1] ?? "", { head: match[2] ?? "", at: match.index + match[0].length });
  const stream = (id: string | undefined): string => {
    const object = objects.get(id ?? "");
    if (object === undefined) return "";
    const from = object.at + (/^stream\r?\n/.exec(file.slice(object.at, object.at + 9))?.[0].length ?? 0);
    const end = file.indexOf("endstream", from);
    const raw = bytes.subarray(from, end);
    return (object.head.includes("/FlateDecode") ? inflateSync(raw) : raw).toString("latin1");
  };
  const letters = new Map<string, Map<string, string>>();
  const lettersOf = (font: string): Map<string, string> => {
    const known = letters.get(font);
    if (known !== undefined) return known;
    const map = cmapOf(stream(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? "")?.[1]));
    letters.set(font, map);
    return map;
  };
  return [...objects.values()]
    .filter(({ head }) => /\/Type\s*\/Page\b/.test(head))
    .map(({ head }) => {
      const inside = /\/Resources (\d+) 0 R/.exec(head)?.[1];
      const resources = inside === undefined ? head : (objects.get(inside)?.head ?? "");
      const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [name, id]));
      const content = [...(/\/Contents (\[[^\]]*\]|\d+ 0 R)/.exec(head)?.[1] ?? "").matchAll(/(\d+) 0 R/g)]
        .map(([, id]) => stream(id))
        .join("\n");
      let [text, font] = ["", ""];
      for (const [, name, hex] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
        if (name !== undefined) [font, text] = [fonts.get(name) ?? "", `${text} `];
        for (const [code] of (hex ?? "").matchAll(/.{4}/g)) text += lettersOf(font).get(code.toUpperCase()) ?? "";
      }
      return text;
    });
}

function cmapOf(text: string): Map<string, string> {
  const map = new Map<string, string>();
  const letter = (hex: string): string =>
    [...hex.matchAll(/.{4}/g)].map(([unit]) => String.fromCharCode(Number.parseInt(unit, 16))).join("");
  for (const [, block = ""] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = "", to = ""] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) map.set(from.toUpperCase(), letter(to));
  for (const [, block = ""] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, low = "", high = "", to = ""] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let code = Number.parseInt(low, 16); code <= Number.parseInt(high, 16); code += 1)
        map.set(
          code.toString(16).toUpperCase().padStart(4, "0"),
          String.fromCharCode(Number.parseInt(to, 16) + code - Number.parseInt(low, 16)),
        );
  return map;
}
