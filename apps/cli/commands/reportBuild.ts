import { access, constants, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { circles } from "../../../kernel/contract/circle.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { readCounty } from "../withCounty.ts";

/**
 * `kreislauf report build`: a report from a template and the figures of this moment, as PDF or web article.
 *
 * Refuses to write anything but PDF and HTML, and readers that are no circle.
 */
export const reportBuild: Command = {
  words: ["report", "build"],
  summary: {
    de: "Erstellt einen Bericht und schreibt ihn als PDF oder HTML",
    en: "Makes a report and writes it as PDF or HTML",
  },
  usage:
    "--title T --out BERICHT.pdf [--template sozialbericht] [--level GEM] [--profile-level AMT] [--period 2023] [--indicators a,b] [--indices a,b@2|keine] [--areas …] [--interpretations 3,7] [--readers public|partners|municipalities|inside] [--release]",
  options: {
    template: { type: "string" },
    title: { type: "string" },
    level: { type: "string" },
    "profile-level": { type: "string" },
    period: { type: "string" },
    indicators: { type: "string" },
    indices: { type: "string" },
    areas: { type: "string" },
    interpretations: { type: "string" },
    readers: { type: "string" },
    out: { type: "string" },
    release: { type: "boolean" },
  },
  run: async (call) => {
    const { title, out, json } = call.values;
    for (const [option, given] of [
      ["--title", title],
      ["--out", out],
    ] as const) {
      if (typeof given !== "string" || given.trim() === "")
        throw new Refusal("cli.missingOption", { option, words: "report build", usage: reportBuild.usage });
    }
    const path = String(out);
    if (!/\.(pdf|html)$/i.test(path))
      throw new Refusal("cli.wrongChoice", { option: "--out", text: path, choices: "BERICHT.pdf, BERICHT.html" });
    const wanted = text("readers");
    const readers = circles.find((circle) => circle === wanted);
    if (readers === undefined && wanted !== undefined)
      throw new Refusal("cli.wrongChoice", { option: "--readers", text: wanted, choices: circles.join(", ") });
    // Before minutes of work, and before a draft is kept that nobody gets.
    await access(dirname(path), constants.W_OK);
    const made = await readCounty(call, async (context) => {
      const { createReport, downloadPdf, releaseReport, showReport } = await import(
        "../../../stages/report/server/report.ts"
      );
      const report = await createReport.run(context, {
        template: text("template") ?? "sozialbericht",
        title: String(title).trim(),
        ...optional("level", "level"),
        ...optional("profileLevel", "profile-level"),
        ...optional("period", "period"),
        ...optional("indicators", "indicators"),
        ...chosenIndices(),
        ...optional("areas", "areas"),
        ...optional("interpretations", "interpretations"),
        ...(readers === undefined ? {} : { readers }),
      });
      if (call.values.release === true) await releaseReport.run(context, { id: report.id });
      const content = /\.pdf$/i.test(path)
        ? (await downloadPdf.run(context, { id: report.id })).content
        : (await showReport.run(context, { id: report.id })).html;
      await writeFile(path, content);
      return report;
    });
    if (json === true) call.print(JSON.stringify({ ...made, file: path }));
    else
      call.print(
        call.say({
          de: `Bericht ${made.id} mit ${made.figures} Zahlen geschrieben: ${path}`,
          en: `Report ${made.id} with ${made.figures} figures written: ${path}`,
        }),
      );
    return 0;

    function text(option: string): string | undefined {
      const value = call.values[option];
      return typeof value === "string" ? value : undefined;
    }

    function chosenIndices(): { indices?: string } {
      const chosen = text("indices");
      return chosen === undefined ? {} : { indices: chosen.trim() === "keine" ? "" : chosen };
    }

    function optional<Name extends string>(name: Name, option: string): { [Key in Name]?: string } {
      const value = text(option);
      return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: string });
    }
  },
};
