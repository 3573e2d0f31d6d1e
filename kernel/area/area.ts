import type { Text } from "../text/text.ts";

/**
 * A kind of area with a rank: Kreis, Planungsregion, Amt, Gemeinde, Quartier.
 * The names are data; the code knows no level by name.
 */
export interface AreaLevel {
  /** Short and stable, as in the catalogue's `levels`: `KREIS`, `AMT`, `GEM`, `SUB`, or a county's own. */
  readonly id: string;
  readonly label: Text;
  /** 0 is the whole county; larger is finer. Levels of equal rank lie side by side. */
  readonly rank: number;
  /** What the level is used for; editable (PM10-022). */
  readonly purposes: readonly AreaPurpose[];
}

export type AreaPurpose =
  | "data"
  | "burden"
  | "resources"
  | "planning"
  | "participation"
  | "workStructure"
  | "cooperation";

/**
 * One area, named as it was during its life. A merged or split municipality is
 * another `Area`, tied to the old one by `BoundaryChange`.
 */
export interface Area {
  /** AGS, ARS or a free code, always text: leading zeros count. Unique within its level on any day. */
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** The concrete set of areas it belongs to (TR-001, TR-002). */
  readonly division: string;
  /** First day of validity, `YYYY-MM-DD`, or null when nobody said. */
  readonly validFrom: string | null;
  /** First day on which it is no longer valid. */
  readonly validTo: string | null;
}

/**
 * One concrete set of areas, drawn by somebody for something. Any number may lie
 * over the same ground; none is obligatory (TR-001, SE-014).
 */
export interface Division {
  readonly id: string;
  readonly level: string;
  readonly label: Text;
  readonly kind: DivisionKind;
  /** Whether it covers its parent without gap or overlap. */
  readonly partition: boolean;
  /** Who drew the line, what for, by which criteria, since when, approved by whom (TR-002). */
  readonly author: string;
  readonly purpose: string;
  readonly criteria: string;
  readonly decidedOn: string | null;
  readonly approval: string;
}

/** `planning` (Planungsraum) is built of areas and has figures; `action` (Handlungsraum) has none by default (SE-016). */
export type DivisionKind = "administrative" | "statistical" | "planning" | "action";

/** State of the boundaries on a day, usually 31.12.; every figure belongs to one (Gebietsstand). */
export interface BoundaryVersion {
  readonly id: string;
  readonly division: string;
  readonly validOn: string;
  readonly source: string;
  readonly licence: string;
}

/** An area belongs to a larger one, wholly or by a share; several hierarchies may hold at once. */
export interface AreaPart {
  readonly part: AreaKey;
  readonly whole: AreaKey;
  /** 1 when the part lies wholly inside. */
  readonly share: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface AreaKey {
  readonly level: string;
  readonly code: string;
}
