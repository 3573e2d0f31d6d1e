import { phrase } from "../../../kernel/trouble/phrase.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { computeIndex, indexChecks } from "../combine.ts";
import messages from "../messages.de.json" with { type: "json" };
import { aboutFile, neededFile, onlyOptions, planFrom, valueOptions, valuesFrom } from "./callOptions.ts";

/** `kreislauf index check`: whether a definition holds, and with values what a careful reader would ask of the index. */
export const checkIndex: Command = {
  words: ["index", "check"],
  summary: {
    de: "Prüft eine Indexdefinition, mit Werten auch ihre Bestandteile",
    en: "Checks a definition of an index, with values its components too",
  },
  usage: "--definition D.yaml [--values V.csv] [--area-column NAME] [--period-column NAME] [--decimal comma|point]",
  options: { definition: { type: "string" }, values: { type: "string" }, ...valueOptions },
  run: async (call) => {
    onlyOptions(call);
    const plan = planFrom(neededFile(call, "definition"));
    const { values: file, json } = call.values;
    const periods = typeof file === "string" ? valuesFrom(call, file, plan).periods : [];
    const findings = periods.flatMap(({ period, values }) => {
      const result = aboutFile(String(file), () => computeIndex(plan, values));
      return [...result.findings, ...indexChecks(result)].map((finding) => ({ period, finding }));
    });
    const own = plan.groups.flatMap((group) => group.weights.findings).map((finding) => ({ period: "", finding }));
    const all = periods.length === 0 ? own : findings;
    const shape = {
      indices: plan.roots.map((r) => r.id),
      groups: plan.groups.length,
      indicators: plan.indicators.length,
    };
    if (json === true) {
      const told = all.map(({ period, finding }) => ({
        ...(period === "" ? {} : { period }),
        ...finding,
        sentence: phrase(messages, finding),
      }));
      call.print(JSON.stringify({ id: plan.id, version: plan.version, ...shape, findings: told }, null, 2));
      return 0;
    }
    const { length } = shape.indices;
    call.print(
      call.say({
        de: `„${plan.label.de}“ ist in Ordnung: ${length === 1 ? "ein Index" : `${length} Indizes`} aus ${shape.indicators} Indikatoren.`,
        en: `“${call.say(plan.label)}” is in order: ${length === 1 ? "one index" : `${length} indices`} of ${shape.indicators} indicators.`,
      }),
    );
    for (const { period, finding } of all) {
      const mind = finding.severity === "warning" ? call.say({ de: "Achtung: ", en: "Mind: " }) : "";
      call.print(`- ${mind}${period === "" ? "" : `${period}: `}${await call.sentence(finding)}`);
    }
    return 0;
  },
};
