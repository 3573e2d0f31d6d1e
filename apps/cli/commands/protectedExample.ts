import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { dataFolder, withCounty } from "../withCounty.ts";

/**
 * `kreislauf protected example`: the protected zone from invented records to a map, in one command.
 *
 * Refuses a seed that is no whole number from 0 on.
 */
export const protectedExample: Command = {
  words: ["protected", "example"],
  summary: {
    de: "Führt den geschützten Raum vor: vom erfundenen Register bis zur Karte",
    en: "Shows the protected zone: from an invented register to the map",
  },
  usage: "[--data ORDNER] [--zone ORDNER] [--seed 1]",
  options: { zone: { type: "string" }, seed: { type: "string" } },
  run: async (call) => {
    const { zone, seed = "1" } = call.values;
    const chosen = Number(seed);
    if (!Number.isSafeInteger(chosen) || chosen < 0)
      throw new Refusal("cli.wrongNumber", { option: "--seed", text: String(seed) });
    const [{ takePackage, zoneRun }, { yearbook }] = await Promise.all([
      import("../../../examples/protect/musterkreis/protectedExample.ts"),
      import("../../../examples/musterkreis/figures/yearbook.ts"),
    ]);
    // Two rooms, two folders: the zone shares nothing with the platform.
    const zoneFolder = typeof zone === "string" ? zone : `${dataFolder(call)}-statistikstelle`;
    const book = yearbook(chosen);
    const run = await zoneRun(zoneFolder, book, chosen, call);
    const message = await withCounty(call, (context) => takePackage(context, book, run));
    if (call.values.json === true) {
      call.print(JSON.stringify({ records: run.records, zone: zoneFolder, data: dataFolder(call), message }, null, 2));
      return 0;
    }
    call.print(
      call.say({
        de: `${run.records} erfundene Datensätze blieben in ${zoneFolder}. ${message}\nAnsehen: kreislauf serve --data ${dataFolder(call)}, dann die Seite /indikatoren/anteil_u3`,
        en: `${run.records} invented records stayed in ${zoneFolder}; the released table was taken in.\nTo look: kreislauf serve --data ${dataFolder(call)}, then the page /indikatoren/anteil_u3`,
      }),
    );
    return 0;
  },
};
