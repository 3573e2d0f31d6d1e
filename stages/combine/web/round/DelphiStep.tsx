import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { Agreement } from "./Agreement.tsx";
import { componentsInOrder } from "./componentsInOrder.ts";
import type { StepProps } from "./stepProps.ts";
import { useGradeWords } from "./useGradeWords.ts";

/** Step 6: experts grade without names; where they differ they are asked again, three times at most (PM10-037, R-16). */
export function DelphiStep({ round, live, tell, busy }: StepProps) {
  const { say } = useLanguage("combine");
  const components = componentsInOrder(round);
  const words = useGradeWords();
  const people = round.groups.reduce((sum, group) => sum + group.size, 0);
  const agreed = components.filter(({ one }) => one.next === "agreed").length;
  const dissent = components.filter(({ one }) => one.next === "dissent").length;
  return (
    <div className="k-stack">
      <p>
        {round.askings === 0
          ? say("delphi.before", { people })
          : round.asking === null
            ? say("delphi.after", { count: round.askings, agreed, all: components.length, dissent })
            : say("delphi.open", {
                number: round.asking.number,
                asked: round.asking.asked.length,
                answers: round.asking.answers,
                people,
              })}{" "}
        {say(`weighting.${round.weighting}Sentence`)}
      </p>
      {round.asking === null ? null : (
        <span className="w-bar" aria-hidden="true">
          <i style={{ width: `${(round.asking.answers / Math.max(1, people)) * 100}%` }} />
        </span>
      )}
      {live ? (
        <div>
          {round.asking === null ? (
            round.toAsk.length === 0 ? null : (
              <Button kind="primary" disabled={busy} onPress={() => void tell({ kind: "roundOpened" })}>
                {say("delphi.openRound", { number: round.askings + 1, count: round.toAsk.length })}
              </Button>
            )
          ) : (
            <Button kind="primary" disabled={busy} onPress={() => void tell({ kind: "roundClosed" })}>
              {say("delphi.closeRound", { number: round.asking.number })}
            </Button>
          )}
        </div>
      ) : null}
      <ul className="w-delphi">
        {components.map(({ one, main }) => {
          const last = one.results.at(-1);
          if (last === undefined) return null;
          return (
            <li key={one.id} className="k-card">
              <div className="w-delphi__head">
                <div>
                  <span className="w-choices__name">{one.label}</span>
                  {main === null ? null : (
                    <span className="k-small k-muted"> {say("grade.partOf", { main: main.label })}</span>
                  )}
                </div>
                <span className="k-badge" data-next={one.next}>
                  {say(`next.${one.next}`)}
                </span>
              </div>
              <Agreement {...last} />
              {one.results.length < 2 ? null : (
                <p className="k-small k-muted">
                  {say("delphi.earlier", {
                    medians: one.results
                      .slice(0, -1)
                      .map((result) => say("delphi.medianOf", { number: result.round, median: words(result.median) }))
                      .join("; "),
                  })}
                </p>
              )}
              {last.reasons.length === 0 ? null : (
                <details className="w-more">
                  <summary>{say("delphi.reasons", { count: last.reasons.length })}</summary>
                  <ul className="k-list">
                    {[...new Set(last.reasons)].map((reason) => (
                      <li key={reason}>{reason}</li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
