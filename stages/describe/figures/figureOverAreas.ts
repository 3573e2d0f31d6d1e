import { type Column, strongerAbsence, unknownCode } from "../../../kernel/value/column.ts";
import type { PartGroup, Spaces, StoredArea } from "../spaces/spaces.ts";
import { type ConvertedArea, convertedSeries } from "./convertedSeries.ts";
import type { FigureSeries } from "./figureSeries.ts";

/** Where the value of an area comes from. */
export type Origin = "none" | "delivered" | "summed" | "converted" | "weighted";

const origins: readonly Origin[] = ["none", "delivered", "summed", "converted", "weighted"];
const [, delivered, summed, convertedFrom, weighted] = [0, 1, 2, 3, 4] as const;

/** Why there is none, where the reason is not the source's own. */
export type Lack = "" | "notDelivered" | "partMissing" | "notAggregatable" | "netOnly" | "notConverted";

export const lacks: readonly Lack[] = ["", "notDelivered", "partMissing", "notAggregatable", "netOnly", "notConverted"];

/** One base figure of one area over time. All arrays run over the places of the series. */
export interface FigureOfArea extends Column {
  /** Position in the list of origins; read it with `originAt`. */
  readonly origin: Uint8Array;
  /** Position in `lacks`. */
  readonly lack: Uint8Array;
  /** 1 where shares of areas were used, not whole areas. */
  readonly estimated: Uint8Array;
  /** 1 where the protection holds the value back. */
  readonly heldBack: Uint8Array;
  /** What sources printed beside the numbers behind it: position in the list of marks, from 1; 0 for nothing. */
  readonly sourceMark: Uint8Array;
  /** Which of the area's part groups was summed, by place. */
  readonly group: Uint8Array;
  /** Delivered at every point in time: nothing is lacking, summed, converted or estimated. */
  readonly isWhole: boolean;
}

export interface Adding {
  /** `no`: delivered values only. `netOnly` as `no`, with its own reason. */
  readonly summable: "yes" | "no" | "netOnly";
  /** Residents, for the population-weighted mean of what cannot be summed; left out, there is none. */
  readonly weights?: ((area: number, point: number) => number | undefined) | undefined;
}

/** Answers for one base figure what holds for any area, and from what. */
export interface FigureOverAreas {
  readonly series: FigureSeries;
  readonly of: (area: number) => FigureOfArea;
  /** What a value is made of: the areas in whose name something was delivered, with the share that counts. */
  readonly madeOf: (area: number, place: number) => readonly { readonly area: StoredArea; readonly share: number }[];
  /** What the sum of the parts would be, also where a delivered value stands before it; null without parts. */
  readonly sumOfParts: (area: number, place: number) => { value: number } | null;
  readonly conversionOf: (area: number, place: number) => ReturnType<ConvertedArea["conversions"]["get"]>;
}

/** Where the figure of an area at a point in time comes from: delivered, summed, converted, estimated, or nowhere. */
export function originAt(figure: FigureOfArea, place: number): Origin {
  return origins[figure.origin[place] ?? 0] ?? "none";
}

/** Whether any of its values was brought over from older boundaries. */
export function isConverted(figure: FigureOfArea): boolean {
  return figure.origin.includes(convertedFrom);
}

/**
 * A base figure for any area at any level, in this order: as delivered for the
 * area itself; brought over from older boundaries; summed over all of its parts.
 *
 * A sum lacks nothing: when one part was not delivered there is no sum, since a
 * partial sum would pass for the whole. Medians, means and gross flows exist only
 * as delivered, or on request as a mean weighted by residents.
 *
 * A sum in which exactly one part is held back is held back too: beside the
 * others it would tell that part. A sum into which every share of a divided area
 * goes is no estimate: the county is as large as before when a village is split.
 * Held back, too, is every estimate from a share of an area
 * that is held back. Beyond that the protection has looked at all of them
 * together, areas of old and new boundaries among them.
 */
