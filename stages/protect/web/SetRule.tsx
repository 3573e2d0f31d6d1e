import { useState } from "react";
import { type Circle, circles } from "../../../kernel/contract/circle.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type DisclosureProfiles, type ProfileSetting, setDisclosureRuleContract } from "../profileContract.ts";
import { settableRules } from "../profiles.ts";

const everybody = "everybody";
const allFigures = "";

/** A stricter minimum for a circle of readers; what is held back is worked out anew before it holds. */
export function SetRule({ profiles }: { readonly profiles: DisclosureProfiles }) {
  const { say } = useLanguage("protect");
  const save = useAction(setDisclosureRuleContract);
  const [circle, setCircle] = useState<Circle | null>("public");
  const [figure, setFigure] = useState(allFigures);
  const [rule, setRule] = useState<(typeof settableRules)[number]>("min5");
  const [reason, setReason] = useState("");
  return (
    <form
      className="k-card k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const asked = figure === allFigures ? null : figure;
        const before = profiles.settings.find(
          (one) => one.kind === "rule" && one.circle === circle && one.figure === asked,
        );
        const stored = await save.run({ circle, figure: asked, rule, reason, basedOn: before?.id ?? 0 });
        if (stored !== undefined) setReason("");
      }}
    >
      <h3 className="k-h3">{say("profiles.addRule")}</h3>
      <div className="k-row k-row--end">
        <Select
          label={say("profiles.forWhom")}
          choices={[...circles, everybody].map((id) => ({ id, label: say(`profiles.name.${id}`) }))}
          value={circle ?? everybody}
          onChange={(id) => setCircle(circles.find((one) => one === id) ?? null)}
        />
        <Select
          label={say("profiles.figure")}
          choices={[
            { id: allFigures, label: say("profiles.allFigures") },
            ...profiles.figures.map(({ id, label }) => ({ id, label })),
          ]}
          value={figure}
          onChange={setFigure}
        />
        <Select
          label={say("profiles.rule")}
          choices={settableRules.map((id) => ({ id, label: say(`profiles.${id}`) }))}
          value={rule}
          onChange={(id) => setRule(settableRules.find((one) => one === id) ?? "min5")}
        />
        <TextField
          label={say("profiles.reason")}
          hint={say("profiles.reasonHint")}
          value={reason}
          required
          onChange={setReason}
        />
      </div>
      {save.running ? <p role="status">{say("profiles.working")}</p> : null}
      {save.trouble === undefined ? null : <TroubleNote trouble={save.trouble} />}
      {save.answer === undefined || save.running ? null : (
        <p role="status">{say("profiles.renewed", { count: save.answer.renewed })}</p>
      )}
      <div>
        <Button type="submit" kind="primary" disabled={save.running}>
          {say("profiles.save")}
        </Button>
      </div>
    </form>
  );
}

/** Takes a rule back; the rules of the sources hold again. */
export function TakeBackRule({ rule }: { readonly rule: ProfileSetting }) {
  const { say } = useLanguage("protect");
  const save = useAction(setDisclosureRuleContract);
  const { circle, figure, id } = rule;
  return (
    <>
      <Button
        kind="tertiary"
        disabled={save.running}
        onPress={() => void save.run({ circle, figure, rule: null, reason: say("profiles.tookBack"), basedOn: id })}
      >
        {say("profiles.takeBack")}
        <span className="k-sr">
          {" "}
          ({say(`profiles.name.${circle ?? "everybody"}`)}, {figure ?? say("profiles.allFigures")})
        </span>
      </Button>
      {save.trouble === undefined ? null : <TroubleNote trouble={save.trouble} />}
    </>
  );
}
