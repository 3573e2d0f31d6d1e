import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { readCounty } from "../withCounty.ts";

const formats = ["csv", "json", "sdmx-csv"];

/**
 * `kreislauf values`: one indicator for all areas of a level, released, as a file for other programs.
 *
 * Refuses a format that it does not write, and a period of which there is nothing at all: a file full of dots would look
 * like an answer to the program that reads it.
 */
export const values: Command = {
  words: ["values"],
  summary: {
    de: "Werte einer Kennzahl für alle Gebiete einer Ebene",
    en: "Values of an indicator for all areas of a level",
  },
  usage: "--indicator kinderarmut --level GEM [--period 2023] [--division D] [--format csv|json|sdmx-csv]",
  options: {
    indicator: { type: "string" },
    level: { type: "string" },
    period: { type: "string" },
    division: { type: "string" },
    format: { type: "string" },
  },
  run: async (call) => {
    const text = (option: string): string | undefined => {
      const value = call.values[option];
      return typeof value === "string" && value !== "" ? value : undefined;
    };
    const demanded = (option: string): string => {
      const value = text(option);
      if (value !== undefined) return value;
      throw new Refusal("cli.missingOption", { option: `--${option}`, words: "values", usage: values.usage });
    };
    const [indicator, level] = [demanded("indicator"), demanded("level")];
    const format = call.values.json === true ? "json" : (text("format") ?? "csv");
    if (!formats.includes(format))
      throw new Refusal("cli.wrongChoice", { option: "--format", text: format, choices: formats.join(", ") });
    const [period, division] = [text("period"), text("division")];
    await readCounty(call, async (context) => {
      const { demandFigures, mapAnswer } = await import("../../../stages/describe/server/describe.ts");
      const { germanCsv, mapObservations, mapTable, sdmxCsv } = await import("../../../stages/describe/describe.ts");
      const answer = await mapAnswer(context, {
        indicator,
        level,
        ...(period === undefined ? {} : { period }),
        ...(division === undefined ? {} : { division }),
      });
      demandFigures(answer);
      if (format === "csv") {
        call.print(germanCsv(mapTable(answer, call.language)));
        return;
      }
      if (format === "sdmx-csv") {
        call.print(sdmxCsv(mapObservations(answer)));
        return;
      }
      const { areas, sources, sentence } = answer;
      const list = areas.codes.map((code, at) => ({
        code,
        name: areas.names[at],
        value: answer.values[at],
        mark: answer.marks[at],
        reason: answer.reasons[at],
        lower: answer.lower[at],
        upper: answer.upper[at],
      }));
      const { id, version, unit } = answer.indicator;
      const head = { indicator: id, version, unit, level, division: answer.division, period: answer.period };
      call.print(
        JSON.stringify({ ...head, county: answer.county, areas: list, sentence: sentence.de, sources }, null, 2),
      );
    });
    return 0;
  },
};
