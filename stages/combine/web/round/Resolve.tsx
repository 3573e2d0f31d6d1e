import { useState } from "react";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { ProposalAnswer } from "../../round/roundContract.ts";
import { Agreement } from "./Agreement.tsx";
import { componentsInOrder } from "./componentsInOrder.ts";
import { GradeButtons } from "./GradeButtons.tsx";
import type { GradeName } from "./gradeNames.ts";
import type { StepProps } from "./stepProps.ts";

/** What people must or may decide: remaining dissent, and medians between two grades. */
export function Resolve(props: StepProps) {
  const { round, live } = props;
  const { say } = useLanguage("combine");
  const open = componentsInOrder(round)
    .map(({ one }) => one)
    .filter((one) => one.grade?.origin === "dissent" || one.grade?.origin === "between" || one.resolved !== null);
  if (open.length === 0) return null;
  return (
    <section className="k-section">
      <h3 className="k-h3">{say(open.every((one) => one.resolved !== null) ? "resolve.done" : "resolve.title")}</h3>
      <p className="k-small k-muted">{say("resolve.explain")}</p>
      <ul className="w-delphi">
        {open.map((one) => (
          <li key={one.id} className="k-card">
            <div className="w-delphi__head">
              <span className="w-choices__name">{one.label}</span>
              <span className="k-badge">{one.grade === null ? "" : say(`origin.${one.grade.origin}`)}</span>
            </div>
            {one.results.slice(-1).map((last) => (
              <Agreement key={last.round} {...last} />
            ))}
            {one.resolved === null ? null : (
              <p>
                {say("resolve.decided", { grade: say(`grade.${one.resolved.grade}`), reason: one.resolved.reason })}
              </p>
            )}
            {live ? <Decide one={one} {...props} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decide({ one, tell, busy }: StepProps & { readonly one: ProposalAnswer }) {
  const { say } = useLanguage("combine");
  const [grade, setGrade] = useState<GradeName | null>(one.resolved?.grade ?? null);
  const [reason, setReason] = useState("");
  return (
    <form
      className="k-stack k-stack--tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (grade !== null) void tell({ kind: "resolved", proposal: one.id, grade, reason });
      }}
    >
      <GradeButtons
        name={`resolve-${one.id}`}
        legend={say("grade.legend", { label: one.label })}
        value={grade}
        onChoose={setGrade}
      />
      <TextField label={say("resolve.reason", { label: one.label })} value={reason} onChange={setReason} required />
      <div>
        <Button type="submit" disabled={busy || grade === null}>
          {say("resolve.do")}
        </Button>
      </div>
    </form>
  );
}
