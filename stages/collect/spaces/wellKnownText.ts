/** What the text of a projection says, as far as coordinates can be told from it. */
export interface WrittenProjection {
  /** `ETRS89 / UTM zone 32N`, as the text calls it. */
  readonly name: string;
  /** Its number, where the text ends with one: `25832`. */
  readonly number: number | undefined;
  /** For the projection library; undefined where a part of the text is not known. */
  readonly definition: string | undefined;
}

interface Node {
  readonly keyword: string;
  readonly values: readonly (string | number)[];
  readonly children: readonly Node[];
}

/** Datums of German files with their shift to ETRS89; the names as ESRI, OGC and EPSG write them. */
export interface DatumOfName {
  readonly named: RegExp;
  readonly datum: string;
}

/**
 * Reads a projection written out in full, as in `.prj` files and GeoPackages: the
 * older text (`PROJCS`), that of ESRI, and the newer one (`PROJCRS`); of a compound
 * of ground and height the ground.
 *
 * A method, a datum or a unit that is not known leaves the definition undefined:
 * a guess would put areas beside their place without a word.
 *
 * @param datums tried in this order against the name of the datum and of the base
 *
 * @example
 * readWellKnownText('PROJCS["UTM32",GEOGCS["E",DATUM["ETRS89",SPHEROID["GRS 1980",6378137,298.257222101]]],PROJECTION["Transverse_Mercator"],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],UNIT["metre",1]]', [{ named: /ETRS/, datum: "+ellps=GRS80" }])?.definition
 * // "+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=500000 +y_0=0 +ellps=GRS80 +to_meter=1"
 * readWellKnownText("EPSG:25832", []) // undefined
 */
export function readWellKnownText(text: string, datums: readonly DatumOfName[]): WrittenProjection | undefined {
  const root = nodeOf(text);
  const crs = root === undefined ? undefined : horizontal(root);
  if (crs === undefined) return undefined;
  const name = String(crs.values[0] ?? "");
  const identity = crs.children.findLast(({ keyword, values }) => isIdentity(keyword) && values[0] === "EPSG");
  const number = identity === undefined ? undefined : Number(identity.values[1]);
  return { name, number, definition: definitionOf(crs, name, datums) };
}

const isIdentity = (keyword: string): boolean => keyword === "AUTHORITY" || keyword === "ID";
const geographic = /^(?:GEOGCS|GEOGCRS|GEOGRAPHICCRS|GEODCRS|GEODETICCRS|BASEGEOGCRS|BASEGEODCRS)$/;
const projected = /^(?:PROJCS|PROJCRS|PROJECTEDCRS)$/;

