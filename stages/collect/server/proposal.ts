import { Value as Schema } from "typebox/value";
import { countyClock } from "../../../kernel/time/localDay.ts";
import { loadSourceNames } from "../../../runtime/catalogue/loadSourceNames.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import type { Proposal } from "../contract.ts";
import type { NamedFigure } from "../figureSuggestion.ts";
import { fileShape } from "../fileShape.ts";
import type { Format } from "../format.ts";
import { learnedForAreas, learnedMapping, learnedRules } from "../learnedMapping.ts";
import { type Mapping, mappingSchema, type TableMapping, unknownPeriod } from "../mapping.ts";
import { columnGuesses, proposedMapping, sourceFigures } from "../proposedMapping.ts";
import type { ReadFigures } from "../readFigures.ts";
import { columnCount, type Workbook } from "../workbook.ts";
import { surroundings } from "./surroundings.ts";

/** What was learned about files of one shape, and from which delivery. */
export interface Learned {
  readonly mapping: Mapping;
  /** What a person said about the time of the last file, where the file itself does not tell. */
  readonly lastPeriod: string | null;
  readonly deliveryId: number;
  readonly on: Date;
}

/** The mapping that was used for the last file of this shape, if it still is one. */
export async function learnedFor(db: Context["db"], workbook: Workbook): Promise<Learned | undefined> {
  const found = await db
    .selectFrom("learned_mapping")
    .select(["mapping", "delivery_id", "learned_at"])
    .where("shape", "=", fileShape(workbook))
    .executeTakeFirst();
  if (found === undefined || !Schema.Check(mappingSchema, found.mapping)) return undefined;
  const mapping = learnedMapping(found.mapping, workbook);
  if (mapping === undefined) return undefined;
  const { period } = found.mapping.table ?? {};
  const lastPeriod = period?.by === "constant" && period.period !== unknownPeriod ? period.period : null;
  return { mapping, lastPeriod, deliveryId: found.delivery_id, on: found.learned_at };
}

/** How a file could be understood: as the last one of its shape, else as it looks. */
export async function makeProposal(
  { db, catalogue }: Pick<Context, "db" | "catalogue">,
  workbook: Workbook,
  recognised: {
    readonly format: Format;
    readonly certainty: number;
    readonly read: ReadFigures;
    readonly table?: TableMapping;
  },
  learned: Learned | undefined,
): Promise<Proposal> {
  const { format, certainty, read, table } = recognised;
  const { figures, names } = await knownNames({ db, catalogue });
  const mapping =
    learned === undefined
      ? { ...proposedMapping(workbook, format.id, read, figures, names), ...(table === undefined ? {} : { table }) }
      : learnedForAreas(learnedRules(learned.mapping, read), read.areas, (await surroundings({ db, catalogue })).areas);
  return {
    reader: format.id,
    readerLabel: format.label.de,
    certainty: learned === undefined ? certainty : 1,
    mapping,
    learnedFrom:
      learned === undefined
        ? null
        : {
            deliveryId: learned.deliveryId,
            on: learned.on.toISOString(),
            lastPeriod: learned.lastPeriod,
            sentence: `wie bei der Lieferung vom ${learned.on.toLocaleDateString("de-DE", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: countyClock })} erkannt`,
          },
    sheets: workbook.sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.length,
      columns: columnCount(sheet),
    })),
    columns: columnGuesses(workbook, figures),
    sourceFigures: sourceFigures(workbook, read, figures, names),
    source: read.source,
    findings: [...workbook.findings, ...read.findings].slice(0, 300),
  };
}

/** The figures of a file as it was read, in its own words, with what each of them probably is. */
export async function figuresRead(
  context: Pick<Context, "db" | "catalogue">,
  workbook: Workbook,
  read: ReadFigures,
): Promise<Proposal["sourceFigures"]> {
  const { figures, names } = await knownNames(context);
  return sourceFigures(workbook, read, figures, names);
}

async function knownNames({ db, catalogue }: Pick<Context, "db" | "catalogue">) {
  return { figures: namedFigures(catalogue), names: await learnedNames(db) };
}

const named = new WeakMap<Context["catalogue"], readonly NamedFigure[]>();

/** The base figures with what sources call them; the same objects as long as the catalogue is the same. */
function namedFigures(catalogue: Context["catalogue"]): readonly NamedFigure[] {
  const before = named.get(catalogue);
  if (before !== undefined) return before;
  const names = loadSourceNames();
  const figures = [...catalogue.baseFigures.values()].map(({ id, label, unit }) => ({
    id,
    label,
    unit,
    otherNames: names.get(id),
  }));
  named.set(catalogue, figures);
  return figures;
}

/** Names of sources that accepted deliveries tied to base figures; unconditional rules only. */
async function learnedNames(db: Context["db"]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom("learned_mapping").select("mapping").orderBy("learned_at").execute();
  const names = new Map<string, string>();
  for (const { mapping } of rows) {
    if (!Schema.Check(mappingSchema, mapping)) continue;
    for (const { source, figure, where } of mapping.figures) if (where === undefined) names.set(source, figure);
  }
  return names;
}
