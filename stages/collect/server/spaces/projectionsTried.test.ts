import { expect, test } from "vitest";
import { readGeoJson } from "../../spaces/geoJson.ts";
import { locate } from "../../spaces/locate.ts";
import { projectionOf } from "../../spaces/projection.ts";

// Places in degrees and what PROJ 9 (cs2cs, with the grid BeTA2007 for the German main triangulation) gives for them.
const tornesch = [9.66, 53.66] as const;
const berlin = [13.4, 52.52] as const;
const dresden = [13.74, 51.05] as const;
const erfurt = [11.03, 50.98] as const;
const places: readonly [number, readonly [number, number], readonly [number, number], number][] = [
  [25832, tornesch, [543614.172, 5945896.525], 0.01],
  [4647, tornesch, [32543614.172, 5945896.525], 0.01],
  [25833, berlin, [391440.032, 5820079.667], 0.01],
  [3857, tornesch, [1075346.281, 7106025.531], 0.01],
  [3035, tornesch, [4298519.984, 3394773.211], 0.01],
  [3034, tornesch, [3978268.925, 2978544.812], 0.01],
  [5243, tornesch, [-55530.03, 296109.964], 0.01],
  // The nets of the eastern states: published shifts differ by some decimetres.
  [2397, [10.4, 50.98], [3598444.895, 5650945.722], 0.5],
  [2398, berlin, [4595156.197, 5822274.077], 0.5],
  [2399, dresden, [5411773.547, 5658545.232], 0.5],
  [3396, erfurt, [3642630.288, 5651384.262], 0.5],
  [3397, erfurt, [4431984.923, 5649866.188], 0.5],
  [3398, dresden, [4622114.599, 5658648.284], 0.5],
  [3399, dresden, [5411784.661, 5657957.922], 0.5],
  // One shift for all of Germany instead of the grid: 3 m at worst, the bound that EPSG states.
  [31467, tornesch, [3543701.831, 5947835.983], 3],
  [31466, [6.78, 51.22], [2554537.865, 5676410.725], 3],
  [5678, [11.58, 48.14], [4468849.432, 5333636.762], 3],
  [3068, berlin, [24698.319, 21457.315], 3],
];

function metresBetween([a, b]: readonly [number, number], [x, y]: readonly [number, number]): number {
  return Math.hypot((a - x) * 111_320 * Math.cos((b * Math.PI) / 180), (b - y) * 111_320);
}

function offBy(declared: string, place: readonly [number, number], coordinates: readonly [number, number]): number {
  const projection = projectionOf(declared);
  if (projection === undefined) throw new Error(`not known: ${declared}`);
  const [x = Number.NaN, y = Number.NaN] = projection.toDegrees(coordinates);
  return metresBetween(place, [x, y]);
}

test("X-040 projections that German offices deliver in lie where PROJ puts them", () => {
  for (const [number, place, coordinates, metres] of places)
    expect(offBy(`EPSG:${number}`, place, coordinates), `EPSG:${number}`).toBeLessThan(metres);
});

const etrsNew =
  'BASEGEOGCRS["ETRS89",DATUM["European Terrestrial Reference System 1989",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0]]';
const transverse = (meridian: number, factor: number, easting: number): string =>
  `METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",${meridian}],PARAMETER["Scale factor at natural origin",${factor},SCALEUNIT["unity",1]],PARAMETER["False easting",${easting}],PARAMETER["False northing",0]`;
const dhdnNew =
  'BASEGEOGCRS["DHDN",DATUM["Deutsches Hauptdreiecksnetz",ELLIPSOID["Bessel 1841",6377397.155,299.1528128]]]';
const axes = 'CS[Cartesian,2],AXIS["(E)",east,ORDER[1]],AXIS["(N)",north,ORDER[2]],LENGTHUNIT["metre",1]';