export function figureOverAreas(spaces: Spaces, series: FigureSeries, adding: Adding): FigureOverAreas {
  const known = new Map<number, FigureOfArea>();
  const room = new Room(series.width);
  const conversions = new Map<string, Map<number, ConvertedArea>>();
  const conversion = (area: StoredArea): ConvertedArea | undefined => {
    if (adding.summable !== "yes") return undefined;
    let level = conversions.get(area.level);
    if (level === undefined) {
      level = convertedSeries(spaces, series, area.level);
      conversions.set(area.level, level);
    }
    return level.get(area.id);
  };
  const of = (id: number): FigureOfArea => {
    const already = known.get(id);
    if (already !== undefined) return already;
    const area = spaces.area(id);
    const whole = conversion(area) === undefined ? room.deliveredWhole(series, id) : undefined;
    if (whole !== undefined) {
      known.set(id, whole);
      return whole;
    }
    const result = room.take();
    known.set(id, result);
    takeOwn(result, series, id);
    takeConverted(result, series, conversion(area));
    takeParts(result, spaces.groupsOf(id), { of, madeOf }, series.first, adding);
    // The protection also judges sums that nobody delivered; its word stands for them too.
    series.heldBack(id)?.forEach((held, place) => {
      if (held === 1) result.heldBack[place] = 1;
    });
    return result;
  };
  const madeOf = (id: number, place: number): { area: StoredArea; share: number }[] => {
    const figure = of(id);
    const origin = originAt(figure, place);
    if (origin === "delivered") return [{ area: spaces.area(id), share: 1 }];
    if (origin === "converted") return [...(conversion(spaces.area(id))?.from.get(place) ?? [])];
    if (origin === "none" && figure.lack[place] === lacks.indexOf("notDelivered")) return [];
    const parts = spaces.groupsOf(id)[figure.group[place] ?? 0]?.parts ?? [];
    return parts.flatMap(({ area, share }) =>
      madeOf(area.id, place).map((inner) => ({ area: inner.area, share: inner.share * share })),
    );
  };
  return {
    series,
    of,
    madeOf,
    sumOfParts: (id, place) => {
      if (adding.summable !== "yes") return null;
      for (const group of spaces.groupsOf(id)) {
        const sum = groupSum(group, of, place);
        if (sum.missing === 0) return { value: sum.total };
      }
      return null;
    },
    conversionOf: (id, place) => conversion(spaces.area(id))?.conversions.get(place),
  };
}

/** Room for many areas at once: making one array for each of them would take longer than filling it. */
class Room {
  readonly #width: number;
  #numbers = new Float64Array(0);
  #codes = new Uint8Array(0);
  #used = 0;

  // What an area has in common with all others for which every point in time was delivered.
  readonly #nothing: Uint8Array;
  readonly #delivered: Uint8Array;

  constructor(width: number) {
    this.#width = width;
    this.#nothing = new Uint8Array(width);
    this.#delivered = new Uint8Array(width).fill(delivered);
  }

  /** The commonest case needs no room of its own: delivered without a gap, and nothing else can stand before it. */
  deliveredWhole(series: FigureSeries, id: number): FigureOfArea | undefined {
    const own = series.byArea.get(id);
    if (own === undefined || own.absent.includes(unknownCode)) return undefined;
    return {
      numbers: own.numbers,
      absent: own.absent,
      lack: this.#nothing,
      origin: this.#delivered,
      estimated: this.#nothing,
      heldBack: series.heldBack(id) ?? this.#nothing,
      sourceMark: series.sourceMarks(id) ?? this.#nothing,
      group: this.#nothing,
      isWhole: true,
    };
  }

