import type { Absence, Value } from "../../../kernel/value/value.ts";

/** More areas than this come in tiles. */
export const drawnInOnePiece = 1_000;

/** One area as a map shows it. */
export interface MapArea {
  readonly code: string;
  readonly name: string;
  readonly value: Value;
  /** Class from 0, or -1 without a value. */
  readonly class: number;
  readonly unsafe?: boolean;
}

export type Ring = readonly (readonly number[])[];
export type Shape =
  | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] };

/** Boundaries in degrees, one feature per area; its id is the code. */
export interface Boundaries {
  readonly type: "FeatureCollection";
  readonly features: readonly {
    readonly type: "Feature";
    readonly id: string;
    readonly properties: { readonly code: string; readonly name: string };
    readonly geometry: Shape;
  }[];
}

/** How the reasons for a missing value are drawn: never alike, and never like a class. */
export type Texture = "hatched" | "dotted" | "dashed" | "crossed";

const textures: Readonly<Record<Absence, Texture>> = {
  withheld: "hatched",
  unreliable: "crossed",
  unknown: "dotted",
  senseless: "dotted",
  later: "dashed",
};

/**
 * The texture of an area without a value.
 *
 * @example
 * textureOf("withheld") // "hatched"
 */
export function textureOf(absence: Absence): Texture {
  return textures[absence];
}

/** Classes on a map: inner limits ascending, and how many areas are in each. */
export interface MapClasses {
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Which of the five colours a class gets: all of them for five classes, spread evenly for fewer, doubled for more.
 *
 * @example
 * [0, 1, 2].map((c) => shade(c, 3)) // [1, 3, 5]
 * [0, 1, 2, 3, 4].map((c) => shade(c, 5)) // [1, 2, 3, 4, 5]
 */
export function shade(position: number, count: number): number {
  return count < 2 ? 3 : 1 + Math.round((position * 4) / (count - 1));
}
