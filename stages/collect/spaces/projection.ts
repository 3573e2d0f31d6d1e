import proj4 from "proj4";
import type { Bounds, Position } from "../../../kernel/geometry/polygon.ts";

/** How coordinates of a file become longitude and latitude and back. */
export interface Projection {
  /** `EPSG:25832`, or the name in the file where it has no number. */
  readonly name: string;
  /** Coordinates are degrees, not metres. */
  readonly degrees: boolean;
  readonly toDegrees: (position: Position) => Position;
  readonly fromDegrees: (position: Position) => Position;
}

// Helmert transformation for all of Germany (BKG, DHDN to ETRS89, "Deutschland gesamt"): metres off at worst, where a
// missing one is off by more than a hundred.
const dhdn = "+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7";
const etrs = "+ellps=GRS80 +towgs84=0,0,0";
const utm = (zone: number, datum: string, easting = 500_000): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${zone * 6 - 183} +k=0.9996 +x_0=${easting} +y_0=0 ${datum} +units=m`;
const gaussKrueger = (zone: number): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${zone * 3} +k=1 +x_0=${zone}500000 +y_0=0 ${dhdn} +units=m`;

/** What German offices deliver in; the official axis order of some is north first, files are east first all the same. */
const known: Readonly<Record<number, string>> = {
  4326: "+proj=longlat +datum=WGS84",
  4258: `+proj=longlat ${etrs}`,
  4314: `+proj=longlat ${dhdn}`,
  3857: "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null",
  25831: utm(31, etrs),
  25832: utm(32, etrs),
  25833: utm(33, etrs),
  3043: utm(31, etrs),
  3044: utm(32, etrs),
  3045: utm(33, etrs),
  4647: utm(32, etrs, 32_500_000),
  5650: utm(33, etrs, 33_500_000),
  32631: utm(31, "+datum=WGS84"),
  32632: utm(32, "+datum=WGS84"),
  32633: utm(33, "+datum=WGS84"),
  31466: gaussKrueger(2),
  31467: gaussKrueger(3),
  31468: gaussKrueger(4),
  31469: gaussKrueger(5),
  3034: `+proj=lcc +lat_0=52 +lon_0=10 +lat_1=35 +lat_2=65 +x_0=4000000 +y_0=2800000 ${etrs} +units=m`,
  3035: `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${etrs} +units=m`,
};

/**
 * The projection that a file names: a number (`EPSG:25833`), a name as in GeoJSON
 * (`urn:ogc:def:crs:EPSG::25833`, `CRS84`), or the text of a `.prj` file. Undefined
 * when nobody could tell coordinates from it.
 *
 * @example
 * projectionOf("urn:ogc:def:crs:EPSG::25833")?.name // "EPSG:25833"
 * projectionOf("urn:ogc:def:crs:OGC:1.3:CRS84")?.degrees // true
 * projectionOf("EPSG:1") // undefined
 */
export function projectionOf(declared: string): Projection | undefined {
  const text = declared.trim();
  if (/CRS:?84\b/.test(text)) return projectionFrom("EPSG:4326", known[4326] ?? "");
  if (/^[A-Z]+\[/i.test(text)) return projectionOfWkt(text);
  const number = /(?:^|EPSG\D*)(\d{4,6})$/i.exec(text)?.[1];
  const definition = number === undefined ? undefined : known[Number(number)];
  return definition === undefined ? undefined : projectionFrom(`EPSG:${number}`, definition);
}

/**
 * A projection made for a small part of the earth, in metres: true to area
 * everywhere, and true to length near its middle. Areas are measured in it,
 * never in degrees.
 *
 * Lambert azimuthal equal-area on GRS 80 around the middle of the bounds.
 *
 * @example
 * metricProjection([9.4, 53.5, 10, 53.9]).fromDegrees([9.7, 53.7]).map(Math.round) // [0, 0]
 */
export function metricProjection(bounds: Bounds): Projection {
  const [west, south, east, north] = bounds;
  // A tenth of a degree is near enough, and the same county gets the same projection again.
  const middle = (a: number, b: number): number => Math.round((a + b) * 5) / 10;
  return projectionFrom(
    "local",
    `+proj=laea +lat_0=${middle(south, north)} +lon_0=${middle(west, east)} +x_0=0 +y_0=0 ${etrs} +units=m`,
  );
}

/**
 * The grid of the census and of INSPIRE: metres, cells parallel to the axes (EPSG:3035).
 *
 * @example
 * gridProjection.toDegrees([4321000, 3210000]) // [10, 52]
 */
export const gridProjection: Projection = projectionFrom("EPSG:3035", known[3035] ?? "");

function projectionOfWkt(wkt: string): Projection | undefined {
  const authority = [...wkt.matchAll(/AUTHORITY\["EPSG",\s*"?(\d+)"?\]\s*\]\s*$/gi)].at(-1)?.[1];
  const definition = authority === undefined ? undefined : known[Number(authority)];
  if (definition !== undefined) return projectionFrom(`EPSG:${authority}`, definition);
  const name = /^[A-Z]+\["([^"]*)"/i.exec(wkt)?.[1] ?? "";
  try {
    if (/DHDN|Hauptdreiecksnetz|Potsdam/i.test(wkt) && !/TOWGS84/i.test(wkt)) {
      const parameter = (which: string): string | undefined =>
        new RegExp(`PARAMETER\\["${which}",\\s*([-\\d.]+)`, "i").exec(wkt)?.[1];
      const meridian = parameter("Central_Meridian");
      const easting = parameter("False_Easting");
      if (meridian === undefined || easting === undefined) return projectionFrom(name, known[4314] ?? "");
      return projectionFrom(
        name,
        `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=${parameter("Scale_Factor") ?? 1} +x_0=${easting} +y_0=0 ${dhdn} +units=m`,
      );
    }
    return projectionFrom(name, wkt);
  } catch {
    // The library throws at what it cannot read; to us it is merely unknown.
    return undefined;
  }
}

function projectionFrom(name: string, definition: string): Projection {
  const converter = proj4(definition, known[4326] ?? "");
  const degrees = /longlat/.test(definition) || /^GEOG/i.test(definition);
  if (name === "EPSG:4326") {
    const same = (position: Position): Position => position;
    return { name, degrees, toDegrees: same, fromDegrees: same };
  }
  return {
    name,
    degrees,
    toDegrees: ([x, y]) => converter.forward([x, y]) as [number, number],
    fromDegrees: ([x, y]) => converter.inverse([x, y]) as [number, number],
  };
}
