import { type Static, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { areaGeometryContract } from "./contract.ts";

/** The only layer in a tile, whose features bear their code and nothing else; and the finest tiles, which a screen enlarges beyond that. */
export const areaTileFacts = { layer: "areas", finest: 14 } as const;

const { detail: _, ...question } = areaGeometryContract.input.properties;

const AreaTileInput = Type.Object({
  ...question,
  z: Type.Integer({ minimum: 0, maximum: areaTileFacts.finest }),
  x: Type.Integer({ minimum: 0, maximum: 2 ** areaTileFacts.finest - 1 }),
  y: Type.Integer({ minimum: 0, maximum: 2 ** areaTileFacts.finest - 1 }),
});
export type AreaTileInput = Static<typeof AreaTileInput>;

const AreaTileOutput = Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array; tag: string }>({
  "x-file": "application/vnd.mapbox-vector-tile",
});

export const areaTileContract = {
  name: "collect.areaTile",
  method: "GET",
  path: "/api/areas/tiles/:z/:x/:y",
  summary: {
    de: "Grenzen der Raumeinheiten einer Ebene als Vektorkachel, ohne Werte",
    en: "Boundaries as vector tile, without values",
  },
  policy: { action: "read", object: "division" },
  input: AreaTileInput,
  output: AreaTileOutput,
} as const satisfies Contract<typeof AreaTileInput, typeof AreaTileOutput>;
