import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useMayCall } from "../../../runtime/ui/call/openCalls.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { createGoalContract, type GoalTree, goalsContract } from "../contract.ts";
import { GoalRow } from "./GoalRow.tsx";
import { OfferedGoals } from "./OfferedGoals.tsx";
import "./plan.css";

type TreeGoal = GoalTree["goals"][number];

/** The goal tree: where the county wants to go and how far each goal has come. */
export default function GoalsPage() {
  const { say, text } = useLanguage("plan");
  const { setting, set } = useAddressState();
  const withAside = setting("entwuerfe") === "alle";
  const tree = useOperation(goalsContract, withAside ? { setAside: true } : {});
  const mayWrite = useMayCall(createGoalContract);
  usePageTitle(say("page.goals"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.goals")}</h1>
        {tree.data === undefined || tree.data.goals.length === 0 ? null : (
          <p className="k-lead">{text(tree.data.sentence)}</p>
        )}
        <p className="k-meaning">{say("tree.lead")}</p>
      </header>
      <IfMay call={createGoalContract}>
        <div className="k-row">
          <Link to="/ziele/neu" className="kern-btn kern-btn--primary k-btn k-btnlink">
            {say("tree.add")}
          </Link>
          <label className="k-check">
            <input
              type="checkbox"
              checked={withAside}
              onChange={(event) => set({ entwuerfe: event.currentTarget.checked ? "alle" : undefined })}
            />
            {say("tree.aside")}
          </label>
        </div>
      </IfMay>
      <Answer of={tree} shape="table">
        {({ goals }) =>
          goals.length === 0 ? (
            <EmptyState title={say("tree.none")}>{say(mayWrite ? "tree.noneHelp" : "tree.noneForReaders")}</EmptyState>
          ) : (
            <Branch goals={goals} depth={0} />
          )
        }
      </Answer>
      <OfferedGoals />
    </div>
  );
}

const headings = ["h2", "h3", "h4"] as const;

/** Goals of one depth, each with those that serve it. */
function Branch({ goals, depth }: { readonly goals: readonly TreeGoal[]; readonly depth: number }) {
  const starts = goals.flatMap((goal, at) => (goal.depth === depth ? [at] : []));
  return (
    <ul className="p-tree">
      {starts.map((start, order) => {
        const goal = goals[start];
        if (goal === undefined) return null;
        const below = goals.slice(start + 1, starts[order + 1] ?? goals.length);
        return (
          <li key={goal.id} className={depth === 0 ? "k-card" : undefined}>
            <GoalRow goal={goal} heading={headings[depth] ?? "h4"} />
            {below.length === 0 ? null : <Branch goals={below} depth={depth + 1} />}
          </li>
        );
      })}
    </ul>
  );
}
