/**
 * Where a text stops being JSON: position, counted in signs from 0, of the first sign that fits nowhere; the length of
 * the text when it merely ends too early. Undefined for valid JSON. Parsers tell it in words that differ from version
 * to version.
 *
 * @example
 * jsonErrorAt('{"a": 1, "b": }') // 14
 * jsonErrorAt('[1, 2') // 5
 * jsonErrorAt('{"a": 1} {"b": 2}') // 9
 * jsonErrorAt('{"a": [1, {"b": null}]}') // undefined
 */
export function jsonErrorAt(text: string): number | undefined {
  // Control signs inside quotes are no JSON either; \p{Cc} names them without writing them.
  const token =
    /\s*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;
  const open: ("{" | "[")[] = [];
  // What may come next: a value, a name, a colon, or a comma or closing bracket.
  let expected: "value" | "firstValue" | "firstName" | "name" | "colon" | "more" | "end" = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    if (match === null) return expected === "end" && start >= text.length ? undefined : Math.min(start, text.length);
    const [whole, sign, quoted, plain] = match;
    const isValue = expected === "value" || expected === "firstValue";
    const after = (): typeof expected => (open.length === 0 ? "end" : "more");
    if (quoted !== undefined && (expected === "firstName" || expected === "name")) expected = "colon";
    else if ((quoted !== undefined || plain !== undefined) && isValue) expected = after();
    else if (sign === "{" && isValue) {
      open.push("{");
      expected = "firstName";
    } else if (sign === "[" && isValue) {
      open.push("[");
      expected = "firstValue";
    } else if (sign === ":" && expected === "colon") expected = "value";
    else if (sign === "," && expected === "more") expected = open.at(-1) === "{" ? "name" : "value";
    else if (sign === "}" && open.at(-1) === "{" && (expected === "more" || expected === "firstName")) {
      open.pop();
      expected = after();
    } else if (sign === "]" && open.at(-1) === "[" && (expected === "more" || expected === "firstValue")) {
      open.pop();
      expected = after();
    } else return start;
    at += whole.length;
  }
}
