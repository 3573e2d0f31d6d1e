import { useState } from "react";
import { Trouble } from "../../../runtime/ui/call/Trouble.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { confirmSecondFactor } from "../contract.ts";

/** The password was right; now the code of the app or a recovery code. */
export function SecondFactorStep({ onDone, onOver }: { readonly onDone: () => void; readonly onOver: () => void }) {
  const { say } = useLanguage("people");
  const confirm = useAction(confirmSecondFactor, { leavesPages: true });
  const [code, setCode] = useState("");
  const left = confirm.answer?.recoveryCodesLeft ?? null;
  const isOver = confirm.trouble instanceof Trouble && confirm.trouble.code === "people.secondFactorOver";
  if (left !== null)
    return (
      <div className="k-stack">
        <p role="status">{say("secondFactor.left", { count: left })}</p>
        <div>
          <Button kind="primary" onPress={onDone}>
            {say("goOn")}
          </Button>
        </div>
      </div>
    );
  return (
    <form
      className="k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await confirm.run({ code });
        if (done !== undefined && done.recoveryCodesLeft === null) onDone();
      }}
    >
      <h2 className="k-h2">{say("secondFactor.title")}</h2>
      <TextField
        label={say("secondFactor.code")}
        hint={say("secondFactor.codeHint")}
        autoComplete="one-time-code"
        value={code}
        required
        onChange={setCode}
      />
      {confirm.trouble === undefined ? null : <TroubleNote trouble={confirm.trouble} />}
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={confirm.running}>
          {say("secondFactor.confirm")}
        </Button>
        {isOver ? (
          <Button kind="tertiary" onPress={onOver}>
            {say("secondFactor.startOver")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
