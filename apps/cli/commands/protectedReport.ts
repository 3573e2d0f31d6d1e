import { writeFile } from "node:fs/promises";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";

/**
 * `kreislauf protected report`: the protection report of a package for laypeople, as web page or PDF; needs no server.
 *
 * Refuses to write anything but PDF and HTML.
 */
export const protectedReport: Command = {
  words: ["protected", "report"],
  summary: {
    de: "Schreibt den Schutzbericht eines Freigabepakets für Laien, als HTML oder PDF",
    en: "Writes the protection report of a release package for lay people, as HTML or PDF",
  },
  usage: "PAKET.zip --out BERICHT.pdf|BERICHT.html",
  options: { out: { type: "string" } },
  run: async (call) => {
    const [path] = call.positionals;
    const { out } = call.values;
    if (path === undefined || typeof out !== "string")
      throw new Refusal("cli.missingOption", {
        option: path === undefined ? "PAKET.zip" : "--out",
        words: "protected report",
        usage: protectedReport.usage,
      });
    if (!/\.(pdf|html)$/i.test(out))
      throw new Refusal("cli.wrongChoice", { option: "--out", text: out, choices: "BERICHT.pdf, BERICHT.html" });
    const { explainedPackage } = await import("../../../stages/protect/cli/explainedPackage.ts");
    const { explanation, releasedOn } = explainedPackage(path);
    if (/\.html$/i.test(out)) {
      const { explanationHtml } = await import("../../../stages/protect/explanationHtml.ts");
      await writeFile(out, explanationHtml(explanation));
    } else {
      const [{ compilePdf }, { protectionDocument }] = await Promise.all([
        import("../../../stages/report/pdf/compilePdf.ts"),
        import("../../../stages/report/protectionDocument.ts"),
      ]);
      const cover = { county: "Statistikstelle", madeOn: releasedOn, notices: [] };
      await writeFile(out, compilePdf(protectionDocument(explanation, cover)));
    }
    call.print(
      call.values.json === true
        ? JSON.stringify({ file: out, releasedOn })
        : `${call.say({ de: "Schutzbericht", en: "Protection report" })}: ${out}`,
    );
    return 0;
  },
};
