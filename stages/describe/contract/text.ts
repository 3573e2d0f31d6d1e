import { type TSchema, Type } from "typebox";

export const Text = Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) });

/**
 * A field that may be null: there is nothing to say, which is something else than a value that is absent.
 *
 * @example
 * Nullable(Text).anyOf.map(({ type }) => type) // ["object", "null"]
 */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const numberOrNull = Type.Unsafe<number | null>({ type: ["number", "null"] });

export const textOrNull = Type.Unsafe<string | null>({ type: ["string", "null"] });
