import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { addPasskey, newPasskeyChallenge, type Passkey, removePasskey } from "../accountContract.ts";
import { browserHasPasskeys, usePasskey } from "./usePasskey.ts";

/** Passkeys of the account: which there are, one more, one less. */
export function PasskeySection({
  passkeys,
  works,
}: {
  readonly passkeys: readonly Passkey[];
  readonly works: boolean;
}) {
  const { say, day } = useLanguage("people");
  const remove = useAction(removePasskey);
  return (
    <section className="k-section" aria-labelledby="passkeys">
      <h2 className="k-h2" id="passkeys">
        {say("passkey.section")}
      </h2>
      <p>{say("passkey.why")}</p>
      {passkeys.length === 0 ? null : (
        <ul className="k-list k-list--plain">
          {passkeys.map((one) => (
            <li key={one.id} className="o-line">
              <span>
                {one.name}
                <span className="k-muted">
                  {" "}
                  {say(one.isSynchronised ? "passkey.synchronised" : "passkey.onOneDevice", { day: day(one.addedAt) })}
                </span>
              </span>
              <Button kind="tertiary" disabled={remove.running} onPress={() => void remove.run({ id: one.id })}>
                {say("passkey.remove")}
                <span className="k-sr"> ({one.name})</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {remove.trouble === undefined ? null : <TroubleNote trouble={remove.trouble} />}
      {works && browserHasPasskeys() ? <AddPasskey /> : <p className="k-muted">{say("passkey.notHere")}</p>}
    </section>
  );
}

function AddPasskey() {
  const { say } = useLanguage("people");
  const client = useQueryClient();
  const { run, running, trouble } = usePasskey();
  const [name, setName] = useState("");
  return (
    <form
      className="k-stack o-door"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await run(
          "make",
          () => callOperation(newPasskeyChallenge, {}),
          (answer) => callOperation(addPasskey, { answer, name }),
        );
        if (done === undefined) return;
        setName("");
        await client.invalidateQueries();
      }}
    >
      <TextField label={say("passkey.name")} hint={say("passkey.nameHint")} value={name} required onChange={setName} />
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
      <div>
        <Button type="submit" kind="secondary" disabled={running}>
          {say("passkey.add")}
        </Button>
      </div>
    </form>
  );
}
