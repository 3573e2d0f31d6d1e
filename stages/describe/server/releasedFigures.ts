import type { Kysely } from "kysely";
import type { BaseFigure, DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type FigureOverAreas, figureOverAreas } from "../figures/figureOverAreas.ts";
import type { FigureSeries } from "../figures/figureSeries.ts";
import { indicatorOverAreas, type PreparedIndicator } from "../figures/indicatorOverAreas.ts";
import { type ReleasedRows, releasedRows } from "../figures/releasedRows.ts";
import { isOpenToReader } from "./asked.ts";
import type { DataState } from "./dataState.ts";
import { apartAt } from "./datedParts.ts";
import { figureSeries } from "./figureSeries.ts";

export interface RowsQuestion {
  readonly indicator: PreparedIndicator;
  /** Ids of stored areas, in the order wanted. */
  readonly areas: readonly number[];
  /** Names the set of areas, so that the answer can be kept. */
  readonly areasKey: string;
  readonly frequency?: Frequency | undefined;
  readonly approximate?: boolean | undefined;
  readonly pooledYears?: number | undefined;
  /** Whether all cells will be looked at: then they are computed at once, and what they come from need not be kept. */
  readonly all?: boolean;
}

const byFrequency: readonly Frequency[] = ["year", "halfYear", "quarter", "month", "day"];

/**
 * Indicators over areas and time as they may leave: the one way from the store to
 * an answer of this stage. Null when no frequency has data for all base figures.
 *
 * Figures are read for all questions together, so that a profile of 231
 * indicators asks the database a few times and not hundreds.
 */
export async function releasedFigures(
  db: Kysely<Database>,
  state: DataState,
  questions: readonly RowsQuestion[],
): Promise<(ReleasedRows | null)[]> {
  const closedRows = closedRowsIn(state);
  const asked = questions.map((question) => {
    // Whoever names no frequency and whoever names the one that is found then ask for the same, and it is kept once.
    const frequency = question.frequency ?? state.frequencies.get(madeOf(state, question.indicator));
    const kept =
      frequency === undefined ? undefined : state.rows.get(keyOf(state, question, frequency, closedRows(question)));
    return { question, kept };
  });
  const open = asked.flatMap(({ question, kept }) => (kept === undefined ? [question] : []));
  const wanted = open.flatMap(({ indicator }) => indicator.figures.map((figure) => figure.id));
  const residents = open.some((question) => question.approximate === true) ? [populationFigure] : [];
  const all = await figureSeries(db, state, [...wanted, ...residents]);
  return asked.map(({ question, kept }) => {
    if (kept !== undefined) {
      if (question.all === true) kept.computeAll();
      return kept;
    }
    const frequency = question.frequency ?? frequencyFor(state, question.indicator, all);
    if (frequency === undefined) return null;
    const closed = closedRows(question);
    const key = keyOf(state, question, frequency, closed);
    const over = question.indicator.figures.map((figure) =>
      overAreas(state, all, figure, question.indicator.summable(figure), frequency, question.approximate === true),
    );
    const complete = over.filter((one) => one !== undefined);
    if (complete.length < over.length) return null;
    const rows = indicatorOverAreas(question.indicator, complete, question.areas, question.pooledYears);
    const released = releasedRows(
      question.indicator,
      rows,
      rulesIn(state),
      closed,
      isApart(apartAt(state, question.indicator, frequency), rows.first),
    );
    if (question.all === true) released.computeAll();
    state.rows.set(key, released);
    return released;
  });
}

// Made out here, where they hold on to nothing but what they are given: within the question, rows that are
// kept for long would keep all series that were read for it.
function rulesIn({ figures }: DataState): (figure: string) => DisclosureRule {
  return (figure) => figures.get(figure)?.rule ?? "min3";
}

function isApart(apart: ReturnType<typeof apartAt>, first: number): (place: number) => boolean {
  return (place) => apart(first + place) !== null;
}

const populationFigure = "BEV_INSG";

