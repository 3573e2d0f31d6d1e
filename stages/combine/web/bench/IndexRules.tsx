import { useMemo } from "react";
import { phrase } from "../../../../kernel/trouble/phrase.ts";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { useSentence } from "../../../../runtime/ui/language/useSentence.ts";
import { ScrollFrame } from "../../../../runtime/ui/table/ScrollFrame.tsx";
import { indexChecks } from "../../checks/indexChecks.ts";
import { groupOf } from "../../computeIndex.ts";
import { indexMethod } from "../../indexMethod.ts";
import messages from "../../messages.de.json" with { type: "json" };
import type { BenchProps } from "./benchProps.ts";
import { Versions } from "./Versions.tsx";

const rules = ["normalisation", "weights", "aggregation", "missing", "classes"] as const;

/** The rules of the index in words, its components with their weight in the whole, and what the machine found odd. */
export function IndexRules({ bench, index, root }: BenchProps) {
  const { say, text, number } = useLanguage("combine");
  const inWords = useSentence("combine");
  const { result } = index;
  const method = indexMethod(result.plan, groupOf(result, root).plan);
  const checks = useMemo(
    () => [
      ...result.findings,
      ...indexChecks(result, new Map(bench.columns.map((column) => [column.id, column.baseFigures]))),
    ],
    [bench, result],
  );
  const own = result.indicators.filter((indicator) => indicator.index === root);
  return (
    <div className="k-grid k-grid--half">
      <section className="k-section">
        <h2 className="k-h3">{say("definition.rules")}</h2>
        <dl className="k-facts">
          {rules.map((rule) => (
            <div key={rule}>
              <dt>{say(`definition.${rule}`)}</dt>
              <dd lang="de">{method[rule]}</dd>
            </div>
          ))}
        </dl>
        <h2 className="k-h3">{say("rules.checks")}</h2>
        {checks.length === 0 ? <p>{say("checks.none")}</p> : null}
        <ul className="w-open">
          {checks.map((check) => {
            const german = phrase(messages, check);
            const { text: sentence, lang } = inWords(check, german);
            return (
              <li key={german} data-severity={check.severity} lang={lang}>
                {sentence}
              </li>
            );
          })}
        </ul>
      </section>
      <section className="k-section">
        <h2 className="k-h3">{say("definition.components")}</h2>
        <ScrollFrame className="k-profile__frame" label={say("definition.components")}>
          <table className="k-profile__table">
            <caption className="k-sr">{say("definition.components")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("breakdown.component")}</th>
                <th scope="col">{say("definition.direction")}</th>
                <th scope="col" className="k-right">
                  {say("definition.weight")}
                </th>
              </tr>
            </thead>
            <tbody>
              {own.map((indicator) => (
                <tr key={indicator.id}>
                  <th scope="row">{text(indicator.label)}</th>
                  <td>{say(indicator.plan.polarity === 1 ? "definition.raises" : "definition.lowers")}</td>
                  <td className="k-right k-number">
                    {number(indicator.effectiveWeight * 100, { decimals: 1, unit: "%" })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
        <Versions bench={bench} />
      </section>
    </div>
  );
}
