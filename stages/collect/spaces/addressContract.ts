import { type Static, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { findingSchema } from "../findingSchema.ts";

const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const Column = Type.Optional(Type.String({ minLength: 1 }));

const ImportAddressesInput = Type.Object({
  file: Type.Unsafe<{ readonly name: string; readonly path: string; readonly bytes: number; readonly hash: string }>({
    "x-upload": true,
  }),
  /** Division whose areas the list names, by code or by name. */
  division: Type.String({ minLength: 1 }),
  /** Day for which the list holds. */
  validOn: Day,
  /** Who made the list. */
  source: Type.String({ minLength: 1 }),
  licence: Type.Optional(Type.String()),
  /** Names of the columns, where the file calls them otherwise than lists usually do. */
  columns: Type.Optional(
    Type.Object({
      place: Column,
      street: Column,
      number: Column,
      letter: Column,
      from: Column,
      to: Column,
      side: Column,
      area: Column,
    }),
  ),
  /** Only looks: nothing is stored. */
  dryRun: Type.Optional(Type.Boolean()),
});
const ImportAddressesOutput = Type.Object({
  /** False when the list was there already, with `dryRun`, or when errors kept it from being stored. */
  changed: Type.Boolean(),
  /** Number of the list; null when nothing was stored. */
  list: Type.Union([Type.Integer(), Type.Null()]),
  addresses: Type.Integer(),
  /** Areas of the division that at least one address lies in, and all of them. */
  areasNamed: Type.Integer(),
  areasInAll: Type.Integer(),
  findings: Type.Array(findingSchema),
  sentences: Type.Array(Type.String()),
});
export type ImportAddressesOutput = Static<typeof ImportAddressesOutput>;

export const importAddressesContract = {
  name: "collect.importAddresses",
  method: "POST",
  path: "/api/divisions/addresses",
  summary: { de: "Adressliste einer Gliederung übernehmen", en: "Import the address list of a division" },
  policy: { action: "create", object: "division", as: "import" },
  input: ImportAddressesInput,
  output: ImportAddressesOutput,
} as const satisfies Contract<typeof ImportAddressesInput, typeof ImportAddressesOutput>;

const AddressListsInput = Type.Object({ division: Type.Optional(Type.String()) });
const AddressListsOutput = Type.Object({
  /** Newest first. */
  lists: Type.Array(
    Type.Object({
      list: Type.Integer(),
      division: Type.String(),
      validOn: Day,
      fileName: Type.String(),
      source: Type.String(),
      licence: Type.String(),
      addresses: Type.Integer(),
    }),
  ),
});

export const addressListsContract = {
  name: "collect.addressLists",
  method: "GET",
  path: "/api/divisions/addresses",
  summary: { de: "Adresslisten der Gliederungen", en: "Address lists of divisions" },
  policy: { action: "read", object: "division" },
  input: AddressListsInput,
  output: AddressListsOutput,
} as const satisfies Contract<typeof AddressListsInput, typeof AddressListsOutput>;

const AddressFileInput = Type.Object({ list: Type.Integer({ minimum: 1 }) });
const AddressFileOutput = Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({
  "x-file": "text/csv",
});

export const addressFileContract = {
  name: "collect.addressFile",
  method: "GET",
  path: "/api/divisions/addresses/file",
  summary: { de: "Adressliste einer Gliederung als CSV", en: "Address list of a division as CSV" },
  policy: { action: "read", object: "division" },
  input: AddressFileInput,
  output: AddressFileOutput,
} as const satisfies Contract<typeof AddressFileInput, typeof AddressFileOutput>;
