import { existsSync, readFileSync } from "node:fs";
import { Check } from "typebox/value";
import { parse } from "yaml";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import type { CheckResult, Mapping } from "../../../stages/collect/collect.ts";
import { uploadOf, withCounty } from "../withCounty.ts";

/** `kreislauf import`: one delivered file, from dry run to acceptance. */
export const importFile: Command = {
  words: ["import"],
  summary: {
    de: "Nimmt eine Datei mit Zahlen an: lesen, prüfen, übernehmen",
    en: "Takes a file of figures in: read, check, accept",
  },
  usage: "DATEI [--mapping ZUORDNUNG.json] [--dry-run] [--note TEXT]",
  options: { mapping: { type: "string" }, "dry-run": { type: "boolean" }, note: { type: "string" } },
  run: async (call) => {
    const [path, ...more] = call.positionals;
    const { mapping: mappingPath, note, json } = call.values;
    if (path === undefined || more.length > 0)
      throw new Refusal("cli.missingOption", { option: "DATEI", words: "import", usage: importFile.usage });
    const mapping = typeof mappingPath === "string" ? await mappingFrom(mappingPath) : undefined;
    return withCounty(call, async (context) => {
      const { acceptDelivery, checkDelivery, previewFile, receiveDelivery } = await import(
        "../../../stages/collect/server/collect.ts"
      );
      const file = await uploadOf(path, context);
      if (call.values["dry-run"] === true) {
        const { check } = await previewFile.run(context, mapping === undefined ? { file } : { file, mapping });
        if (check === null) throw new Error(`no check of file: ${path}`);
        call.print(json === true ? JSON.stringify(check, null, 2) : inWords(check));
        return check.acceptable ? 0 : 2;
      }
      const received = await receiveDelivery.run(context, { file });
      call.tell(received.message);
      const accepted = received.alreadyThere && (await isAccepted(context, received.id));
      const check = accepted
        ? null
        : await checkDelivery.run(context, { id: received.id, mapping: mapping ?? received.proposal.mapping });
      if (check !== null && !check.acceptable) {
        call.print(json === true ? JSON.stringify({ id: received.id, check }, null, 2) : inWords(check));
        return 2;
      }
      const result = await acceptDelivery.run(
        context,
        typeof note === "string" ? { id: received.id, note } : { id: received.id },
      );
      if (json === true) call.print(JSON.stringify({ ...result, check }, null, 2));
      else
        call.print(
          result.alreadyAccepted
            ? `Lieferung ${result.id} ist schon angenommen; es wurde nichts geändert.`
            : `${check === null ? "" : `${inWords(check)}\n`}Lieferung ${result.id} ist angenommen: ${result.values} Werte für ${result.figures.length} Grundzahlen, ${result.facilities} Einrichtungen.`,
        );
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

function inWords(check: CheckResult): string {
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