/** Which rows of a question are not open to the readers; questions mostly share their list of areas. */
function closedRowsIn(state: DataState): (question: Pick<RowsQuestion, "areas" | "indicator">) => ReadonlySet<number> {
  const none: ReadonlySet<number> = new Set();
  if (state.allLevels.every(({ id }) => state.sight.isWhollyOpen(id))) return () => none;
  const known = new Map<string, Map<readonly number[], ReadonlySet<number>>>();
  return ({ areas, indicator: { indicator } }) => {
    const ofTopic = known.get(indicator.topic) ?? new Map<readonly number[], ReadonlySet<number>>();
    known.set(indicator.topic, ofTopic);
    const before = ofTopic.get(areas);
    if (before !== undefined) return before;
    const isClosed = (area: number) => !isOpenToReader(state, state.spaces.area(area), indicator.topic);
    const closed = new Set(areas.flatMap((area, row) => (isClosed(area) ? [row] : [])));
    ofTopic.set(areas, closed);
    return closed;
  };
}

function keyOf(state: DataState, question: RowsQuestion, frequency: Frequency, closed: ReadonlySet<number>): string {
  const { indicator, areasKey, approximate, pooledYears } = question;
  const residents = approximate === true ? editionOf(state, populationFigure) : "";
  const shut = closed.size === 0 ? "" : [...closed].join();
  return `${madeOf(state, indicator)} ${residents} ${areasKey} ${frequency} ${pooledYears ?? 1} ${shut}`;
}

const knownMaking = new WeakMap<DataState, Map<PreparedIndicator, string>>();

/** What an indicator is computed from: definitions, rules and editions, the same as long as the state of the data. */
function madeOf(state: DataState, indicator: PreparedIndicator): string {
  const all = knownMaking.get(state) ?? new Map<PreparedIndicator, string>();
  knownMaking.set(state, all);
  let making = all.get(indicator);
  if (making === undefined) {
    const defined = [indicator.indicator, ...indicator.figures].map(numberOf);
    const behind = indicator.figures.map(({ id }) => `${state.figures.get(id)?.rule} ${editionOf(state, id)}`);
    making = `${indicator.indicator.id} ${defined} ${behind}`;
    all.set(indicator, making);
  }
  return making;
}

const numbers = new WeakMap<object, number>();
let given = 0;

/** Another number for each definition that was ever read: versions of the county and of one above it may bear the same one. */
function numberOf(definition: object): number {
  const known = numbers.get(definition);
  if (known !== undefined) return known;
  given += 1;
  numbers.set(definition, given);
  return given;
}

function editionOf(state: DataState, figure: string): string {
  return state.figures.get(figure)?.edition ?? "";
}

type AllSeries = ReadonlyMap<string, ReadonlyMap<Frequency, FigureSeries>>;

function frequencyFor(state: DataState, indicator: PreparedIndicator, all: AllSeries): Frequency | undefined {
  const found = byFrequency.find((frequency) =>
    indicator.figures.every((figure) => all.get(figure.id)?.has(frequency) === true),
  );
  if (found !== undefined) state.frequencies.set(madeOf(state, indicator), found);
  return found;
}

function overAreas(
  state: DataState,
  all: AllSeries,
  figure: BaseFigure,
  summable: "yes" | "no" | "netOnly",
  frequency: Frequency,
  approximate: boolean,
): FigureOverAreas | undefined {
  const series = all.get(figure.id)?.get(frequency);
  if (series === undefined) return undefined;
  const isMean = approximate && summable === "no";
  const weighted = isMean ? editionOf(state, populationFigure) : "";
  const key = `${figure.id} ${editionOf(state, figure.id)} ${frequency} ${summable} ${weighted}`;
  const known = state.over.get(key);
  if (known !== undefined) return known;
  const residents = isMean ? all.get(populationFigure)?.get(frequency) : undefined;
  const people = residents === undefined ? undefined : figureOverAreas(state.spaces, residents, { summable: "yes" });
  const weights = (area: number, point: number) => {
    const place = point - (people?.series.first ?? 0);
    const one = people?.of(area);
    return one?.absent[place] === 0 ? one.numbers[place] : undefined;
  };
  const over = figureOverAreas(state.spaces, series, people === undefined ? { summable } : { summable, weights });
  state.over.set(key, over);
  return over;
}

/** One base figure over areas, for the story of a value. Undefined where nobody delivered it in this frequency. */
export async function baseFigureOverAreas(
  db: Kysely<Database>,
  state: DataState,
  figure: BaseFigure,
  summable: "yes" | "no" | "netOnly",
  frequency: Frequency,
): Promise<FigureOverAreas | undefined> {
  return overAreas(state, await figureSeries(db, state, [figure.id]), figure, summable, frequency, false);
}
