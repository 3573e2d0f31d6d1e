import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { changeGoalContract, type GoalHead, goalContract } from "../contract.ts";
import { GoalFields } from "./GoalFields.tsx";
import { goalDraft, goalWriting } from "./goalDraft.ts";

/** Changes the wording of a goal; what was released stays. */
export default function EditGoalPage() {
  const { say } = useLanguage("plan");
  const id = Number(useParams().id);
  const answer = useOperation(goalContract, { id });
  usePageTitle(say("page.editGoal"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <p>
          <Link to={`/ziele/${id}`}>{say("form.back")}</Link>
        </p>
        <h1 className="k-h1">{say("page.editGoal")}</h1>
      </header>
      <Answer of={answer} shape="lines">
        {({ goal }) => (
          <IfMay call={changeGoalContract} wholePage>
            <EditGoal key={goal.id} goal={goal} />
          </IfMay>
        )}
      </Answer>
    </div>
  );
}

function EditGoal({ goal }: { readonly goal: GoalHead }) {
  const { say } = useLanguage("plan");
  const navigate = useNavigate();
  const change = useAction(changeGoalContract);
  const [draft, setDraft] = useState(() => goalDraft(goal));
  const [basedOn, setBasedOn] = useState(goal.version);
  const [renewBaseline, setRenew] = useState(false);
  const [setAside, setSetAside] = useState(goal.setAside);
  const [reason, setReason] = useState("");
  const isMeasured = goal.level === "operational";
  const save = async (from: number): Promise<void> => {
    const writing = goalWriting(draft, isMeasured);
    const stored = await change.run({
      ...{ id: goal.id, basedOn: from, ...writing, setAside },
      ...(reason === "" ? {} : { reason }),
      ...(renewBaseline ? { renewBaseline } : {}),
    });
    if (stored !== undefined) await navigate(`/ziele/${goal.id}`);
  };
  return (
    <form
      className="k-card k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save(basedOn);
      }}
    >
      <p>
        <span className="k-badge">{say(`level.${goal.level}`)}</span>
      </p>
      <GoalFields
        level={goal.level}
        self={goal.id}
        draft={draft}
        onChange={(changed) => setDraft((before) => ({ ...before, ...changed }))}
      />
      {goal.baselineToday === null ? null : (
        <label className="k-check">
          <input type="checkbox" checked={renewBaseline} onChange={(event) => setRenew(event.currentTarget.checked)} />
          {say("form.renewBaseline")}
        </label>
      )}
      {goal.edition === null ? (
        <label className="k-check">
          <input type="checkbox" checked={setAside} onChange={(event) => setSetAside(event.currentTarget.checked)} />
          {say("form.setAside")}
        </label>
      ) : null}
      <TextField label={say("form.reason")} value={reason} onChange={setReason} />
      <SaveTrouble
        trouble={change.trouble}
        mine={draft}
        inForce={async () => {
          const { goal: now } = await callOperation(goalContract, { id: goal.id });
          return { content: goalDraft(now), version: now.version };
        }}
        nameOf={(field) => say(`form.${field === "areaCode" ? "area" : field}`)}
        onKeepMine={(version) => void save(version)}
        onTakeTheirs={(theirs, version) => {
          setDraft({ ...draft, ...theirs });
          setBasedOn(version);
        }}
      />
      <div>
        <Button type="submit" kind="primary" disabled={change.running}>
          {say("form.save")}
        </Button>
      </div>
    </form>
  );
}
