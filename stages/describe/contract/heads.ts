import { type Static, Type } from "typebox";
import { Text } from "./text.ts";

export const IndicatorHead = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  label: Text,
  topic: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: Type.Unsafe<"burden" | "competence" | "neutral">({ type: "string" }),
  lifePhase: Type.String(),
  lifeSituation: Type.String(),
});

export type IndicatorHead = Static<typeof IndicatorHead>;

export const AreaHead = Type.Object({
  level: Type.String(),
  levelLabel: Text,
  code: Type.String(),
  name: Type.String(),
});

export type AreaHead = Static<typeof AreaHead>;

export const Areas = Type.Object({
  codes: Type.Array(Type.String()),
  names: Type.Array(Type.String()),
});
