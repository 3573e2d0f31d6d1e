/**
 * JSON whose keys stand in the order of the alphabet, so that the same content gives the same text and the same
 * fingerprint wherever it was kept.
 *
 * @example
 * canonicalJson({ b: 1, a: [{ d: 2, c: 3 }] }) // "{\"a\":[{\"c\":3,\"d\":2}],\"b\":1}"
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
