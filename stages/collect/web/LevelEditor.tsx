import { type FormEvent, useRef, useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { changeLevelContract, type LevelsOutput, levelsContract } from "../spaces/contract.ts";
import { PurposeBoxes } from "./PurposeBoxes.tsx";

type Level = LevelsOutput["levels"][number];

/** Name, rank and purposes of a level, for those who may change them. */
export function LevelEditor({ levels }: { readonly levels: readonly Level[] }) {
  const { say, text } = useLanguage("collect");
  const [id, setId] = useState("");
  const level = levels.find((one) => one.id === id);
  return (
    <details>
      <summary>{say("spaces.changeLevel")}</summary>
      <div className="k-stack">
        <div className="c-fields">
          <Select
            label={say("spaces.level")}
            choices={[
              { id: "", label: say("receive.pleaseChoose") },
              ...levels.map((one) => ({ id: one.id, label: text(one.label) })),
            ]}
            value={id}
            onChange={setId}
          />
        </div>
        {level === undefined ? null : <LevelForm key={id} level={level} />}
      </div>
    </details>
  );
}

function draftOf({ label, rank, purposes }: Level) {
  return { label: label.de, english: label.en ?? "", rank: String(rank), purposes };
}

function LevelForm({ level }: { readonly level: Level }) {
  const { say } = useLanguage("collect");
  const [draft, setDraft] = useState(() => draftOf(level));
  const [isAsked, setAsked] = useState(false);
  const basedOn = useRef(level.version);
  const save = useAction(changeLevelContract);
  const problems = {
    label: draft.label.trim() === "" ? say("areasIn.problem.empty") : undefined,
    rank: /^\d{1,2}$/.test(draft.rank) ? undefined : say("areasIn.problem.rank"),
    purposes: draft.purposes.length === 0 ? say("areasIn.problem.choose") : undefined,
  };
  const send = async (): Promise<void> => {
    setAsked(true);
    if (Object.values(problems).some((problem) => problem !== undefined)) return;
    const { label, english, rank, purposes } = draft;
    const answer = await save.run({
      id: level.id,
      label: { de: label.trim(), ...(english.trim() === "" ? {} : { en: english.trim() }) },
      rank: Number(rank),
      purposes,
      basedOn: basedOn.current,
    });
    if (answer !== undefined) basedOn.current = answer.version;
  };
  const shown = isAsked ? problems : { label: undefined, rank: undefined, purposes: undefined };
  return (
    <form
      className="k-stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="c-fields">
        <TextField
          label={say("areasIn.levelLabel")}
          hint={say("areasIn.levelLabelHint")}
          value={draft.label}
          problem={shown.label}
          onChange={(label) => setDraft({ ...draft, label })}
        />
        <TextField
          label={say("spaces.english")}
          value={draft.english}
          onChange={(english) => setDraft({ ...draft, english })}
        />
        <TextField
          label={say("areasIn.rank")}
          hint={say("spaces.rankHint")}
          type="number"
          value={draft.rank}
          problem={shown.rank}
          onChange={(rank) => setDraft({ ...draft, rank })}
        />
      </div>
      <PurposeBoxes
        chosen={draft.purposes}
        problem={shown.purposes}
        onChange={(purposes) => setDraft({ ...draft, purposes })}
      />
      <SaveTrouble
        trouble={save.trouble}
        mine={draft}
        inForce={async () => {
          const { levels } = await callOperation(levelsContract, {});
          const now = levels.find(({ id }) => id === level.id) ?? level;
          return { content: draftOf(now), version: now.version };
        }}
        nameOf={(field) =>
          say(
            { label: "areasIn.levelLabel", english: "spaces.english", rank: "areasIn.rank" }[field] ??
              "spaces.purposes",
          )
        }
        onKeepMine={(version) => {
          basedOn.current = version;
          void send();
        }}
        onTakeTheirs={(theirs, version) => {
          basedOn.current = version;
          setDraft({ ...draft, ...theirs });
        }}
      />
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={save.running}>
          {say("spaces.save")}
        </Button>
        {save.answer === undefined ? null : <p role="status">{say("spaces.saved")}</p>}
      </div>
    </form>
  );
}
