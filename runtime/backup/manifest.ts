import { type Static, Type } from "typebox";
import { Check } from "typebox/value";
import { Refusal } from "../../kernel/trouble/refusal.ts";

/** Number of the form in which this program writes backups; a reader knows all earlier ones. */
export const form = 1;

const hash = Type.String({ pattern: "^[0-9a-f]{64}$" });
const name = Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}$" });

const manifest = Type.Object({
  form: Type.Integer(),
  /** Version of the program that wrote it. */
  version: Type.String(),
  madeAt: Type.String(),
  /** Version of the database it came from. */
  database: Type.String(),
  schemas: Type.Array(
    Type.Object({
      schema: name,
      room: Type.Union([Type.Literal("tenant"), Type.Literal("installation")]),
      /** Where its files lie below the data folder. */
      folder: Type.String({ pattern: "^(tenants/[a-z][a-z0-9-]{0,40})?$" }),
      migrations: Type.Array(Type.Object({ number: Type.Integer(), file: Type.String(), hash })),
      tables: Type.Array(
        Type.Object({
          name,
          columns: Type.Array(name),
          rows: Type.Integer(),
          /** Parts of the archive that, unpacked and put behind each other, are the table in the text form of COPY. */
          parts: Type.Array(Type.String()),
        }),
      ),
      sequences: Type.Array(
        Type.Object({
          table: name,
          column: name,
          last: Type.String({ pattern: "^-?\\d+$" }),
          called: Type.Boolean(),
        }),
      ),
    }),
  ),
  /** Every part of the archive but this one. */
  parts: Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer(), sha256: hash })),
  /** Delivered files that the database names but that were not there, or not as they were delivered. */
  lostFiles: Type.Array(hash),
});

/** What a backup holds: its last part, `manifest.json`. */
export type Manifest = Static<typeof manifest>;

/** The manifest out of its text; refuses one of a newer program, and what is none. */
export function manifestFrom(text: string, file: string): Manifest {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Refusal("backup.notABackup", { file });
  }
  const found = (read as { form?: unknown } | null)?.form;
  if (typeof found === "number" && found > form) throw new Refusal("backup.newerForm", { file, found, known: form });
  if (!Check(manifest, read)) throw new Refusal("backup.notABackup", { file });
  return read;
}
