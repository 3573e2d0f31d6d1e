import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Specification } from "../../specification.ts";
import type { Placing } from "./placing.ts";

/** Which columns of a record file are read at all; everything else is never looked at. */
export interface RecordColumns {
  /** One per dimension; empty for the one whose area is looked up. */
  readonly dimensions: readonly string[];
  readonly sum: string | undefined;
  readonly unique: string | undefined;
  readonly key: string | undefined;
  /** All of them, each once. */
  readonly wanted: readonly string[];
}

/** Checks the header of a record file against the specification. */
export function recordColumns(
  specification: Specification,
  header: readonly string[],
  { file, line }: { readonly file: string; readonly line: number },
  placing: Placing | undefined,
): RecordColumns {
  const dimensions = specification.dimensions.map((d, at) => (at === placing?.dimension ? "" : (d.column ?? d.id)));
  const { sum, unique, only = {} } = specification.records ?? {};
  const key = specification.cellKey?.key;
  const wanted = [
    ...new Set(
      [...dimensions, ...(placing?.columns ?? []), ...Object.keys(only), sum, unique, key].filter(
        (name) => name !== undefined,
      ),
    ),
  ].filter((name) => name !== "");
  // A line without any of the names may be a person, and is not quoted.
  if (wanted.length > 0 && !wanted.some((name) => header.includes(name)))
    throw new Refusal("protect.noHeadLine", { columns: wanted.join(", ") }, { place: { file, row: line } });
  for (const name of wanted) {
    if (!header.includes(name))
      throw new Refusal("protect.missingColumn", { column: name, columns: header.join(", ") }, { place: { file } });
  }
  return { dimensions, sum, unique, key, wanted };
}
