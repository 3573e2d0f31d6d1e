import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { dataFolder, withCounty } from "../withCounty.ts";

const standardLevels = "KREIS=Kreis,AMT=Amt,GEM=Gemeinde,SUB=Quartier";

/**
 * `kreislauf init`: an empty county with a name and its levels of areas.
 *
 * Refuses levels that are not written ID=Name.
 */
export const init: Command = {
  words: ["init"],
  summary: {
    de: "Legt einen leeren Kreis an: Name und Raumebenen",
    en: "Founds an empty county: name and levels of areas",
  },
  usage: `--name "Kreis Beispiel" [--levels ${standardLevels}]`,
  options: { name: { type: "string" }, levels: { type: "string" } },
  run: async (call) => {
    const { name, levels, json } = call.values;
    if (typeof name !== "string" || name.trim() === "")
      throw new Refusal("cli.missingOption", { option: "--name", words: "init", usage: init.usage });
    const rows = levelsFrom(typeof levels === "string" ? levels : standardLevels);
    await withCounty(call, async ({ db }) => {
      const { foundCounty } = await import("../../../runtime/store/foundCounty.ts");
      await foundCounty(db, { name: name.trim(), fictional: false, notice: null }, rows);
    });
    const folder = dataFolder(call);
    if (json === true) call.print(JSON.stringify({ name: name.trim(), folder, levels: rows }, null, 2));
    else
      call.print(
        call.say({
          de: `„${name.trim()}“ ist angelegt: ${rows.map((row) => row.label).join(" > ")}. Datenordner: ${folder}`,
          en: `“${name.trim()}” is founded: ${rows.map((row) => row.label).join(" > ")}. Data folder: ${folder}`,
        }),
      );
    return 0;
  },
};

function levelsFrom(text: string): { id: string; label: string; rank: number }[] {
  const named = new Set<string>();
  return text.split(",").map((part, rank) => {
    const [id = "", label = ""] = part.split("=").map((side) => side.trim());
    const isTwice = named.has(id);
    named.add(id);
    if (!/^[A-Z][A-Z0-9_]*$/.test(id) || label === "" || isTwice)
      throw new Refusal("cli.wrongChoice", { option: "--levels", text: part, choices: standardLevels });
    return { id, label, rank };
  });
}
