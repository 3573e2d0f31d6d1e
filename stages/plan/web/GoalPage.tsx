import { Link, useParams } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type GoalPage as GoalAnswer, goalContract } from "../contract.ts";
import { goalLevels } from "../goalLevels.ts";
import { lackNames } from "../lackingOf.ts";
import { Adoptions } from "./Adoptions.tsx";
import { Editions } from "./Editions.tsx";
import { GoalActions } from "./GoalActions.tsx";
import { GoalRow } from "./GoalRow.tsx";
import { Measure } from "./Measure.tsx";
import { OriginalPanel } from "./OriginalPanel.tsx";
import "./plan.css";

/** One goal: how it stands, what it is measured by, what was decided, and who made a copy. */
export default function GoalPage() {
  const id = Number(useParams().id);
  const { say } = useLanguage("plan");
  const answer = useOperation(goalContract, { id });
  usePageTitle(answer.data?.goal.title ?? "");
  return (
    <Answer of={answer} shape="lines" title={say("page.goal")}>
      {(page) => <Shown key={page.goal.id} page={page} />}
    </Answer>
  );
}

function Shown({ page }: { readonly page: GoalAnswer }) {
  const { say, text } = useLanguage("plan");
  const { goal, above, below, may } = page;
  const next = goalLevels[goalLevels.indexOf(goal.level) + 1];
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <p className="k-overline">
          <Link to="/ziele">{say("page.goals")}</Link>
          {above.map((one) => (
            <span key={one.id}>
              {" › "}
              <Link to={`/ziele/${one.id}`}>{one.title}</Link>
            </span>
          ))}
        </p>
        <h1 className="k-h1">{goal.title}</h1>
        <p className="p-goal__marks">
          <span className="k-badge">{say(`level.${goal.level}`)}</span>
          <span className="k-badge">{say(goal.setAside ? "setAsideState" : `state.${goal.state}`)}</span>
        </p>
        <p className="k-lead">{text(goal.sentence)}</p>
        {goal.description === "" ? null : <p className="k-read">{goal.description}</p>}
      </header>
      <Notes page={page} />
      {goal.level === "operational" ? <Measure goal={goal} /> : null}
      <GoalActions page={page} />
      {goal.original === null ? null : <OriginalPanel page={page} />}
      {next === undefined || (below.length === 0 && !may.change) ? null : (
        <section className="k-section" aria-labelledby="below">
          <h2 className="k-h2" id="below">
            {say("goal.below")}
          </h2>
          <ul className="p-tree">
            {below.map((one) => (
              <li key={one.id} className="k-card">
                <GoalRow goal={one} heading="h3" />
              </li>
            ))}
          </ul>
          {may.change ? (
            <p>
              <Link to={`/ziele/neu?${new URLSearchParams({ stufe: next, unter: String(goal.id) })}`}>
                {say("tree.addBelow", { level: say(`level.${next}`) })}
              </Link>
            </p>
          ) : null}
        </section>
      )}
      {may.share || page.adoptions.length > 0 ? <Adoptions page={page} /> : null}
      {page.editions.length === 0 ? null : <Editions page={page} />}
    </div>
  );
}

/** What one must know before acting on the goal. */
function Notes({ page: { goal, may } }: { readonly page: GoalAnswer }) {
  const { say, text, number } = useLanguage("plan");
  const notes = [
    ...(goal.beingChanged ? [say("goal.beingChanged", { edition: goal.edition ?? 0 })] : []),
    ...(may.change && goal.lacking.length > 0
      ? [say("goal.lacking", { what: goal.lacking.map((lack) => text(lackNames[lack])).join(", ") })]
      : []),
    ...(goal.baselineToday === null || goal.indicator === null
      ? []
      : [say("goal.baselineToday", { value: number(goal.baselineToday, goal.indicator) })]),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className="k-list--plain k-stack">
      {notes.map((note) => (
        <li key={note} className="k-note k-note--info">
          {note}
        </li>
      ))}
    </ul>
  );
}
