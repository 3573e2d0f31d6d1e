import { basename } from "node:path";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { directoryTroubles } from "../georeference/directoryTroubles.ts";
import { streetDirectory } from "../georeference/streetDirectory.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { delimited } from "../table/delimited.ts";
import { specificationFile, textFile } from "./inputs.ts";

const usage = "VERZEICHNIS.csv [--spec S.yaml]";

/** Looks for overlaps and gaps in a street directory; 2 when one address lies in two areas. */
export const streetsCommand: Command = {
  words: ["protected", "streets", "check"],
  summary: {
    de: "Prüft ein Straßenverzeichnis: Überschneidungen und Lücken mit Zeilen",
    en: "Checks a street directory: overlaps and gaps, with rows",
  },
  usage,
  options: { spec: { type: "string" } },
  run: async (call) => {
    const [path] = call.positionals;
    if (path === undefined) throw new Refusal("protect.optionMissing", { option: "VERZEICHNIS.csv", usage });
    const { spec } = call.values;
    const columns = typeof spec === "string" ? (specificationFile(spec).records?.area?.columns ?? {}) : {};
    const ranges = streetDirectory(delimited(textFile(path), basename(path)), columns, basename(path));
    const findings = directoryTroubles(ranges);
    for (const finding of findings) call.print(`${phrase(phrases, finding)}\n`);
    const count = (code: string) => findings.filter((finding) => finding.code === `protect.${code}`).length;
    const overlaps = count("rangesOverlap") + count("rangeTwice");
    call.tell(`${ranges.length} Abschnitte: ${overlaps} Überschneidungen, ${count("rangeGap")} Lücken.`);
    return count("rangesOverlap") > 0 ? 2 : 0;
  },
};
