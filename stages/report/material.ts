import type { Text } from "../../kernel/text/text.ts";
import type { AreaGeometryOutput } from "../collect/collect.ts";
import type { IndexAnswer, IndexChapter } from "../combine/combine.ts";
import type {
  County,
  IndicatorSheet,
  Interpretation,
  MapAnswer,
  Profile,
  TrendSeriesAnswer,
} from "../describe/describe.ts";

/**
 * Everything that a report shows, as the figures were when it was made. It is
 * kept with the report: the same material gives the same document for good, also
 * when the county's data are corrected later.
 */
export interface Material {
  readonly county: County;
  /** `YYYY-MM-DD`. */
  readonly madeOn: string;
  readonly draft: boolean;
  readonly level: string;
  readonly indicators: readonly IndicatorMaterial[];
  /** The indices that were chosen; reports made before one could choose have `index` instead. */
  readonly indices?: readonly IndexChapter[];
  readonly index?: IndexAnswer | null;
  readonly profiles: readonly Profile[];
  /** Interpretations and findings that were chosen, as they read then; reports made before one could choose have none. */
  readonly interpretations?: readonly Interpretation[];
  readonly geometry: AreaGeometryOutput;
  /** Life situations in the order of the catalogue, by which chapters are made and named; reports made before it was kept have none. */
  readonly lifeSituations?: readonly { readonly id: string; readonly label: Text }[];
}

/** The indices of a report, also of one that was made when there could be only one, without parts and draws. */
export function indicesOf({ indices, index }: Pick<Material, "indices" | "index">): readonly IndexChapter[] {
  if (indices !== undefined) return indices;
  if (index === undefined || index === null) return [];
  const parts = [{ ...index, part: index.id, parts: [{ id: index.id, label: index.label }] }];
  return [{ parts, levelLabel: index.level, draws: 0, field: null, standing: "shipped", frozen: null }];
}

export interface IndicatorMaterial {
  readonly map: MapAnswer;
  /** The whole county and its larger areas over time. */
  readonly trend: TrendSeriesAnswer;
  readonly sheet: IndicatorSheet;
}
