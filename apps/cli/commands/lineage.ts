import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { withCounty } from "../withCounty.ts";

/** `kreislauf lineage`: where a value comes from, step by step down to the row of the file. */
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
    const answer = await withCounty(call, async (context) => {
      const { lineageAnswer } = await import("../../../stages/describe/server/describe.ts");
      return lineageAnswer(context, question);
    });
    if (call.values.json === true) {
      call.print(JSON.stringify(answer, null, 2));
      return 0;
    }
    call.print(`${answer.indicator.label.de}, ${answer.area.name}, ${answer.period}`);
    answer.steps.forEach((step, at) => {
      call.print(`${at + 1}. ${step.title.de}: ${step.sentence.de}`);
    });
    for (const part of answer.parts) {
      for (const { area, share, value, delivery } of part.cells) {
        const place = delivery === null ? "ohne Lieferung" : placeOf(delivery);
        const weight = share === 1 ? "" : ` × ${share}`;
        call.print(`   ${part.baseFigure.id} ${part.period} ${area.code} ${area.name}: ${value}${weight} (${place})`);
      }
    }
    return 0;
  },
};

function placeOf(delivery: { fileName: string; sheet: string; row: number | null; column: number | null }): string {
  const sheet = delivery.sheet === "" ? "" : `, Blatt „${delivery.sheet}“`;
  const row = delivery.row === null ? "" : `, Zeile ${delivery.row}`;
  const column = delivery.column === null ? "" : `, Spalte ${delivery.column}`;
  return `${delivery.fileName}${sheet}${row}${column}`;
}
