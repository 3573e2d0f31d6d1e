import type { Static } from "typebox";
import { countsCases } from "../../../kernel/indicator/countsCases.ts";
import { type Frequency, periodAt } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { valueAt } from "../../../kernel/value/column.ts";
import type { Value } from "../../../kernel/value/value.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { knowsNames } from "../../../runtime/people/knowsNames.ts";
import { release } from "../../protect/protect.ts";
import { type Lineage, lineageContract } from "../contract.ts";
import { type FigureOverAreas, originAt } from "../figures/figureOverAreas.ts";
import { type PreparedIndicator, pointsInYear } from "../figures/indicatorOverAreas.ts";
import { lineageSteps } from "../sentences/lineageSteps.ts";
import type { StoredArea } from "../spaces/spaces.ts";
import { areaHead, askedArea, askedIndicator, askedPeriod, indicatorHead, isOpenToReader } from "./asked.ts";
import { conversionNote, gridNote } from "./breaksIn.ts";
import { type CellSource, cellSources } from "./cellSources.ts";
import { type DataState, dataState } from "./dataState.ts";
import { baseFigureOverAreas, releasedFigures } from "./releasedFigures.ts";
import { sourceOf } from "./sourcesOf.ts";

type Input = Static<typeof lineageContract.input>;
type Part = Lineage["parts"][number];

/**
 * The way of a value from the rows of the files to the number on the page.
 *
 * Refuses where no base figure was delivered for the value, and an area and topic that are not open to the reader.
 * Throws when a formula speaks of a figure that was not prepared, which is our own fault.
 */
export async function lineageAnswer(context: Context, input: Input): Promise<Lineage> {
  const state = await dataState(context);
  const indicator = askedIndicator(state, input.indicator);
  const area = askedArea(state, input.level, input.code);
  const point = askedPeriod(input.period);
  const { topic, label } = indicator.indicator;
  if (!isOpenToReader(state, area, topic))
    throw new Refusal("describe.areaNotYourField", { indicator: label.de, area: area.name }, { kind: "forbidden" });
  const [rows = null] = await releasedFigures(context.db, state, [
    { indicator, areas: [area.id], areasKey: `area ${area.id}`, frequency: point.frequency },
  ]);
  const place = rows === null ? -1 : point.ordinal - rows.first;
  const isThere = rows !== null && place >= 0 && place < rows.width;
  const value: Value = isThere ? rows.valueAt(0, place) : "unknown";
  const parts: Part[] = [];
  for (const [position, knot] of indicator.compiled.figures.entries()) {
    const figure = indicator.figures[position];
    if (figure === undefined) throw new Error(`formula lacks its figure: ${knot.id}`);
    const summable = indicator.summable(figure);
    const over = await baseFigureOverAreas(context.db, state, figure, summable, point.frequency);
    const ordinal = point.ordinal - knot.lag * pointsInYear(point.frequency);
    const { breaks: _, ...baseFigure } = figure;
    const period = periodAt(point.frequency, ordinal);
    const at = over === undefined ? -1 : ordinal - over.series.first;
    if (over === undefined || at < 0 || at >= over.series.width)
      parts.push({ baseFigure, period, value: "unknown", how: "none", sumOfParts: null, cells: [] });
    else
      parts.push({
        baseFigure,
        period,
        ...(await partOf(context, state, { over, topic, isCount: countsCases(figure) }, area, at)),
      });
  }
  await hideRests(context, state, indicator, point, area, parts);
  const own = await context.db
    .selectFrom("definition")
    .select(["changed_at", "person"])
    .where("kind", "=", "indicator")
    .where("id", "=", input.indicator)
    .where("version", "=", indicator.indicator.version)
    .executeTakeFirst();
  if (!knowsNames(context.person)) leaveOutNames(parts);
  const { version, formula, aggregation, source, note } = indicator.indicator;
  const mark = isThere ? rows.markAt(0, place) : null;
  const reason = isThere ? rows.reasonAt(0, place) || null : "notDelivered";
  const head = {
    indicator: indicatorHead(indicator),
    area: areaHead(state, area),
    period: input.period,
    value,
    mark,
    reason,
  };
  const definition = {
    version,
    formula,
    changedAt: own?.changed_at.toISOString() ?? null,
    person: knowsNames(context.person) ? (own?.person ?? null) : null,
    aggregation,
    source,
    note,
  };
  if (parts.every((part) => part.cells.length === 0) && !isThere)
    throw new Refusal("describe.noValueHere", { id: input.indicator, period: input.period }, { kind: "missing" });
  const steps = lineageSteps({ ...head, definition, parts, boundaryDay: boundaryDay(state, area) });
  return { ...head, definition, parts, steps };
}

/**
 * In a share the rest is a count too: where the page hides the cases, the
 * story hides them as well, for the area and for each of its parts.
 */
