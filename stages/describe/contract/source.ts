import { type Static, Type } from "typebox";
import { textOrNull } from "./text.ts";

/** What stands under every figure. */
export const Source = Type.Object({
  title: Type.String(),
  publisher: Type.String(),
  licence: Type.String(),
  link: textOrNull,
  /** Reference date or time in words, as the base figure has it: `31.12.`, `Kalenderjahr`. */
  referenceDate: Type.String(),
  boundaryVersion: textOrNull,
  deliveryId: Type.Integer(),
  fileName: Type.String(),
  acceptedOn: textOrNull,
});

export type Source = Static<typeof Source>;
