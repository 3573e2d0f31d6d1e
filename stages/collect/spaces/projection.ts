import proj4 from "proj4";
import type { Bounds, Position } from "../../../kernel/geometry/polygon.ts";
import { type DatumOfName, readWellKnownText } from "./wellKnownText.ts";

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
// The older nets of the eastern states (EPSG: Pulkovo 1942(83) to ETRS89 (1), RD/83 and PD/83 to ETRS89 (1)).
const pulkovo = "+ellps=krass +towgs84=24.9,-126.4,-93.2,-0.063,-0.247,-0.041,1.01";
const saxony = "+ellps=bessel +towgs84=612.4,77,440.2,-0.054,0.057,-2.797,2.55";
const thuringia = "+ellps=bessel +towgs84=599.4,72.4,419.2,-0.062,-0.022,-2.723,6.46";
const utm = (zone: number, datum: string, easting = 500_000): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${zone * 6 - 183} +k=0.9996 +x_0=${easting} +y_0=0 ${datum} +units=m`;
const gaussKrueger = (zone: number, datum = dhdn): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${zone * 3} +k=1 +x_0=${zone}500000 +y_0=0 ${datum} +units=m`;
const webMercator = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null";
const germanCone = `+proj=lcc +lat_0=51 +lon_0=10.5 +lat_1=48.66666666666666 +lat_2=53.66666666666666 +x_0=0 +y_0=0 ${etrs} +units=m`;

/** What German offices deliver in; the official axis order of some is north first, files are east first all the same. */
const known: Readonly<Record<number, string>> = {
  4326: "+proj=longlat +datum=WGS84",
  4258: `+proj=longlat ${etrs}`,
  4314: `+proj=longlat ${dhdn}`,
  4178: `+proj=longlat ${pulkovo}`,
  3857: webMercator,
  // Names of the same from before it had a number, and that of ESRI.
  900913: webMercator,
  102100: webMercator,
  102113: webMercator,
  25831: utm(31, etrs),
  25832: utm(32, etrs),
  25833: utm(33, etrs),
  3043: utm(31, etrs),
  3044: utm(32, etrs),
  3045: utm(33, etrs),
  4647: utm(32, etrs, 32_500_000),
  5649: utm(31, etrs, 31_500_000),
  5650: utm(33, etrs, 33_500_000),
  5651: utm(31, etrs, 31_500_000),
  5652: utm(32, etrs, 32_500_000),
  5653: utm(33, etrs, 33_500_000),
  // With the height of the German main height net beside it.
  5554: utm(31, etrs),
  5555: utm(32, etrs),
  5556: utm(33, etrs),
  32631: utm(31, "+datum=WGS84"),
  32632: utm(32, "+datum=WGS84"),
  32633: utm(33, "+datum=WGS84"),
  31466: gaussKrueger(2),
  31467: gaussKrueger(3),
  31468: gaussKrueger(4),
  31469: gaussKrueger(5),
  5676: gaussKrueger(2),
  5677: gaussKrueger(3),
  5678: gaussKrueger(4),
  5679: gaussKrueger(5),
  2397: gaussKrueger(3, pulkovo),
  2398: gaussKrueger(4, pulkovo),
  2399: gaussKrueger(5, pulkovo),
  5673: gaussKrueger(3, pulkovo),
  5674: gaussKrueger(4, pulkovo),
  5675: gaussKrueger(5, pulkovo),
  3396: gaussKrueger(3, thuringia),
  3397: gaussKrueger(4, thuringia),
  3398: gaussKrueger(4, saxony),
  3399: gaussKrueger(5, saxony),
  3068: `+proj=cass +lat_0=52.41864827777778 +lon_0=13.62720366666667 +x_0=40000 +y_0=10000 ${dhdn} +units=m`,
  4839: germanCone,
  5243: germanCone,
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
 * projectionOf("http://www.opengis.net/def/crs/EPSG/0/25832")?.name // "EPSG:25832"
 * projectionOf("EPSG:1") // undefined
 */
export function projectionOf(declared: string): Projection | undefined {
  const text = declared.trim();
  if (/CRS:?84\b/.test(text)) return projectionFrom("EPSG:4326", known[4326] ?? "");
  if (/^[A-Z_]+\s*[[(]/i.test(text)) return projectionOfWkt(text);
  // `EPSG:25832`, `urn:ogc:def:crs:EPSG:6.9:25832`, `…/crs/EPSG/0/25832`, with a height `EPSG:25832+7837`.
  const number = /(?:^|(?:EPSG|ESRI)(?:.*[^\d.])?)(\d{4,6})(?:\/(?:proj4\/?)?)?$/i.exec(
    text.replace(/\+\d+$/, ""),
  )?.[1];
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

// The datum of a written projection decides on a hundred metres: one that is not named here is unknown.
const datums: readonly DatumOfName[] = [
  { named: /DHDN|Hauptdreiecksnetz/i, datum: dhdn },
  { named: /ETRS|European_Terrestrial|European Terrestrial/i, datum: etrs },
  { named: /WGS[ _]?(?:19)?84|World Geodetic|World_Geodetic/i, datum: "+datum=WGS84" },
  { named: /Pulkovo.*83|42\/83|42_83/i, datum: pulkovo },
  { named: /Rauenberg.*83|\bRD.?83/i, datum: saxony },
  { named: /Potsdam.*83|\bPD.?83/i, datum: thuringia },
  { named: /Potsdam|Rauenberg/i, datum: dhdn },
];

function projectionOfWkt(wkt: string): Projection | undefined {
  const written = readWellKnownText(wkt, datums);
  if (written === undefined) return undefined;
  const numbered = written.number === undefined ? undefined : known[written.number];
  if (numbered !== undefined) return projectionFrom(`EPSG:${written.number}`, numbered);
  return written.definition === undefined ? undefined : projectionFrom(written.name, written.definition);
}

function projectionFrom(name: string, definition: string): Projection {
  const converter = proj4(definition, known[4326] ?? "");
  const degrees = /longlat/.test(definition);
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
