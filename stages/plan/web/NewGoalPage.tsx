import { useState } from "react";
import { useNavigate } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { createGoalContract } from "../contract.ts";
import { type GoalLevel, goalLevels } from "../goalLevels.ts";
import { GoalFields } from "./GoalFields.tsx";
import { goalDraft, goalWriting } from "./goalDraft.ts";

/** Writes a new goal; it begins as a draft. */
export default function NewGoalPage() {
  const { say } = useLanguage("plan");
  usePageTitle(say("page.newGoal"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.newGoal")}</h1>
      </header>
      <IfMay call={createGoalContract} wholePage>
        <NewGoal />
      </IfMay>
    </div>
  );
}

function NewGoal() {
  const { say } = useLanguage("plan");
  const { setting } = useAddressState();
  const navigate = useNavigate();
  const create = useAction(createGoalContract);
  const asked = setting("stufe");
  const [level, setLevel] = useState<GoalLevel>(goalLevels.find((one) => one === asked) ?? "guiding");
  const [draft, setDraft] = useState(() => goalDraft(undefined, setting("unter") ?? ""));
  return (
    <form
      className="k-card k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const made = await create.run({ level, ...goalWriting(draft, level === "operational") });
        if (made !== undefined) await navigate(`/ziele/${made.id}`);
      }}
    >
      <Select
        label={say("form.level")}
        value={level}
        onChange={(id) => {
          setLevel(goalLevels.find((one) => one === id) ?? "guiding");
          setDraft((before) => ({ ...before, parent: "" }));
        }}
        choices={goalLevels.map((id) => ({ id, label: say(`level.${id}`) }))}
      />
      <GoalFields
        level={level}
        draft={draft}
        onChange={(changed) => setDraft((before) => ({ ...before, ...changed }))}
      />
      {create.trouble === undefined ? null : <TroubleNote trouble={create.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={create.running}>
          {say("form.create")}
        </Button>
      </div>
    </form>
  );
}
