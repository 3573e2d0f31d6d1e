/** The part of JSON Schema that says what a text from an address or form may mean. */
interface Meaning {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Meaning[];
  readonly items?: Meaning;
  readonly const?: unknown;
}

/**
 * What a text from an address or a form field means, by its schema: addresses know only text.
 *
 * Lists come as repeated fields or separated by commas, objects as JSON. What
 * cannot be understood stays text, and the check of the input names it.
 *
 * @example
 * coerce({ type: "integer" }, "12") // 12
 * coerce({ type: "array", items: { type: "integer" } }, "3,4") // [3, 4]
 * coerce({ anyOf: [{ type: "integer" }, { type: "null" }] }, "null") // null
 * coerce({ type: "string" }, "01056") // "01056"
 */
export function coerce(schema: object, text: string | readonly string[]): unknown {
  const meaning = schema as Meaning;
  const types = typesOf(meaning);
  if (types.has("array")) {
    const items = meaning.items ?? meaning.anyOf?.find((one) => one.type === "array")?.items ?? {};
    if (typeof text === "string" && text.trimStart().startsWith("[")) return parsed(text);
    const parts = typeof text === "string" ? (text === "" ? [] : text.split(",")) : text;
    return parts.map((part) => coerce(items, part));
  }
  const one = typeof text === "string" ? text : (text.at(-1) ?? "");
  if (types.has("null") && (one === "null" || one === "")) return null;
  if (types.has("integer") || types.has("number")) {
    const number = Number(one);
    if (one.trim() !== "" && Number.isFinite(number)) return number;
  }
  if (types.has("boolean") && (one === "true" || one === "false")) return one === "true";
  if (types.has("object")) return parsed(one);
  return one;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function typesOf(meaning: Meaning): Set<string> {
  const own = meaning.type === undefined ? [] : typeof meaning.type === "string" ? [meaning.type] : meaning.type;
  return new Set([...own, ...(meaning.anyOf ?? []).flatMap((one) => [...typesOf(one)])]);
}
