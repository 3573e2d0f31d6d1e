import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { endSecondFactor, finishSecondFactor, renewRecoveryCodes, startSecondFactor } from "../accountContract.ts";
import { QrCode } from "./QrCode.tsx";

/** The second factor beside the password: a code from an app on the telephone. */
export function SecondFactorSection({ isOn, codesLeft }: { readonly isOn: boolean; readonly codesLeft: number }) {
  const { say } = useLanguage("people");
  return (
    <section className="k-section" aria-labelledby="second-factor">
      <h2 className="k-h2" id="second-factor">
        {say("secondFactor.section")}
      </h2>
      <p>{say(isOn ? "secondFactor.on" : "secondFactor.off", { count: codesLeft })}</p>
      {isOn ? <Manage /> : <SetUp />}
    </section>
  );
}

function SetUp() {
  const { say } = useLanguage("people");
  const start = useAction(startSecondFactor);
  const finish = useAction(finishSecondFactor);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [kept, setKept] = useState(false);
  const made = start.answer;
  if (made === undefined)
    return (
      <form
        className="k-stack o-door"
        onSubmit={async (event) => {
          event.preventDefault();
          await start.run({ password });
          setPassword("");
        }}
      >
        <TextField
          label={say("account.currentPassword")}
          type="password"
          autoComplete="current-password"
          value={password}
          required
          onChange={setPassword}
        />
        {start.trouble === undefined ? null : <TroubleNote trouble={start.trouble} />}
        <div>
          <Button type="submit" kind="secondary" disabled={start.running}>
            {say("secondFactor.setUp")}
          </Button>
        </div>
      </form>
    );
  return (
    <form
      className="k-card k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        await finish.run({ code });
      }}
    >
      <h3 className="k-h3">{say("secondFactor.step1")}</h3>
      <p>{say("secondFactor.scan")}</p>
      <QrCode text={made.address} label={say("secondFactor.qr")} />
      <p>{say("secondFactor.typeSecret")}</p>
      <p>
        <code className="o-secret">{inGroups(made.secret)}</code>
      </p>
      <p>
        <a href={made.address}>{say("secondFactor.openApp")}</a>
      </p>
      <h3 className="k-h3">{say("secondFactor.step2")}</h3>
      <RecoveryCodes codes={made.recoveryCodes} />
      <label className="k-check">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
        <span>{say("secondFactor.kept")}</span>
      </label>
      <h3 className="k-h3">{say("secondFactor.step3")}</h3>
      <TextField
        label={say("secondFactor.code")}
        autoComplete="one-time-code"
        value={code}
        required
        onChange={setCode}
      />
      {finish.trouble === undefined ? null : <TroubleNote trouble={finish.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={finish.running || !kept}>
          {say("secondFactor.confirm")}
        </Button>
      </div>
    </form>
  );
}

function Manage() {
  const { say } = useLanguage("people");
  const renew = useAction(renewRecoveryCodes);
  const end = useAction(endSecondFactor);
  const [password, setPassword] = useState("");
  const trouble = renew.trouble ?? end.trouble;
  return (
    <form
      className="k-stack o-door"
      onSubmit={async (event) => {
        event.preventDefault();
        await renew.run({ password });
        setPassword("");
      }}
    >
      <TextField
        label={say("account.currentPassword")}
        type="password"
        autoComplete="current-password"
        value={password}
        required
        onChange={setPassword}
      />
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
      {renew.answer === undefined ? null : <RecoveryCodes codes={renew.answer.recoveryCodes} />}
      <div className="k-row">
        <Button type="submit" kind="secondary" disabled={renew.running}>
          {say("secondFactor.newCodes")}
        </Button>
        <Button
          kind="tertiary"
          disabled={end.running || password === ""}
          onPress={async () => {
            await end.run({ password });
            setPassword("");
          }}
        >
          {say("secondFactor.end")}
        </Button>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const { say } = useLanguage("people");
  return (
    <div className="k-stack k-stack--tight" role="status">
      <p>{say("secondFactor.codesHelp")}</p>
      <ul className="o-codes" aria-label={say("secondFactor.codes")}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Groups of four are easier to type. */
function inGroups(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
