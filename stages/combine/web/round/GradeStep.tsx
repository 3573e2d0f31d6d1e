import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { sides } from "../../round/roundDefinition.ts";
import { componentsInOrder } from "./componentsInOrder.ts";
import { GradeButtons } from "./GradeButtons.tsx";
import type { StepProps } from "./stepProps.ts";

/** Step 5: the first weighting in words, indicator by indicator (PM10-036). */
export function GradeStep({ round, live, tell, busy }: StepProps) {
  const { say, text } = useLanguage("combine");
  const components = componentsInOrder(round);
  return (
    <div className="k-stack">
      <p aria-live="polite">
        {say("grade.count", {
          graded: components.filter(({ one }) => one.firstGrade !== null).length,
          all: components.length,
        })}
      </p>
      {(["burden", "competence"] as const).map((side) => {
        const own = components.filter(({ one }) => one.place?.side === side);
        return own.length === 0 ? null : (
          <section key={side} className="k-section">
            <h3 className="k-h3">{text(sides[side].label)}</h3>
            <ul className="w-choices">
              {own.map(({ one, main }) => (
                <li key={one.id} data-part={main !== null}>
                  <div className="w-choices__what">
                    <span className="w-choices__name">{one.label}</span>
                    {main === null ? null : (
                      <span className="k-small k-muted">{say("grade.partOf", { main: main.label })}</span>
                    )}
                  </div>
                  <GradeButtons
                    name={`grade-${one.id}`}
                    legend={say("grade.legend", { label: one.label })}
                    value={one.firstGrade}
                    disabled={!live || busy}
                    onChoose={(grade) => void tell({ kind: "graded", proposal: one.id, grade })}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
