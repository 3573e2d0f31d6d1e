import { Link } from "react-router";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { GoalHead } from "../contract.ts";
import { GoalWay } from "./GoalWay.tsx";

/** A goal in a list: what it wants, how it stands, and whose it is. */
export function GoalRow({ goal, heading: Heading }: { readonly goal: GoalHead; readonly heading: "h2" | "h3" | "h4" }) {
  const { say, text, day } = useLanguage("plan");
  const { indicator, area, targetDate, responsible } = goal;
  const facts = [
    indicator === null ? "" : text(indicator.label),
    area?.name ?? "",
    targetDate === null ? "" : say("tree.until", { day: day(targetDate) }),
    responsible,
  ].filter((fact) => fact !== "");
  return (
    <div className="p-goal">
      <div>
        <p className="p-goal__marks">
          <span className="k-badge">{say(`level.${goal.level}`)}</span>
          {goal.setAside ? <span className="k-badge">{say("setAsideState")}</span> : null}
          {goal.state === "draft" ? <span className="k-badge">{say("state.draft")}</span> : null}
        </p>
        <Heading className={Heading === "h2" ? "k-h2" : "k-h3"}>
          <Link to={`/ziele/${goal.id}`}>{goal.title}</Link>
        </Heading>
        {goal.level === "operational" ? (
          facts.length === 0 ? null : (
            <p className="p-goal__facts">{facts.join(" · ")}</p>
          )
        ) : (
          <p className="p-goal__facts">{text(goal.sentence)}</p>
        )}
      </div>
      {goal.level === "operational" ? <GoalWay goal={goal} /> : null}
    </div>
  );
}
