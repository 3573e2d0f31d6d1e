import { Type } from "typebox";
import type { Finding } from "../../kernel/trouble/finding.ts";

/** A finding as it goes over the wire. */
export const findingSchema = Type.Unsafe<Finding>(
  Type.Object({
    code: Type.String(),
    severity: Type.Union([Type.Literal("error"), Type.Literal("warning"), Type.Literal("note")]),
    place: Type.Union([
      Type.Object({
        file: Type.Optional(Type.String()),
        sheet: Type.Optional(Type.String()),
        row: Type.Optional(Type.Integer()),
        column: Type.Optional(Type.Integer()),
        character: Type.Optional(Type.Integer()),
      }),
      Type.Null(),
    ]),
    parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  }),
);
