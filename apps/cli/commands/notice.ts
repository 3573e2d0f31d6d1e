import type { Command } from "../../../runtime/cli/command.ts";
import { withCounty } from "../withCounty.ts";

/** `kreislauf notice`: what whoever sits at this machine promises before small areas are shown, and the consent to it. */
export const notice: Command = {
  words: ["notice"],
  summary: {
    de: "Hinweis zur Vertraulichkeit kleiner Gebiete: lesen und zustimmen",
    en: "Notice on the confidentiality of small areas: read and agree",
  },
  usage: "[--agree]",
  options: { agree: { type: "boolean" } },
  run: async (call) => {
    const answer = await withCounty(call, async (context) => {
      const { agreeToNotice, showNotice } = await import("../../../stages/protect/server/protect.ts");
      const shown = await showNotice.run(context, {});
      if (call.values.agree !== true || shown.agreedAt !== null) return shown;
      return { ...shown, ...(await agreeToNotice.run(context, { wording: shown.wording })) };
    });
    if (call.values.json === true) {
      call.print(JSON.stringify(answer));
      return 0;
    }
    for (const { de } of answer.promises) call.print(`- ${de}`);
    if (answer.agreedAt !== null) call.print(`Zugestimmt am ${new Date(answer.agreedAt).toLocaleDateString("de-DE")}.`);
    else if (answer.levels.length === 0)
      call.print("Dafür gibt es hier keine Ebene: Alle Zahlen sieht auch die Öffentlichkeit.");
    else call.print(`Noch nicht zugestimmt. Mit --agree öffnen sich: ${answer.levels.join(", ")}.`);
    return 0;
  },
};