  take(): FigureOfArea {
    const width = this.#width;
    if (this.#used + width > this.#numbers.length) {
      const size = areasPerRoom * width;
      this.#numbers = new Float64Array(size).fill(Number.NaN);
      this.#codes = new Uint8Array(7 * size);
      this.#codes.fill(unknownCode, 0, size);
      this.#codes.fill(notDelivered, size, 2 * size);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += width;
    const codes = (list: number) => {
      const start = list * areasPerRoom * width + from;
      return this.#codes.subarray(start, start + width);
    };
    return {
      numbers: this.#numbers.subarray(from, from + width),
      absent: codes(0),
      lack: codes(1),
      origin: codes(2),
      estimated: codes(3),
      heldBack: codes(4),
      sourceMark: codes(5),
      group: codes(6),
      isWhole: false,
    };
  }
}

const areasPerRoom = 128;
const notDelivered = lacks.indexOf("notDelivered");

function put(result: FigureOfArea, place: number, number: number, absent: number, origin: number): void {
  result.numbers[place] = absent === 0 ? number : Number.NaN;
  result.absent[place] = absent;
  result.origin[place] = origin;
  result.lack[place] = 0;
}

function takeOwn(result: FigureOfArea, series: FigureSeries, id: number): void {
  const own = series.byArea.get(id);
  if (own === undefined) return;
  const heldBack = series.heldBack(id);
  const marks = series.sourceMarks(id);
  for (let place = 0; place < series.width; place++) {
    const absent = own.absent[place] ?? unknownCode;
    // What is merely unknown may still be summed; any other reason was given by the source and stands.
    if (absent === unknownCode) continue;
    put(result, place, own.numbers[place] ?? Number.NaN, absent, delivered);
    result.heldBack[place] = heldBack?.[place] ?? 0;
    result.sourceMark[place] = marks?.[place] ?? 0;
  }
}

function takeConverted(result: FigureOfArea, series: FigureSeries, converted: ConvertedArea | undefined): void {
  if (converted === undefined) return;
  for (let place = 0; place < converted.counts.length; place++) {
    if (converted.counts[place] !== 1) continue;
    const absent = converted.column.absent[place] ?? unknownCode;
    put(result, place, converted.column.numbers[place] ?? Number.NaN, absent, convertedFrom);
    if (absent === unknownCode) result.lack[place] = lacks.indexOf("notConverted");
    result.estimated[place] = converted.estimated[place] ?? 0;
    result.sourceMark[place] = (converted.from.get(place) ?? []).reduce(
      (mark, { area }) => weightierMark(mark, series.sourceMarks(area.id)?.[place] ?? 0),
      0,
    );
    const held = (converted.from.get(place) ?? []).filter(({ area }) => series.heldBack(area.id)?.[place] === 1);
    // A share of an area tells the area; of two whole ones nobody can tell which had how many.
    result.heldBack[place] = held.length === 1 || held.some(({ share }) => share !== 1) ? 1 : 0;
  }
}

function takeParts(
  result: FigureOfArea,
  groups: readonly PartGroup[],
  areas: Pick<FigureOverAreas, "of" | "madeOf">,
  first: number,
  adding: Adding,
): void {
  if (groups.length === 0) return;
  for (let place = 0; place < result.numbers.length; place++) {
    if (result.origin[place] !== 0) continue;
    if (adding.summable === "yes") takeSum(result, groups, areas, place);
    else takeMean(result, groups, areas.of, place, first, adding);
  }
}

function takeSum(
  result: FigureOfArea,
  groups: readonly PartGroup[],
  areas: Pick<FigureOverAreas, "of" | "madeOf">,
  place: number,
): void {
  for (const [position, group] of groups.entries()) {
    const sum = groupSum(group, areas.of, place);
    if (sum.missing === group.parts.length) continue;
    if (sum.missing > 0) {
      // The first group that knows anything says why there is no sum, unless another has all.
      if (result.lack[place] !== lacks.indexOf("notDelivered")) continue;
      result.absent[place] = sum.absent;
      result.lack[place] = lacks.indexOf(sum.absent === unknownCode ? "partMissing" : "");
      result.group[place] = position;
      continue;
    }
    put(result, place, sum.total, 0, summed);
    result.group[place] = position;
    result.estimated[place] = sum.estimated && !isWhole(group, areas, place) ? 1 : 0;
    result.heldBack[place] = sum.held === 1 ? 1 : 0;
    result.sourceMark[place] = sum.mark;
    return;
  }
}

function groupSum(group: PartGroup, of: (area: number) => FigureOfArea, place: number) {
  let total = 0;
  let missing = 0;
  let absent = 0;
  let held = 0;
  let mark = 0;
  let estimated = false;
  for (const { area, share } of group.parts) {
    const part = of(area.id);
    const code = part.absent[place] ?? unknownCode;
    if (code !== 0) {
      missing++;
      absent = strongerAbsence(absent, code);
      continue;
    }
    total += (part.numbers[place] ?? 0) * share;
    if (share !== 1 || part.estimated[place] === 1) estimated = true;
    if (part.heldBack[place] === 1) held++;
    mark = weightierMark(mark, part.sourceMark[place] ?? 0);
  }
  return { total, missing, absent, held, estimated, mark };
}

/** Whether the estimated parts of a group hold all shares of the areas that were divided among them. */
function isWhole({ parts }: PartGroup, { of, madeOf }: Pick<FigureOverAreas, "of" | "madeOf">, place: number): boolean {
  const shares = new Map<number, number>();
  for (const part of parts) {
    if (part.share === 1 && of(part.area.id).estimated[place] !== 1) continue;
    for (const { area, share } of madeOf(part.area.id, place))
      shares.set(area.id, (shares.get(area.id) ?? 0) + share * part.share);
  }
  return [...shares.values()].every((share) => Math.abs(share - 1) < 1e-6);
}

/** Of two marks the one that a result of both bears. Marks by their position in `markList` plus 1, 0 for none. */
export function weightierMark(a: number, b: number): number {
  return a === 0 || b === 0 ? a + b : Math.min(a, b);
}

function takeMean(
  result: FigureOfArea,
  groups: readonly PartGroup[],
  of: (area: number) => FigureOfArea,
  place: number,
  first: number,
  adding: Adding,
): void {
  for (const [position, { parts }] of groups.entries()) {
    const known = parts.filter(({ area }) => of(area.id).absent[place] === 0);
    if (known.length === 0) continue;
    result.lack[place] = lacks.indexOf(adding.summable === "netOnly" ? "netOnly" : "notAggregatable");
    result.group[place] = position;
    if (adding.weights === undefined || known.length < parts.length) continue;
    let total = 0;
    let people = 0;
    for (const { area, share } of parts) {
      const weight = (adding.weights(area.id, first + place) ?? Number.NaN) * share;
      total += (of(area.id).numbers[place] ?? Number.NaN) * weight;
      people += weight;
    }
    if (!(people > 0)) continue;
    put(result, place, total / people, 0, weighted);
    result.group[place] = position;
    result.sourceMark[place] = known.reduce(
      (mark, { area }) => weightierMark(mark, of(area.id).sourceMark[place] ?? 0),
      0,
    );
    result.heldBack[place] = known.some(({ area }) => of(area.id).heldBack[place] === 1) ? 1 : 0;
    return;
  }
}
