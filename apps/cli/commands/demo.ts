import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { dataFolder, withCounty, withStore } from "../withCounty.ts";

/**
 * `kreislauf demo`: fills an empty data folder with the invented Musterkreis.
 *
 * Refuses a seed that is no whole number from 0 on.
 */
export const demo: Command = {
  words: ["demo"],
  summary: {
    de: "Legt den erfundenen Musterkreis in einem leeren Datenordner an",
    en: "Makes the invented demo county in an empty data folder",
  },
  usage: "[--seed 1]",
  options: { seed: { type: "string" } },
  run: async (call) => {
    const { seed, json } = call.values;
    const [{ loadDemo, usualSeed }, { clearBrokenOffDemo }] = await Promise.all([
      import("../../../examples/musterkreis/loadDemo.ts"),
      import("../../../examples/musterkreis/brokenOffDemo.ts"),
    ]);
    const chosen = typeof seed === "string" ? Number(seed) : usualSeed;
    if (!Number.isSafeInteger(chosen) || chosen < 0)
      throw new Refusal("cli.wrongNumber", { option: "--seed", text: String(seed) });
    const started = performance.now();
    await withStore(call, clearBrokenOffDemo);
    await withCounty(call, (context) => loadDemo(context, chosen));
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const folder = dataFolder(call);
    if (json === true)
      call.print(JSON.stringify({ county: "Musterkreis", fictional: true, seed: chosen, folder, seconds }));
    else
      call.print(
        call.say({
          de: `Der Musterkreis (fiktiv) ist angelegt, in ${String(seconds).replace(".", ",")} Sekunden. Datenordner: ${folder}`,
          en: `The Musterkreis (invented) is made, in ${seconds} seconds. Data folder: ${folder}`,
        }),
      );
    return 0;
  },
};
