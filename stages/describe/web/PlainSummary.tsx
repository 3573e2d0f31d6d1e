import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { plainSummaryContract, savePlainSummaryContract } from "../contract.ts";

/** What an indicator is about, in plain words; nothing where nobody has written it, but for those who may. */
export function PlainSummary({ indicator }: { readonly indicator: string }) {
  const { say } = useLanguage("describe");
  const [writing, setWriting] = useState(false);
  const known = useOperation(plainSummaryContract, { id: indicator }).data;
  if (known === undefined) return null;
  return (
    <section aria-label={say("plain.title")}>
      {known.text === "" || writing ? null : (
        <div className="k-read">
          <p>
            <strong>{say("plain.title")}:</strong>{" "}
            <span lang="de" className="k-keeplines">
              {known.text}
            </span>
          </p>
        </div>
      )}
      <IfMay call={savePlainSummaryContract}>
        {writing ? (
          <Form key={indicator} indicator={indicator} stored={known} onDone={() => setWriting(false)} />
        ) : (
          <div className="k-noprint">
            <Button kind="tertiary" icon="edit" onPress={() => setWriting(true)}>
              {say(known.text === "" ? "plain.write" : "plain.change")}
            </Button>
          </div>
        )}
      </IfMay>
    </section>
  );
}

function Form({
  indicator,
  stored,
  onDone,
}: {
  readonly indicator: string;
  readonly stored: { readonly text: string; readonly version: number };
  readonly onDone: () => void;
}) {
  const { say } = useLanguage("describe");
  const save = useAction(savePlainSummaryContract);
  const [text, setText] = useState(stored.text);
  const [basedOn, setBasedOn] = useState(stored.version);
  const store = async (from: number): Promise<void> => {
    if ((await save.run({ id: indicator, text, basedOn: from })) !== undefined) onDone();
  };
  return (
    <form
      className="k-card k-stack k-noprint"
      onSubmit={(event) => {
        event.preventDefault();
        void store(basedOn);
      }}
    >
      <TextField label={say("plain.field")} hint={say("plain.hint")} value={text} onChange={setText} lines={4} />
      <SaveTrouble
        trouble={save.trouble}
        mine={{ text }}
        inForce={async () => {
          const now = await callOperation(plainSummaryContract, { id: indicator });
          return { content: { text: now.text }, version: now.version };
        }}
        nameOf={() => say("plain.field")}
        onKeepMine={(from) => void store(from)}
        onTakeTheirs={(theirs, from) => {
          setText(theirs.text ?? text);
          setBasedOn(from);
        }}
      />
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={save.running}>
          {say("ui:save")}
        </Button>
        <Button kind="tertiary" onPress={onDone}>
          {say("ui:cancel")}
        </Button>
      </div>
    </form>
  );
}
