import { parse } from "yaml";

/**
 * Content of the catalogue as people write it: YAML, of which a plain dialect is
 * read forty times faster than by the full library, so that a server with
 * hundreds of definitions is ready at once.
 *
 * Plain is: `key: value` per line, one nested level of two blanks, `- ` items,
 * `[A, B]` of bare words, texts bare or in double quotes. Anything else in the
 * file, and the library reads the whole of it; the result is the same.
 *
 * @example
 * plainYaml("id: a\nlabel:\n  de: Ä\nlevels: [KREIS, GEM]\ndecimals: 1\n") // { id: "a", label: { de: "Ä" }, levels: ["KREIS", "GEM"], decimals: 1 }
 * plainYaml("- id: A\n  additive: \"no\"\n- { id: B }\n") // [{ id: "A", additive: "no" }, { id: "B" }]
 */
export function plainYaml(text: string): unknown {
  return plainDocument(text) ?? parse(text);
}

type Plain = { [key: string]: unknown };

function plainDocument(text: string): unknown {
  const items: Plain[] = [];
  let list = false;
  let outer: Plain | undefined;
  let inner: Plain | undefined;
  for (const raw of text.split("\n")) {
    if (raw === "" || raw.startsWith("#")) continue;
    let line = raw;
    if (line.startsWith("- ")) {
      if (!list && outer !== undefined) return undefined;
      list = true;
      outer = undefined;
      line = `  ${line.slice(2)}`;
    }
    if (list) {
      if (!line.startsWith("  ")) return undefined;
      line = line.slice(2);
    }
    if (outer === undefined) {
      outer = {};
      items.push(outer);
      inner = undefined;
    }
    const nested = line.startsWith("  ");
    const match = /^([A-Za-z][A-Za-z0-9_]*):(?: (.*))?$/.exec(nested ? line.slice(2) : line);
    const key = match?.[1];
    if (key === undefined) return undefined;
    const target = nested ? inner : outer;
    if (target === undefined || key in target) return undefined;
    if (match?.[2] === undefined || match[2] === "") {
      if (nested) return undefined;
      inner = {};
      target[key] = inner;
      continue;
    }
    const scalar = plainScalar(match[2]);
    if (scalar === undefined) return undefined;
    target[key] = scalar;
    if (!nested) inner = undefined;
  }
  // An empty nested map would be null in YAML; a file that has one is left to the library.
  if (items.some((item) => Object.values(item).some((v) => isPlain(v) && Object.keys(v).length === 0)))
    return undefined;
  return list ? items : outer;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plainScalar(text: string): unknown {
  if (/^"[^"\\]*"$/.test(text)) return text.slice(1, -1);
  if (/^\[[A-Za-z][A-Za-z0-9_]*(, [A-Za-z][A-Za-z0-9_]*)*\]$/.test(text)) {
    const words = text.slice(1, -1).split(", ");
    return words.some((word) => reserved.test(word)) ? undefined : words;
  }
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text);
  if (text === "null") return null;
  // A bare text: begins with a letter, a bracket or a date, and holds no sign that YAML reads as more than text.
  if (
    !/^([\p{L}(§]|\d{1,2}\.\d{1,2}\.|\d{1,2}\.\/|\d-\p{L}{2})/u.test(text) ||
    /: |:$| #|\s$|\t/.test(text) ||
    reserved.test(text)
  )
    return undefined;
  return text;
}

const reserved = /^(true|false|null|yes|no|on|off|y|n|~)$/i;
