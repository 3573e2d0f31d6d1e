import { useState } from "react";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { sides } from "../../round/roundDefinition.ts";
import { componentsInOrder } from "./componentsInOrder.ts";
import { GradeButtons } from "./GradeButtons.tsx";
import type { GradeName } from "./gradeNames.ts";
import type { StepProps } from "./stepProps.ts";

/** Step 5: the first weighting in words, indicator by indicator (PM10-036). */
export function GradeStep({ round, live, tell, busy }: StepProps) {
  const { say, text } = useLanguage("combine");
  const [drafts, setDrafts] = useState<ReadonlyMap<string, GradeName>>(new Map());
  const components = componentsInOrder(round);
  const gradeOf = (id: string, kept: GradeName | null): GradeName | null => drafts.get(id) ?? kept;
  const keep = async (): Promise<void> => {
    const events = [...drafts].map(([proposal, grade]) => ({ kind: "graded" as const, proposal, grade }));
    if (await tell(...events)) setDrafts(new Map());
  };
  return (
    <div className="k-stack">
      <p aria-live="polite">
        {say("grade.count", {
          graded: components.filter(({ one }) => gradeOf(one.id, one.firstGrade) !== null).length,
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
                    value={gradeOf(one.id, one.firstGrade)}
                    disabled={!live}
                    onChoose={(grade) => setDrafts((before) => new Map(before).set(one.id, grade))}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {live ? (
        <div className="w-sticky">
          <Button kind="primary" disabled={busy || drafts.size === 0} onPress={() => void keep()}>
            {say("grade.keep", { count: drafts.size })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
