import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { GoalPage } from "../contract.ts";
import { Decision } from "./Decision.tsx";
import { RecordResolution } from "./RecordResolution.tsx";

/** The editions of a goal, newest first, each with what bodies decided about it; for the committee office a form. */
export function Editions({ page }: { readonly page: GoalPage }) {
  const { say, day } = useLanguage("plan");
  const { editions, resolutions, goal, may } = page;
  return (
    <section className="k-section" aria-labelledby="editions">
      <h2 className="k-h2" id="editions">
        {say("editions.title")}
      </h2>
      {goal.valid === null ? null : (
        <p>{say("goal.valid", { edition: goal.valid.edition, day: day(goal.valid.from) })}</p>
      )}
      <ul className="p-tree">
        {editions.toReversed().map((edition) => (
          <li key={edition.number} className="k-card k-stack">
            <h3 className="k-h3">{say("editions.number", { number: edition.number, day: day(edition.releasedOn) })}</h3>
            <p>
              {edition.title}
              {" · "}
              {say(`state.${edition.state}`)}
              {edition.spans
                .map(
                  ({ from, to }) =>
                    `, ${to === null ? say("editions.open", { from: day(from) }) : say("editions.span", { from: day(from), to: day(to) })}`,
                )
                .join("")}
            </p>
            {resolutions
              .filter((one) => one.edition === edition.number)
              .map((one) => (
                <Decision key={one.id} resolution={one} />
              ))}
          </li>
        ))}
      </ul>
      {may.decide ? <RecordResolution goal={goal.id} editions={editions.map(({ number }) => number)} /> : null}
    </section>
  );
}
