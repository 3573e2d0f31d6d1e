import type { Command } from "../../../runtime/cli/command.ts";
import { auditedTable } from "./auditedTable.ts";
import { demanded, specificationFile } from "./inputs.ts";
import { heard, longWork } from "./longWork.ts";
import { jsonText, writeFiles } from "./outputs.ts";

const usage = "--table T.csv --spec S.yaml [--out ORDNER] [--fast]";

/** Lets the attacker try a table file, one's own or somebody else's. */
export const auditCommand: Command = {
  words: ["protected", "audit"],
  summary: {
    de: "Prüft eine veröffentlichte Tabelle: Was lässt sich aus ihr errechnen?",
    en: "Checks a published table: what can be computed from it?",
  },
  usage,
  options: {
    table: { type: "string" },
    spec: { type: "string" },
    out: { type: "string" },
    fast: { type: "boolean" },
  },
  run: async (call) => {
    const specificationPath = demanded(call, "spec", usage);
    const specification = specificationFile(specificationPath);
    const tablePath = demanded(call, "table", usage);
    return longWork(call, async (watch) => {
      const fast = call.values.fast === true;
      const { audit } = await auditedTable(specificationPath, specification, tablePath, { fast, watch });
      const { auditReport } = await import("../protectionReport.ts");
      const report = jsonText({ title: specification.title, ...auditReport(audit) });
      await heard(call);
      if (typeof call.values.out === "string") writeFiles(call.values.out, { "audit.json": report });
      call.print(report);
      if (audit.safe) call.tell(`Sicher: ${audit.withheld} gesperrte Zellen, keine lässt sich errechnen.`);
      else call.tell(`Nicht sicher: ${audit.disclosures.length} Stellen verraten etwas, das gesperrt sein müsste.`);
      return audit.safe ? 0 : 3;
    });
  },
};
