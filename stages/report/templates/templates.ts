import type { Text } from "../../../kernel/text/text.ts";
import type { Document } from "../document.ts";
import type { Material } from "../material.ts";
import { datenblatt } from "./datenblatt.ts";
import { sozialbericht } from "./sozialbericht.ts";

/** A kind of report. Bound to no data: the same template gives next year's issue. */
export interface Template {
  readonly id: string;
  readonly label: Text;
  readonly description: Text;
  /** Which parts of the material it needs; nothing else is gathered. */
  readonly needs: {
    /** Ids of the catalogue that are shown unless others are asked for; those without data fall away. */
    readonly indicators: readonly string[];
    /** So many are shown at least where the county has data: where fewer of those named have some, others fill up. */
    readonly atLeast: number;
    /** Ids of indices that it carries unless others are chosen; those without data fall away. */
    readonly indices: readonly string[];
    readonly profiles: boolean;
  };
  readonly make: (material: Material, title: string) => Document;
}

export const templates: readonly Template[] = [sozialbericht, datenblatt];
