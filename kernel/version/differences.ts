/** One place at which two versions differ; absent texts mean that there was nothing. */
export interface Difference {
  /** Where: `label.de`, `limits.2`. */
  readonly place: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What was changed between two versions, place by place, in the order of the newer one.
 *
 * Lists are compared position by position; a version that is not there (before the
 * first, after the last) differs in everything.
 *
 * @example
 * differences({ unit: "Personen", label: { de: "Alt" } }, { unit: "Personen", label: { de: "Neu" } }) // [{ place: "label.de", before: "Alt", after: "Neu" }]
 * differences(null, { limits: [3, 5] }) // [{ place: "limits.0", before: null, after: "3" }, { place: "limits.1", before: null, after: "5" }]
 */
export function differences(before: unknown, after: unknown): Difference[] {
  const old = placesOf(before);
  const fresh = placesOf(after);
  const places = [...fresh.keys(), ...[...old.keys()].filter((place) => !fresh.has(place))];
  return places
    .map((place) => ({ place, before: old.get(place) ?? null, after: fresh.get(place) ?? null }))
    .filter((one) => one.before !== one.after);
}

function placesOf(content: unknown, at = ""): Map<string, string> {
  if (content === null || content === undefined) return new Map();
  if (typeof content !== "object") return new Map([[at, String(content)]]);
  return new Map(
    Object.entries(content).flatMap(([key, inner]) => [...placesOf(inner, at === "" ? key : `${at}.${key}`)]),
  );
}