const written: readonly [string, string, readonly [number, number], readonly [number, number], number][] = [
  [
    "ESRI",
    'PROJCS["DHDN_3_Degree_Gauss_Zone_3",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",DATUM["D_Deutsches_Hauptdreiecksnetz",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",3500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
    tornesch,
    [3543701.831, 5947835.983],
    3,
  ],
  [
    "of 2019",
    `PROJCRS["DHDN / 3-degree Gauss-Kruger zone 3",\n  ${dhdnNew},\n  CONVERSION["3-degree Gauss-Kruger zone 3",${transverse(9, 1, 3500000)}],${axes},ID["EPSG",31467]]`,
    tornesch,
    [3543701.831, 5947835.983],
    3,
  ],
  [
    "of 2019 without a number",
    `PROJCRS["DHDN Zone 3",${dhdnNew},CONVERSION["GK",${transverse(9, 1, 3500000)}],${axes}]`,
    tornesch,
    [3543701.831, 5947835.983],
    3,
  ],
  [
    "of 2019 without a number",
    `PROJCRS["Landessystem",${etrsNew},CONVERSION["UTM zone 32N",${transverse(9, 0.9996, 500000)}],${axes}]`,
    tornesch,
    [543614.172, 5945896.525],
    0.01,
  ],
  [
    "with a height beside it",
    `COMPOUNDCRS["UTM32 + DHHN2016",PROJCRS["ETRS89 / UTM zone 32N",${etrsNew},CONVERSION["UTM zone 32N",${transverse(9, 0.9996, 500000)}],${axes}],VERTCRS["DHHN2016 height",VDATUM["Deutsches Haupthoehennetz 2016"],CS[vertical,1],AXIS["(H)",up],LENGTHUNIT["metre",1]]]`,
    tornesch,
    [543614.172, 5945896.525],
    0.01,
  ],
  [
    "ESRI Soldner",
    'PROJCS["DHDN_Soldner_Berlin",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",DATUM["D_Deutsches_Hauptdreiecksnetz",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Cassini"],PARAMETER["False_Easting",40000.0],PARAMETER["False_Northing",10000.0],PARAMETER["Central_Meridian",13.6272036666667],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",52.4186482777778],UNIT["Meter",1.0]]',
    berlin,
    [24698.319, 21457.315],
    3,
  ],
  [
    "in kilometres",
    'PROJCS["UTM32 km",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500],PARAMETER["false_northing",0],UNIT["kilometre",1000]]',
    tornesch,
    [543.614172, 5945.896525],
    0.01,
  ],
  [
    "ESRI Web Mercator",
    'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]',
    tornesch,
    [1075346.281, 7106025.531],
    0.01,
  ],
];

test("X-040 a projection written out in full means the same in the spelling of ESRI, the old and the new one", () => {
  for (const [name, text, place, coordinates, metres] of written)
    expect(offBy(text, place, coordinates), name).toBeLessThan(metres);
});

test("X-040 a crs named by number, address or URN with an edition is the same projection", () => {
  for (const name of [
    "EPSG:25832",
    "epsg:25832",
    "urn:ogc:def:crs:EPSG::25832",
    "urn:ogc:def:crs:EPSG:6.9:25832",
    "urn:x-ogc:def:crs:EPSG:25832",
    "http://www.opengis.net/def/crs/EPSG/0/25832",
    "http://www.opengis.net/gml/srs/epsg.xml#25832",
    "EPSG:25832+7837",
  ])
    expect(projectionOf(name)?.name, name).toBe("EPSG:25832");
  expect(projectionOf("urn:ogc:def:crs:ESRI::102100")?.degrees).toBe(false);
});

test("X-040 a projection with a datum, method or meridian that nobody knows is unknown, never guessed", () => {
  const [, esri = ""] = written[0] ?? [];
  for (const text of [
    esri.replaceAll("Deutsches_Hauptdreiecksnetz", "Lokales_Netz"),
    esri.replace("Gauss_Kruger", "Oblique_Stereographic"),
    esri.replace('PARAMETER["Central_Meridian",9.0],', ""),
    esri.replace('PRIMEM["Greenwich",0.0]', 'PRIMEM["Ferro",-17.6666666666667]'),
    esri.slice(0, 200),
    "EPSG:99999",
    "LOCAL_CS[]",
    "",
  ])
    expect(projectionOf(text), text).toBeUndefined();
});

test("X-040 ground that comes to lie outside Germany is taken, and its projection put in question", () => {
  const ring = [
    [500_000, 3_000_000],
    [501_000, 3_000_000],
    [501_000, 3_001_000],
    [500_000, 3_000_000],
  ];
  const layer = readGeoJson(
    "fern.geojson",
    JSON.stringify({ type: "Polygon", coordinates: [ring], crs: "EPSG:25832" }),
  );
  expect(locate(layer).findings).toMatchObject([
    { code: "collect.placeAbroad", severity: "warning", parameters: { features: 1, projection: "EPSG:25832" } },
  ]);
});
