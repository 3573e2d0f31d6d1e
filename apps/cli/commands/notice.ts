import { countyClock } from "../../../kernel/time/localDay.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { readCounty } from "../withCounty.ts";

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
    const answer = await readCounty(call, async (context) => {
      const { agreeToNotice, showNotice } = await import("../../../stages/protect/server/protect.ts");
      const shown = await showNotice.run(context, {});
      if (call.values.agree !== true || shown.agreedAt !== null) return shown;
      return { ...shown, ...(await agreeToNotice.run(context, { wording: shown.wording })) };
    });
    if (call.values.json === true) {
      call.print(JSON.stringify(answer));
      return 0;
    }
    for (const promise of answer.promises) call.print(`- ${call.say(promise)}`);
    const levels = answer.levels.join(", ");
    call.print(
      call.say(
        answer.agreedAt !== null
          ? {
              de: `Zugestimmt am ${new Date(answer.agreedAt).toLocaleDateString("de-DE", { timeZone: countyClock })}.`,
              en: `Agreed on ${new Date(answer.agreedAt).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: countyClock })}.`,
            }
          : answer.levels.length === 0
            ? {
                de: "Dafür gibt es hier keine Ebene: Alle Zahlen sieht auch die Öffentlichkeit.",
                en: "There is no level here that needs it: the public sees all figures too.",
              }
            : {
                de: `Noch nicht zugestimmt. Mit --agree öffnen sich: ${levels}.`,
                en: `Not agreed yet. With --agree these open: ${levels}.`,
              },
      ),
    );
    return 0;
  },
};
