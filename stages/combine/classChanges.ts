import { groupOf, type IndexResult } from "./computeIndex.ts";
import { releasedIndex } from "./releasedIndex.ts";

/** Which areas of one index are in another class than before. */
export interface ClassChanges {
  readonly index: string;
  readonly label: string;
  /** Areas with a class in both. */
  readonly areas: number;
  readonly changed: readonly {
    readonly code: string;
    readonly name: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/**
 * What another table of points, another weight or another method does to the classes: areas by name (PM10-039).
 *
 * Both results must be of the same areas; indices that only one of them has are left out.
 */
export function classChanges(before: IndexResult, after: IndexResult): ClassChanges[] {
  return before.plan.roots.flatMap((root): ClassChanges[] => {
    if (!after.plan.roots.some((other) => other.id === root.id)) return [];
    const [first, second] = [before, after].map((result) => releasedIndex(result, root.id).classes?.classes ?? []);
    const both = before.areas.flatMap((code, i) => {
      const [from, to] = [first?.[i] ?? null, second?.[i] ?? null];
      return from === null || to === null ? [] : [{ code, name: before.names?.[i] ?? code, from, to }];
    });
    const { label } = groupOf(before, root.id);
    return [{ index: root.id, label: label.de, areas: both.length, changed: both.filter((a) => a.from !== a.to) }];
  });
}

/**
 * The same as a German sentence.
 *
 * @example
 * classChangesInWords({ index: "belastung", label: "Belastungsindex", areas: 19, changed: [{ code: "1", name: "Altdorf", from: 2, to: 3 }] })
 * // "Belastungsindex: 1 von 19 Gebieten wechselt die Klasse: Altdorf (2 → 3)."
 * classChangesInWords({ index: "belastung", label: "Belastungsindex", areas: 19, changed: [] })
 * // "Belastungsindex: Alle 19 Gebiete bleiben in ihrer Klasse."
 */
export function classChangesInWords({ label, areas, changed }: ClassChanges): string {
  if (changed.length === 0) return `${label}: Alle ${areas} Gebiete bleiben in ihrer Klasse.`;
  const names = changed.map(({ name, from, to }) => `${name} (${from} → ${to})`).join(", ");
  return `${label}: ${changed.length} von ${areas} Gebieten ${changed.length === 1 ? "wechselt" : "wechseln"} die Klasse: ${names}.`;
}
