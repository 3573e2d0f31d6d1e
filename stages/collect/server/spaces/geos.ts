import initGeos from "geos-wasm";
import { geojsonToGeosGeom, geosGeomToGeojson } from "geos-wasm/helpers";
import type { Ground } from "../../../../kernel/geometry/polygon.ts";

/** What is wrong with a ground, and where. */
export interface GroundFault {
  /** As GEOS says it: `Self-intersection`. */
  readonly reason: string;
  readonly at: readonly [number, number] | null;
}

/** Set operations on grounds; coordinates of one call must be in one projection. */
export interface GroundAlgebra {
  /** Undefined when the ground is valid. */
  readonly faultOf: (ground: Ground) => GroundFault | undefined;
  /** The valid ground nearest to what was drawn; lines and points that remain are dropped. */
  readonly mended: (ground: Ground) => Ground;
  readonly union: (grounds: readonly Ground[]) => Ground;
  readonly difference: (ground: Ground, taken: Ground) => Ground;
  readonly intersection: (one: Ground, other: Ground) => Ground;
}

type Pointer = number;

/** The functions of GEOS that are used; the package's own types name thousands. */
interface Geos {
  readonly Module: {
    _malloc(bytes: number): Pointer;
    _free(pointer: Pointer): void;
    UTF8ToString(pointer: Pointer): string;
    readonly HEAPU32: Uint32Array;
  };
  GEOSisValid(geometry: Pointer): number;
  GEOSisValidReason(geometry: Pointer): Pointer;
  GEOSMakeValid(geometry: Pointer): Pointer;
  GEOSUnaryUnion(geometry: Pointer): Pointer;
  GEOSDifference(one: Pointer, other: Pointer): Pointer;
  GEOSIntersection(one: Pointer, other: Pointer): Pointer;
  GEOSGeom_destroy(geometry: Pointer): void;
  GEOSFree(pointer: Pointer): void;
}

let loaded: Promise<Geos> | undefined;

/** GEOS, loaded once per process. */
export async function groundAlgebra(): Promise<GroundAlgebra> {
  loaded ??= (initGeos as unknown as (config: object) => Promise<Geos>)({
    // Notices repeat what the reasons of faults say.
    noticeHandler: () => {},
  });
  const geos = await loaded;
  const read = geosGeomToGeojson as unknown as (pointer: Pointer, geos: Geos) => GeoJson;
  const write = geojsonToGeosGeom as unknown as (json: GeoJson, geos: Geos) => Pointer;
  const pointerTo = (ground: Ground): Pointer => write({ type: "MultiPolygon", coordinates: ground }, geos);
  const groundAt = (pointer: Pointer): Ground => polygonsOf(read(pointer, geos));
  const together = (grounds: readonly Ground[], act: (...pointers: Pointer[]) => Pointer): Ground => {
    const pointers = grounds.map(pointerTo);
    try {
      const result = act(...pointers);
      try {
        return groundAt(result);
      } finally {
        geos.GEOSGeom_destroy(result);
      }
    } finally {
      for (const pointer of pointers) geos.GEOSGeom_destroy(pointer);
    }
  };
  const mended = (ground: Ground): Ground => together([ground], (pointer) => geos.GEOSMakeValid(pointer));
  // A hole that touches its border is sound as it was drawn, but projected the touching corner may come to lie a
  // hair outside. Such grounds are mended for the computation alone; what is stored stays as it was drawn.
  const soundly = (grounds: readonly Ground[], act: (sound: readonly Ground[]) => Ground): Ground => {
    try {
      return act(grounds);
    } catch (trouble) {
      if (!(trouble instanceof Error) || !trouble.message.includes("TopologyException")) throw trouble;
      return act(grounds.map(mended));
    }
  };
  return {
    faultOf: (ground) => {
      const pointer = pointerTo(ground);
      try {
        if (geos.GEOSisValid(pointer) === 1) return undefined;
        const words = geos.GEOSisValidReason(pointer);
        const text = geos.Module.UTF8ToString(words);
        geos.GEOSFree(words);
        const at = /\[(\S+) (\S+)\]$/.exec(text);
        return {
          reason: text.replace(/\[.*$/, "").trim(),
          at: at === null ? null : [Number(at[1]), Number(at[2])],
        };
      } finally {
        geos.GEOSGeom_destroy(pointer);
      }
    },
    mended,
    union: (grounds) =>
      soundly(grounds, (sound) => together([sound.flat()], (pointer) => geos.GEOSUnaryUnion(pointer))),
    difference: (ground, taken) =>
      soundly([ground, taken], (sound) => together(sound, (a, b) => geos.GEOSDifference(a, b))),
    intersection: (one, other) =>
      soundly([one, other], (sound) => together(sound, (a, b) => geos.GEOSIntersection(a, b))),
  };
}

interface GeoJson {
  readonly type: string;
  readonly coordinates?: unknown;
  readonly geometries?: readonly GeoJson[];
}

function polygonsOf({ type, coordinates, geometries = [] }: GeoJson): Ground {
  if (type === "Polygon") return (coordinates as Ground[0]).length === 0 ? [] : [coordinates as Ground[0]];
  if (type === "MultiPolygon") return coordinates as Ground;
  return geometries.flatMap(polygonsOf);
}
