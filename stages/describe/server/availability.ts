import type { Frequency } from "../../../kernel/time/period.ts";
import { periodAt } from "../../../kernel/time/period.ts";
import { pointsInYear } from "../figures/indicatorOverAreas.ts";
import type { Spaces } from "../spaces/spaces.ts";
import type { DataState } from "./dataState.ts";

/** What there is, told from who delivered what, without reading a single value. */
export interface Availability {
  /** Newest period of each indicator all of whose base figures were delivered. */
  readonly indicators: ReadonlyMap<string, string>;
  /** Newest period of each base figure. */
  readonly baseFigures: ReadonlyMap<string, string>;
  /** Years in which anything was counted; projections reach beyond and are left out. */
  readonly yearsOfFigures: ReadonlySet<number>;
  readonly standing: (spaces: Spaces) => { defaultLevel: string | null; latest: number | null };
}

const frequencies: readonly Frequency[] = ["year", "halfYear", "quarter", "month", "day"];
const known = new WeakMap<DataState, Availability>();

/**
 * What there is for which period, once per state of the data; a list of all indicators need not ask each for its
 * values.
 */
export function availability(state: DataState): Availability {
  const before = known.get(state);
  if (before !== undefined) return before;
  const points = new Map<string, Map<Frequency, Set<number>>>();
  const yearsOfFigures = new Set<number>();
  const baseFigures = new Map<string, string>();
  for (const [id, figure] of state.figures) {
    const own = new Map<Frequency, Set<number>>();
    for (const { frequency, ordinal, breakdown } of figure.slices) {
      if (breakdown !== "") continue;
      own.set(frequency, (own.get(frequency) ?? new Set()).add(ordinal));
    }
    points.set(id, own);
    const isProjection = state.catalogue.baseFigures.get(id)?.kind === "projection";
    if (!isProjection) for (const year of own.get("year") ?? []) yearsOfFigures.add(year);
    const newest = newestOf(own);
    if (newest !== undefined) baseFigures.set(id, newest);
  }
  const indicators = new Map<string, string>();
  for (const id of state.catalogue.indicators.keys()) {
    const newest = newestOfIndicator(state, id, points);
    if (newest !== undefined) indicators.set(id, newest);
  }
  const answer = {
    indicators,
    baseFigures,
    yearsOfFigures,
    standing: (spaces: Spaces) => standing(spaces, yearsOfFigures),
  };
  known.set(state, answer);
  return answer;
}

function newestOf(own: ReadonlyMap<Frequency, ReadonlySet<number>>): string | undefined {
  const frequency = frequencies.find((one) => own.has(one));
  return frequency === undefined ? undefined : periodAt(frequency, Math.max(...(own.get(frequency) ?? [])));
}

function newestOfIndicator(
  state: DataState,
  id: string,
  points: ReadonlyMap<string, ReadonlyMap<Frequency, ReadonlySet<number>>>,
): string | undefined {
  const knots = state.prepared(id)?.compiled.figures;
  if (knots === undefined) return undefined;
  for (const frequency of frequencies) {
    const sets = knots.map((knot) => {
      const back = knot.lag * pointsInYear(frequency);
      return new Set([...(points.get(knot.id)?.get(frequency) ?? [])].map((ordinal) => ordinal + back));
    });
    const [first, ...rest] = sets;
    const all = [...(first ?? [])].filter((ordinal) => rest.every((set) => set.has(ordinal)));
    if (all.length > 0) return periodAt(frequency, Math.max(...all));
  }
  return undefined;
}

/** The finest level whose areas cover the county: what a planner opens first. */
function standing(spaces: Spaces, years: ReadonlySet<number>) {
  const isCoveredBy = (area: number, level: string): boolean =>
    spaces
      .groupsOf(area)
      .some((group) => group.parts.every((part) => part.area.level === level || isCoveredBy(part.area.id, level)));
  const levels = spaces.levels.filter((level) => isCoveredBy(spaces.county.id, level.id));
  return {
    defaultLevel: levels.at(-1)?.id ?? spaces.levels.at(-1)?.id ?? null,
    latest: years.size === 0 ? null : Math.max(...years),
  };
}
