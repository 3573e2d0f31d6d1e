import { existsSync, readFileSync } from "node:fs";
import { Check } from "typebox/value";
import { parse } from "yaml";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import type { CheckResult, Mapping } from "../../../stages/collect/collect.ts";
import { uploadOf, withCounty } from "../withCounty.ts";

/**
 * `kreislauf import`: one delivered file, from dry run to acceptance.
 *
 * Refuses a mapping that is not there or cannot be read.
 */
export const importFile: Command = {
  words: ["import"],
  summary: {
    de: "Nimmt eine Datei mit Zahlen an: lesen, prüfen, übernehmen",
    en: "Takes a file of figures in: read, check, accept",
  },
  usage: "DATEI [--mapping ZUORDNUNG.json] [--sheet BLATT …] [--dry-run] [--note TEXT]",
  options: {
    mapping: { type: "string" },
    sheet: { type: "string", multiple: true },
    "dry-run": { type: "boolean" },
    note: { type: "string" },
  },
  run: async (call) => {
    const [path, ...more] = call.positionals;
    const { mapping: mappingPath, note, json } = call.values;
    if (path === undefined || more.length > 0)
      throw new Refusal("cli.missingOption", { option: "DATEI", words: "import", usage: importFile.usage });
    const mapping = typeof mappingPath === "string" ? await mappingFrom(mappingPath) : undefined;
    const sheets = Array.isArray(call.values.sheet) ? call.values.sheet.map(String) : undefined;
    const how = { ...(mapping === undefined ? {} : { mapping }), ...(sheets === undefined ? {} : { sheets }) };
    return withCounty(call, async (context) => {
      const { acceptDelivery, checkDelivery, previewFile, receiveDelivery } = await import(
        "../../../stages/collect/server/collect.ts"
      );
      const file = await uploadOf(path, context);
      if (call.values["dry-run"] === true) {
        const { check } = await previewFile.run(context, { file, ...how });
        if (check === null) throw new Error(`no check of file: ${path}`);
        call.print(json === true ? JSON.stringify(check, null, 2) : await inWords(check, call));
        return check.acceptable ? 0 : 2;
      }
      const received = await receiveDelivery.run(context, { file, ...how });
      call.tell(
        call.say({
          de: received.message,
          en: received.alreadyThere
            ? `This file is there already as delivery ${received.id}. Nothing was changed.`
            : `Delivery ${received.id}: “${file.name}” has come, read as ${received.proposal.mapping.reader}.`,
        }),
      );
      const accepted = received.alreadyThere && (await isAccepted(context, received.id));
      const check = accepted
        ? null
        : await checkDelivery.run(context, { id: received.id, mapping: mapping ?? received.proposal.mapping });
      if (check !== null && !check.acceptable) {
        call.print(json === true ? JSON.stringify({ id: received.id, check }, null, 2) : await inWords(check, call));
        return 2;
      }
      const result = await acceptDelivery.run(
        context,
        typeof note === "string" ? { id: received.id, note } : { id: received.id },
      );
      if (json === true) call.print(JSON.stringify({ ...result, check }, null, 2));
      else {
        const { id, values, figures, facilities } = result;
        if (check !== null && !result.alreadyAccepted) call.print(await inWords(check, call));
        call.print(
          call.say(
            result.alreadyAccepted
              ? {
                  de: `Lieferung ${id} ist schon angenommen; es wurde nichts geändert.`,
                  en: `Delivery ${id} is accepted already; nothing was changed.`,
                }
              : {
                  de: `Lieferung ${id} ist angenommen: ${values} Werte für ${figures.length} Grundzahlen, ${facilities} Einrichtungen.`,
                  en: `Delivery ${id} is accepted: ${values} values for ${figures.length} base figures, ${facilities} facilities.`,
                },
          ),
        );
      }
      return 0;
    });
  },
};

async function isAccepted(context: Parameters<Parameters<typeof withCounty>[1]>[0], id: number): Promise<boolean> {
  const row = await context.db.selectFrom("delivery").select("state").where("id", "=", id).executeTakeFirst();
  return row?.state === "accepted";
}

/** A mapping out of a JSON or YAML file. */
async function mappingFrom(path: string): Promise<Mapping> {
  if (!existsSync(path)) throw new Refusal("cli.noSuchFile", { file: path });
  const { mappingSchema } = await import("../../../stages/collect/collect.ts");
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch {
    throw new Refusal("collect.brokenMapping", { file: path });
  }
  if (!Check(mappingSchema, content)) throw new Refusal("collect.brokenMapping", { file: path });
  return content;
}

async function inWords(check: CheckResult, call: Call): Promise<string> {
  if (call.language === "en") return inEnglish(check, call);
  const { areas, changes } = check;
  const lines = [
    `${check.rowsRead} Zeilen gelesen, ${check.valuesKept} Werte zu übernehmen (${check.figures.map(({ figure }) => figure).join(", ") || "keine Grundzahl"}).`,
    `Gebiete: ${areas.matched} gefunden, ${areas.unmatched} unbekannt, ${areas.outside} außerhalb des Kreises.`,
    `Zeit: ${check.periods.length === 0 ? "keine" : `${check.periods[0]} bis ${check.periods.at(-1)}`}. Neu ${changes.added}, gleich ${changes.same}, geändert ${changes.changed}.`,
    ...(check.unmappedFigures.length === 0
      ? []
      : [`Nicht zugeordnet: ${check.unmappedFigures.slice(0, 20).join("; ")}`]),
    ...check.sentences,
  ];
  return lines.join("\n");
}

async function inEnglish(check: CheckResult, call: Call): Promise<string> {
  const { areas, changes, figures, periods } = check;
  return [
    `${check.rowsRead} rows read, ${check.valuesKept} values to take over (${figures.map(({ figure }) => figure).join(", ") || "no base figure"}).`,
    `Areas: ${areas.matched} found, ${areas.unmatched} unknown, ${areas.outside} outside of the county.`,
    `Time: ${periods.length === 0 ? "none" : `${periods[0]} to ${periods.at(-1)}`}. New ${changes.added}, same ${changes.same}, changed ${changes.changed}.`,
    ...(check.unmappedFigures.length === 0 ? [] : [`Not mapped: ${check.unmappedFigures.slice(0, 20).join("; ")}`]),
    ...(await Promise.all(check.findings.map((finding) => call.sentence(finding)))),
  ].join("\n");
}
