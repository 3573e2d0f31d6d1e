import type { Text } from "../../kernel/text/text.ts";
import type { Mapping } from "./mapping.ts";
import type { ReadFigures } from "./readFigures.ts";
import type { Workbook } from "./workbook.ts";

/** A layout of files that the platform understands. One file in `formats/`, one line in `formats.ts`. */
export interface Format {
  readonly id: string;
  readonly label: Text;
  /** Where such files come from, for the help of the wizard. */
  readonly hint: Text;
  /** How sure it is that this is its kind of file: 0 not at all, 1 beyond doubt. Never throws. */
  readonly recognise: (workbook: Workbook) => number;
  /** The figures of the file in the source's words. Throws a `Refusal` when the layout breaks its own rules. */
  readonly read: (workbook: Workbook, mapping: Mapping) => ReadFigures;
}
