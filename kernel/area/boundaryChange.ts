/**
 * An event that alters areas: what was one code on the day before is another, or
 * several others, from this day on.
 */
export interface BoundaryChange {
  /** First day of the new state, `YYYY-MM-DD`. */
  readonly on: string;
  readonly kind: BoundaryChangeKind;
  readonly level: string;
  readonly from: { readonly code: string; readonly name: string };
  readonly to: { readonly code: string; readonly name: string };
  /** Share of the old area's residents that went to the new one; null when nobody counted. */
  readonly sharePopulation: number | null;
  /** Share of the old area's ground. */
  readonly shareArea: number | null;
  readonly source: string;
}

export type BoundaryChangeKind = "merge" | "split" | "transfer" | "rename" | "key";
