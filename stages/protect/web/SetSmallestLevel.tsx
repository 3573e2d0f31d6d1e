import { useState } from "react";
import { type Circle, circles } from "../../../kernel/contract/circle.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type DisclosureProfiles, setSmallestLevelContract } from "../profileContract.ts";

const usual = "";

/** Which areas a circle of readers sees at most; holds with the next answer. */
export function SetSmallestLevel({ profiles }: { readonly profiles: DisclosureProfiles }) {
  const { say, text } = useLanguage("protect");
  const save = useAction(setSmallestLevelContract);
  const [circle, setCircle] = useState<Circle>("public");
  const [level, setLevel] = useState<string | undefined>();
  const [reason, setReason] = useState("");
  const now = profiles.circles.find((one) => one.circle === circle);
  const chosen = level ?? now?.smallest ?? usual;
  return (
    <form
      className="k-card k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const basedOn = now?.levelSetting ?? 0;
        const stored = await save.run({ circle, level: chosen === usual ? null : chosen, reason, basedOn });
        if (stored === undefined) return;
        setLevel(undefined);
        setReason("");
      }}
    >
      <h3 className="k-h3">{say("profiles.change")}</h3>
      <div className="k-row k-row--end">
        <Select
          label={say("profiles.circle")}
          choices={circles.map((id) => ({ id, label: say(`profiles.name.${id}`) }))}
          value={circle}
          onChange={(id) => {
            setCircle(circles.find((one) => one === id) ?? "public");
            setLevel(undefined);
          }}
        />
        <Select
          label={say("profiles.smallest")}
          choices={[
            { id: usual, label: say("profiles.usual") },
            ...profiles.levels.map(({ id, label }) => ({ id, label: text(label) })),
          ]}
          value={chosen}
          onChange={setLevel}
        />
        <TextField
          label={say("profiles.reason")}
          hint={say("profiles.reasonHint")}
          value={reason}
          required
          onChange={setReason}
        />
      </div>
      {save.trouble === undefined ? null : <TroubleNote trouble={save.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={save.running}>
          {say("profiles.save")}
        </Button>
      </div>
    </form>
  );
}
