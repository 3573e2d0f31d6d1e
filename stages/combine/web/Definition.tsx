import { Link } from "react-router";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import type { IndexAnswer } from "../contract.ts";

const rules = ["normalisation", "weights", "aggregation", "missing", "classes"] as const;

/** How the index is made: components with direction and weight, and the rules in words. */
export function Definition({ answer }: { readonly answer: IndexAnswer }) {
  const { say, text, number } = useLanguage("combine");
  return (
    <div className="k-grid k-grid--half">
      <section className="k-section">
        <h3 className="k-h3">{say("definition.components")}</h3>
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
                <th scope="col" className="k-right">
                  {say("mean")}
                </th>
                <th scope="col" className="k-right">
                  {say("definition.deviation")}
                </th>
              </tr>
            </thead>
            <tbody>
              {answer.components.map((component) => (
                <tr key={component.id}>
                  <th scope="row">
                    <Link to={`/indikatoren/${component.id}`}>{text(component.label)}</Link>
                  </th>
                  <td>{say(component.polarity === 1 ? "definition.raises" : "definition.lowers")}</td>
                  <td className="k-right k-number">
                    {number(component.effectiveWeight * 100, { decimals: 1, unit: "%" })}
                  </td>
                  <td className="k-right">
                    <Figures value={component.mean} decimals={component.decimals} unit={component.unit} />
                  </td>
                  <td className="k-right">
                    <Figures value={component.deviation} decimals={component.decimals + 1} unit={component.unit} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      </section>
      <section className="k-section">
        <h3 className="k-h3">{say("definition.rules")}</h3>
        <dl className="k-facts">
          {rules.map((rule) => (
            <div key={rule}>
              <dt>{say(`definition.${rule}`)}</dt>
              <dd lang="de">{answer.method[rule]}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