async function hideRests(
  context: Context,
  state: DataState,
  indicator: PreparedIndicator,
  point: { frequency: Frequency; ordinal: number },
  area: StoredArea,
  parts: Part[],
): Promise<void> {
  if (!indicator.share) return;
  const stored = (head: { level: string; code: string }) =>
    state.spaces.find(head.level, head.code) ??
    state.spaces.formerOf(head.level).find((former) => former.code === head.code);
  const named = parts.flatMap((part) => part.cells.flatMap((cell) => stored(cell.area) ?? []));
  const areas = [area, ...named.filter((one) => isOpenToReader(state, one, indicator.indicator.topic))];
  const ids = [...new Set(areas.map((one) => one.id))];
  const [rows = null] = await releasedFigures(context.db, state, [
    { indicator, areas: ids, areasKey: `cells ${ids.join(" ")}`, frequency: point.frequency },
  ]);
  const place = rows === null ? -1 : point.ordinal - rows.first;
  if (rows === null || place < 0 || place >= rows.width) return;
  const isHidden = (id: number | undefined) =>
    id !== undefined && rows.numeratorAt(ids.indexOf(id), place) === "withheld";
  const cases = new Set(indicator.numerator.figures.map((knot) => knot.id));
  parts.forEach((part, at) => {
    if (!cases.has(part.baseFigure.id)) return;
    const cells = part.cells.map((cell) =>
      cell.value !== "withheld" && isHidden(stored(cell.area)?.id)
        ? { ...cell, value: "withheld" as const, mark: null }
        : cell,
    );
    const whole = isHidden(area.id) ? { value: "withheld" as const, sumOfParts: null } : {};
    parts[at] = { ...part, ...whole, cells };
  });
}

/** The story for who is not told who did what in the administration. */
function leaveOutNames(parts: Part[]): void {
  parts.forEach((part, at) => {
    const cells = part.cells.map((cell) =>
      cell.delivery === null ? cell : { ...cell, delivery: { ...cell.delivery, acceptedBy: null } },
    );
    parts[at] = { ...part, cells };
  });
}

function boundaryDay(state: DataState, area: StoredArea): string {
  return state.boundaryVersions.get(area.division)?.validOn ?? state.spaces.day;
}

async function partOf(
  context: Context,
  state: DataState,
  { over, topic, isCount }: { readonly over: FigureOverAreas; readonly topic: string; readonly isCount: boolean },
  area: StoredArea,
  place: number,
): Promise<Pick<Part, "value" | "how" | "sumOfParts" | "cells">> {
  const one = over.of(area.id);
  const rule = state.figures.get(over.series.figure)?.rule ?? "min3";
  // Every number in the story goes through the choke point, as on the page.
  const released = (value: Value, heldBack: boolean | number): Value => {
    const part = { rule, withheld: [heldBack] };
    const [left = "unknown"] = release(
      { values: [value] },
      { parts: [isCount ? { ...part, counts: [value] } : part] },
    ).values;
    return left;
  };
  const made = over.madeOf(area.id, place);
  const how = originAt(one, place);
  const ordinal = over.series.first + place;
  const sources = await cellSources(
    context.db,
    over.series,
    ordinal,
    made.map((part) => part.area.id),
  );
  const value = released(valueAt(one, place), one.heldBack[place] ?? 0);
  const sum = how === "delivered" ? over.sumOfParts(area.id, place) : null;
  return {
    value,
    how,
    sumOfParts: sum === null ? null : released(sum.value, one.heldBack[place] ?? 0),
    cells: made.map((part) => {
      const column = over.series.byArea.get(part.area.id);
      const raw: Value = column === undefined ? "unknown" : valueAt(column, place);
      const held = over.series.heldBack(part.area.id)?.[place] ?? 0;
      const source = sources.get(part.area.id);
      // Of areas that are not open to the reader the story names the areas and no numbers.
      const isOpen = isOpenToReader(state, part.area, topic);
      const shown = isOpen ? released(raw, held) : "withheld";
      return {
        area: areaHead(state, part.area),
        share: part.share,
        value: shown,
        // Beside a value that stays here its mark stays too: brackets tell of few cases.
        mark: typeof shown === "number" ? (source?.mark ?? null) : null,
        delivery: source === undefined ? null : deliveryOf(state, source),
        conversion: conversionOf(over, area, place, part.area, source),
      };
    }),
  };
}

function conversionOf(
  over: FigureOverAreas,
  area: StoredArea,
  place: number,
  part: StoredArea,
  source: CellSource | undefined,
) {
  const here = over.conversionOf(area.id, place);
  if (here?.from.some((one) => one.code === part.code)) return conversionNote(here.method, [part.code]);
  const stored = source?.conversion as StoredConversion | null | undefined;
  if (stored == null) return null;
  if (stored.method === "gridCells") return gridNote(stored.cellMetres ?? 0, stored.by ?? "centre");
  return conversionNote(
    stored.method ?? "exact",
    (stored.from ?? []).map((one) => one.code),
  );
}

/** How a slice says that its values were brought over before they were stored. */
interface StoredConversion {
  readonly method?: string;
  readonly from?: readonly { readonly code: string }[];
  readonly cellMetres?: number;
  readonly by?: "centre" | "share";
}

function deliveryOf(state: DataState, source: CellSource): Lineage["parts"][number]["cells"][number]["delivery"] {
  const delivery = state.deliveries.get(source.deliveryId);
  if (delivery === undefined) return null;
  const note = sourceOf(state, delivery, [], null);
  return {
    id: delivery.id,
    fileName: delivery.fileName,
    fileHash: delivery.fileHash,
    sheet: source.sheet,
    row: source.row,
    column: source.column,
    reader: delivery.reader,
    acceptedBy: delivery.acceptedBy,
    acceptedAt: delivery.acceptedAt?.toISOString() ?? null,
    title: note.title,
    publisher: note.publisher,
    licence: note.licence,
    boundaryVersion: note.boundaryVersion,
  };
}

export const showLineage = operation(lineageContract, lineageAnswer);
