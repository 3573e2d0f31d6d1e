import { periodsInWords } from "../../../kernel/time/periodsInWords.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { readCounty } from "../withCounty.ts";

/**
 * `kreislauf lineage`: where a value comes from, step by step down to the row of the file (X-073).
 *
 * Refuses where no base figure was delivered for the value, and names the periods that there are.
 */
export const lineage: Command = {
  words: ["lineage"],
  summary: {
    de: "Woher ein Wert kommt, bis zur Zeile der Datei",
    en: "Where a value comes from, down to the row of the file",
  },
  usage: "--indicator kinderarmut --level GEM --area 01056001 --period 2023",
  options: {
    indicator: { type: "string" },
    level: { type: "string" },
    area: { type: "string" },
    period: { type: "string" },
  },
  run: async (call) => {
    const demanded = (option: string): string => {
      const value = call.values[option];
      if (typeof value === "string" && value !== "") return value;
      throw new Refusal("cli.missingOption", { option: `--${option}`, words: "lineage", usage: lineage.usage });
    };
    const question = {
      indicator: demanded("indicator"),
      level: demanded("level"),
      code: demanded("area"),
      period: demanded("period"),
    };
    const answer = await readCounty(call, async (context) => {
      const { lineageAnswer, mapAnswer } = await import("../../../stages/describe/server/describe.ts");
      try {
        return await lineageAnswer(context, question);
      } catch (trouble) {
        if (!(trouble instanceof Refusal) || trouble.code !== "describe.noValueHere") throw trouble;
        const known = periodsInWords(
          (await mapAnswer(context, question)).periods.filter((one) => one !== question.period),
        );
        if (known === "") throw trouble;
        throw new Refusal("describe.noValueHereBut", { ...trouble.parameters, known }, { kind: "missing" });
      }
    });
    if (call.values.json === true) {
      call.print(JSON.stringify(answer, null, 2));
      return 0;
    }
    call.print(`${call.say(answer.indicator.label)}, ${answer.area.name}, ${answer.period}`);
    answer.steps.forEach((step, at) => {
      call.print(`${at + 1}. ${call.say(step.title)}: ${call.say(step.sentence)}`);
    });
    for (const part of answer.parts) {
      for (const { area, share, value, delivery } of part.cells) {
        const place =
          delivery === null ? call.say({ de: "ohne Lieferung", en: "without delivery" }) : placeOf(delivery, call);
        const weight = share === 1 ? "" : ` × ${share}`;
        call.print(`   ${part.baseFigure.id} ${part.period} ${area.code} ${area.name}: ${value}${weight} (${place})`);
      }
    }
    return 0;
  },
};

function placeOf(
  delivery: { fileName: string; sheet: string; row: number | null; column: number | null },
  { say }: Call,
): string {
  const named = delivery.sheet;
  const sheet = named === "" ? "" : `, ${say({ de: `Blatt „${named}“`, en: `sheet “${named}”` })}`;
  const row = delivery.row === null ? "" : `, ${say({ de: "Zeile", en: "row" })} ${delivery.row}`;
  const column = delivery.column === null ? "" : `, ${say({ de: "Spalte", en: "column" })} ${delivery.column}`;
  return `${delivery.fileName}${sheet}${row}${column}`;
}
