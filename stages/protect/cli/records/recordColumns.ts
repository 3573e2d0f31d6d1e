import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Specification } from "../../specification.ts";

/** Which columns of a record file are read at all; everything else is never looked at. */
export interface RecordColumns {
  readonly dimensions: readonly string[];
  readonly sum: string | undefined;
  readonly unique: string | undefined;
  readonly key: string | undefined;
  /** All of them, each once. */
  readonly wanted: readonly string[];
}

/** Checks the header of a record file against the specification. */
export function recordColumns(specification: Specification, header: readonly string[], file: string): RecordColumns {
  const dimensions = specification.dimensions.map((d) => d.column ?? d.id);
  const { sum, unique } = specification.records ?? {};
  const key = specification.cellKey?.key;
  const wanted = [...new Set([...dimensions, sum, unique, key].filter((name) => name !== undefined))];
  for (const name of wanted) {
    if (!header.includes(name))
      throw new Refusal("protect.missingColumn", { column: name, columns: header.join(", ") }, { place: { file } });
  }
  return { dimensions, sum, unique, key, wanted };
}
