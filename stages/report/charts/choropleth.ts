import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { farAreas, type NearbyMap } from "./farAreas.ts";
import { ink, label, line, picture, quiet, sequential } from "./svg.ts";

/** An area on the map: rings of longitude and latitude; holes are rings too. */
export interface MapArea {
  readonly code: string;
  readonly name: string;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
  readonly value: Value;
}

export interface MapForm {
  /** Upper limits of all classes but the last, rising. */
  readonly limits: readonly number[];
  readonly unit: string;
  readonly decimals: number;
  readonly alternative: string;
  /** Unlike for every map of a page, since patterns have names there. */
  readonly key: string;
}

/**
 * A map of classes for print: one hue, light is little; withheld areas are
 * hatched, areas without a known value dotted. The legend counts the areas of
 * each class, so that a class of one is seen as such.
 */
export function choropleth(areas: readonly MapArea[], form: MapForm): string {
  const { areas: nearby, frame } = farAreas(areas);
  const place = fitted(nearby, frame?.box);
  const shapes = nearby.map((area) => {
    const d = area.rings.map((ring) => `M${ring.map((p) => place.point(p)).join("L")}Z`).join("");
    return `<path d="${d}" fill="${fill(area.value, form)}" fill-rule="evenodd" stroke="#fff" stroke-width="0.6"/>`;
  });
  return picture(mapWidth + legendWidth, place.height, form.alternative, [
    patterns(form.key),
    ...shapes,
    ...(frame === null ? [] : framed(frame, place.point)),
    ...legend(areas, form),
  ]);
}

function framed(
  { box, names }: NonNullable<NearbyMap["frame"]>,
  point: (p: readonly [number, number]) => string,
): string[] {
  const [west, south, east, north] = box;
  const corners = [point([west, north]), point([east, north]), point([east, south]), point([west, south])];
  const [x = 0, y = 0] = point([west, south]).split(" ").map(Number);
  return [
    `<path d="M${corners.join("L")}Z" fill="none" stroke="${quiet}" stroke-width="0.6"/>`,
    label(x, y + 11, names, { size: 9, fill: quiet }),
    label(x, y + 21, "(rückt heran)", { size: 8, fill: quiet }),
  ];
}

const mapWidth = 430;
/** Two maps with their sentences fit on a page. */
const tallest = 360;
const legendWidth = 190;

function patterns(key: string): string {
  return `<defs><pattern id="hatched-${key}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/><line x1="0" y1="0" x2="0" y2="5" stroke="#6b7086" stroke-width="2"/></pattern><pattern id="dotted-${key}" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#f1f2f5"/><circle cx="2.5" cy="2.5" r="0.9" fill="#8a8fa3"/></pattern></defs>`;
}

/**
 * Which class a value falls in, counted from 0: the first whose upper limit it does not reach. Value and limits in the
 * unit of the indicator.
 *
 * @example
 * classOf(7, [5, 10]) // 1
 * classOf(10, [5, 10]) // 2
 */
export function classOf(value: number, limits: readonly number[]): number {
  const at = limits.findIndex((limit) => value < limit);
  return at < 0 ? limits.length : at;
}

function fill(value: Value, form: MapForm): string {
  if (isPresent(value)) return shade(classOf(value, form.limits), form.limits.length + 1);
  return `url(#${value === "withheld" ? "hatched" : "dotted"}-${form.key})`;
}

function shade(at: number, count: number): string {
  const position = count === 1 ? 2 : Math.round((at / (count - 1)) * (sequential.length - 1));
  return sequential[position] ?? sequential[0];
}

function legend(areas: readonly MapArea[], form: MapForm): string[] {
  const number = (value: number): string => germanNumber(value, { decimals: form.decimals });
  const rows: { fill: string; text: string; count: number }[] = [];
  for (let at = form.limits.length; at >= 0; at -= 1) {
    const lower = form.limits[at - 1];
    const upper = form.limits[at];
    const text =
      lower === undefined && upper === undefined
        ? "alle Werte"
        : upper === undefined
          ? `${number(lower ?? 0)} und mehr`
          : lower === undefined
            ? `unter ${number(upper)}`
            : `${number(lower)} bis unter ${number(upper)}`;
    const count = areas.filter((a) => isPresent(a.value) && classOf(a.value, form.limits) === at).length;
    rows.push({ fill: shade(at, form.limits.length + 1), text, count });
  }
  const withheld = areas.filter((a) => a.value === "withheld").length;
  const unknown = areas.filter((a) => !isPresent(a.value) && a.value !== "withheld").length;
  if (withheld > 0) rows.push({ fill: `url(#hatched-${form.key})`, text: "gesperrt", count: withheld });
  if (unknown > 0) rows.push({ fill: `url(#dotted-${form.key})`, text: "kein Wert", count: unknown });
  const x = mapWidth + 18;
  return [
    label(x, 14, form.unit === "" ? "Wert" : form.unit, { weight: 600 }),
    label(mapWidth + legendWidth, 14, "Gebiete", { anchor: "end", fill: quiet, size: 10 }),
    ...rows.flatMap((row, index) => {
      const y = 24 + index * 20;
      return [
        `<rect x="${x}" y="${y}" width="18" height="13" fill="${row.fill}" stroke="${line}" stroke-width="0.5"/>`,
        label(x + 25, y + 10.5, row.text, { fill: ink }),
        label(mapWidth + legendWidth, y + 10.5, String(row.count), { anchor: "end", fill: quiet }),
      ];
    }),
  ];
}

// Equirectangular at the county's middle latitude: true to shape for a county, and north stays up.
function fitted(
  areas: readonly MapArea[],
  box: readonly [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity],
): { height: number; point: (p: readonly [number, number]) => string } {
  let [west, south, east, north] = box;
  for (const area of areas) {
    for (const ring of area.rings) {
      for (const [lon, lat] of ring) {
        west = Math.min(west, lon);
        east = Math.max(east, lon);
        south = Math.min(south, lat);
        north = Math.max(north, lat);
      }
    }
  }
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(mapWidth / ((east - west) * squeeze || 1), tallest / (north - south || 1));
  const height = Math.max(190, Math.ceil((north - south) * scale));
  return { height, point: ([lon, lat]) => `${tenth((lon - west) * squeeze * scale)} ${tenth((north - lat) * scale)}` };
}

// A tenth of a unit is finer than print; a report has many maps.
function tenth(n: number): number {
  return Math.round(n * 10) / 10;
}
