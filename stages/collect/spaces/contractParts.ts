import { Type } from "typebox";

/** Day as `YYYY-MM-DD`. */
export const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
/** A field that may be null: there is nothing to say. */
export const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
export const Text = Type.Object({ de: Type.String({ minLength: 1 }), en: Type.Optional(Type.String()) });
export const Id = Type.String({ minLength: 1, maxLength: 80, pattern: "^[\\p{L}\\p{N}_.:-]+$" });

/** A file that a person sends; the server streams it to disk before the operation starts. */
export const UploadedFile = Type.Unsafe<{
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
}>({ "x-upload": true });