/** The part that tells the ground: of a compound the first, of a bound one its source. */
function horizontal(node: Node): Node | undefined {
  if (projected.test(node.keyword) || geographic.test(node.keyword)) return node;
  if (!/^(?:COMPD_CS|COMPOUNDCRS|BOUNDCRS|SOURCECRS)$/.test(node.keyword)) return undefined;
  for (const child of node.children) {
    const found = horizontal(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function definitionOf(crs: Node, name: string, datums: readonly DatumOfName[]): string | undefined {
  const base = geographic.test(crs.keyword) ? crs : crs.children.find(({ keyword }) => geographic.test(keyword));
  const datum = base === undefined ? undefined : datumOf(base, datums);
  if (datum === undefined) return undefined;
  if (base === crs) return `+proj=longlat ${datum}`;
  const method = methodOf(crs);
  const written = /\+proj=merc\b.*@null/.test(extensionOf(crs)) ? "pseudo" : methods[plain(method)];
  if (written === undefined) return undefined;
  if (written === "pseudo" || (written === "merc" && /pseudo|google/i.test(name)))
    return "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null";
  // An ordinary Mercator: no German office draws in it, and its variants differ.
  if (written === "merc") return undefined;
  const metre = metreOf(crs);
  if (metre === undefined) return undefined;
  const given = parametersOf(crs, metre);
  const part = (key: string, otherwise: number): string => `+${key}=${given.get(key) ?? otherwise}`;
  const kind = {
    tmerc: ["lat_0", "lon_0", "k", "x_0", "y_0"],
    cass: ["lat_0", "lon_0", "x_0", "y_0"],
    laea: ["lat_0", "lon_0", "x_0", "y_0"],
    lcc: ["lat_0", "lon_0", "lat_1", "lat_2", "x_0", "y_0"],
  }[written];
  // Without its meridian a projection says nothing; without the parallels a cone is none.
  if (!given.has("lon_0") || (written === "lcc" && !(given.has("lat_1") && given.has("lat_2")))) return undefined;
  const parts = kind.map((key) => part(key, key === "k" ? 1 : 0));
  return `+proj=${written} ${parts.join(" ")} ${datum} +to_meter=${metre}`;
}

const methods: Readonly<Record<string, "tmerc" | "lcc" | "laea" | "cass" | "merc" | "pseudo">> = {
  transversemercator: "tmerc",
  gausskruger: "tmerc",
  gausskrueger: "tmerc",
  cassini: "cass",
  cassinisoldner: "cass",
  lambertazimuthalequalarea: "laea",
  lambertconformalconic: "lcc",
  lambertconformalconic2sp: "lcc",
  lambertconicconformal2sp: "lcc",
  mercator: "merc",
  mercator1sp: "merc",
  mercatorauxiliarysphere: "pseudo",
  popularvisualisationpseudomercator: "pseudo",
};

const parameterKeys: Readonly<Record<string, string>> = {
  latitudeoforigin: "lat_0",
  latitudeofnaturalorigin: "lat_0",
  latitudeoffalseorigin: "lat_0",
  latitudeofcenter: "lat_0",
  latitudeofcentre: "lat_0",
  centralmeridian: "lon_0",
  longitudeoforigin: "lon_0",
  longitudeofnaturalorigin: "lon_0",
  longitudeoffalseorigin: "lon_0",
  longitudeofcenter: "lon_0",
  longitudeofcentre: "lon_0",
  scalefactor: "k",
  scalefactoratnaturalorigin: "k",
  falseeasting: "x_0",
  eastingatfalseorigin: "x_0",
  falsenorthing: "y_0",
  northingatfalseorigin: "y_0",
  standardparallel1: "lat_1",
  latitudeof1ststandardparallel: "lat_1",
  standardparallel2: "lat_2",
  latitudeof2ndstandardparallel: "lat_2",
};

/** The newer text wraps method and parameters in a conversion. */
function inside(crs: Node): readonly Node[] {
  const conversion = crs.children.find(({ keyword }) => /^(?:CONVERSION|DERIVINGCONVERSION)$/.test(keyword));
  return conversion?.children ?? crs.children;
}

function methodOf(crs: Node): string {
  return String(inside(crs).find(({ keyword }) => keyword === "PROJECTION" || keyword === "METHOD")?.values[0] ?? "");
}

function parametersOf(crs: Node, metre: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { keyword, values, children } of inside(crs)) {
    const key = keyword === "PARAMETER" ? parameterKeys[plain(String(values[0]))] : undefined;
    const value = Number(values[1]);
    if (key === undefined || !Number.isFinite(value)) continue;
    const own = children.find((child) => child.keyword === "LENGTHUNIT");
    const length = key === "x_0" || key === "y_0" ? Number(own?.values[1] ?? metre) : 1;
    found.set(key, value * length);
  }
  return found;
}

/** Metres in one unit of the coordinates. */
function metreOf(crs: Node): number | undefined {
  const axes = crs.children.filter(({ keyword }) => keyword === "AXIS").flatMap(({ children }) => children);
  const unit = [...crs.children, ...axes].find(({ keyword }) => keyword === "UNIT" || keyword === "LENGTHUNIT");
  // The shortest texts leave the unit out where it is the metre, and write it without its length.
  const metre = unit === undefined || unit.values[1] === undefined ? 1 : Number(unit.values[1]);
  return Number.isFinite(metre) && metre > 0 ? metre : undefined;
}

function datumOf(base: Node, datums: readonly DatumOfName[]): string | undefined {
  const node = base.children.find(({ keyword }) =>
    /^(?:DATUM|GEODETICDATUM|TRF|ENSEMBLE|GEODETICREFERENCEFRAME)$/.test(keyword),
  );
  const primes = base.children.find(({ keyword }) => /^(?:PRIMEM|PRIMEMERIDIAN)$/.test(keyword));
  if (Number(primes?.values[1] ?? 0) !== 0) return undefined;
  const shape = node?.children.find(({ keyword }) => keyword === "SPHEROID" || keyword === "ELLIPSOID");
  const shift = node?.children.find(({ keyword }) => keyword === "TOWGS84")?.values;
  const [, axis, flattening] = shape?.values ?? [];
  const written = `${node?.values[0] ?? ""} ${base.values[0] ?? ""}`;
  const known = datums.find(({ named }) => named.test(written))?.datum;
  // Shifts of nothing but zeros are a filler of some programs.
  if (shift?.some((value) => Number(value) !== 0) && Number(flattening) > 0)
    return `+a=${axis} +rf=${flattening} +towgs84=${shift.join(",")}`;
  return known;
}

function extensionOf(crs: Node): string {
  return String(crs.children.find(({ keyword }) => keyword === "EXTENSION")?.values[1] ?? "");
}

function plain(name: string): string {
  return name
    .replace(/\(.*variant [A-Z]\)/i, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** The text as a tree; undefined where it does not close. */
function nodeOf(text: string): Node | undefined {
  const signs = [
    ...text.matchAll(/"((?:[^"]|"")*)"|([A-Za-z_][\w]*)|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([[\](),])/g),
  ];
  let at = 0;
  const node = (depth: number): Node | undefined => {
    const keyword = signs[at]?.[2]?.toUpperCase();
    const opening = signs[at + 1]?.[4];
    if (keyword === undefined || (opening !== "[" && opening !== "(") || depth > 30) return undefined;
    at += 2;
    const values: (string | number)[] = [];
    const children: Node[] = [];
    for (;;) {
      const sign = signs[at];
      if (sign === undefined) return undefined;
      const [, quoted, word, digits, mark] = sign;
      if (mark === "]" || mark === ")") {
        at++;
        return { keyword, values, children };
      }
      if (word !== undefined && (signs[at + 1]?.[4] === "[" || signs[at + 1]?.[4] === "(")) {
        const child = node(depth + 1);
        if (child === undefined) return undefined;
        children.push(child);
        continue;
      }
      if (quoted !== undefined) values.push(quoted.replaceAll('""', '"'));
      else if (digits !== undefined) values.push(Number(digits));
      else if (word !== undefined) values.push(word);
      at++;
    }
  };
  return node(0);
}
