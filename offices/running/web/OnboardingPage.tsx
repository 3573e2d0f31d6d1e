import { useState } from "react";
import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { confirmItemContract, type Onboarding, onboardingContract, switchModeContract } from "../contract.ts";
import "./onboarding.css";

type Item = Onboarding["items"][number];

/** What is still to be done before the county may call its figures its own (FL-013). */
export default function OnboardingPage() {
  const { say } = useLanguage("running");
  const onboarding = useOperation(onboardingContract, {});
  usePageTitle(say("page.onboarding"));
  return (
    <div className="k-stack k-stack--wide o-onboarding">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.onboarding")}</h1>
        <p className="k-meaning">{say("onboarding.lead")}</p>
      </header>
      <IfMay call={onboardingContract} wholePage>
        <Answer of={onboarding} shape="lines">
          {(answer) => (
            <div className="k-stack k-stack--wide">
              <Mode answer={answer} />
              <Items title={say("onboarding.openTitle")} items={answer.items.filter(({ met }) => !met)} />
              <Items title={say("onboarding.doneTitle")} items={answer.items.filter(({ met }) => met)} />
            </div>
          )}
        </Answer>
      </IfMay>
    </div>
  );
}

function Mode({ answer: { mode, switched, modeVersion, open, items } }: { readonly answer: Onboarding }) {
  const { say, day } = useLanguage("running");
  const change = useAction(switchModeContract);
  const isTrial = mode === "trial";
  const done = items.length - open;
  return (
    <section className="k-card k-stack" aria-label={say("page.onboarding")}>
      <p className="k-h3" id="progress">
        {say("onboarding.progress", { done, all: items.length })}
      </p>
      <progress className="o-progress" value={done} max={items.length} aria-labelledby="progress" />
      <p>
        {isTrial || switched === null
          ? say("onboarding.trial")
          : say("onboarding.regular", { day: day(switched.at), person: switched.by })}
      </p>
      <IfMay call={switchModeContract}>
        {isTrial && open > 0 ? (
          <p className="k-muted">{say("onboarding.notYet")}</p>
        ) : (
          <div>
            <Button
              kind={isTrial ? "primary" : "secondary"}
              disabled={change.running}
              onPress={() => void change.run({ mode: isTrial ? "regular" : "trial", basedOn: modeVersion })}
            >
              {say(isTrial ? "onboarding.toRegular" : "onboarding.toTrial")}
            </Button>
          </div>
        )}
      </IfMay>
      {change.trouble === undefined ? null : <TroubleNote trouble={change.trouble} />}
    </section>
  );
}

function Items({ title, items }: { readonly title: string; readonly items: readonly Item[] }) {
  const { say, text } = useLanguage("running");
  if (items.length === 0) return null;
  return (
    <section className="k-section">
      <h2 className="k-h2">
        {title} <span className="k-muted">{items.length}</span>
      </h2>
      <ul className="o-items">
        {items.map((item) => (
          <li key={item.id} className="o-item" data-met={item.met}>
            <span className="o-item__sign">
              <Icon name={item.met ? "check" : "minus"} />
              <span className="k-sr">{say(item.met ? "onboarding.met" : "onboarding.notMet")}</span>
            </span>
            <div className="k-stack k-stack--tight">
              <p>
                <strong>{text(item.title)}</strong>{" "}
                {item.found.de === "" ? null : <span className="k-muted">{text(item.found)}</span>}
              </p>
              <p className="k-small k-muted">
                {text(item.help)} ({say(`onboarding.${item.known}`)})
              </p>
              {item.page === null || item.met ? null : (
                <p className="k-small">
                  <Link to={item.page}>{say("onboarding.goThere")}</Link>
                </p>
              )}
              {item.known === "person" ? (
                <IfMay call={confirmItemContract}>
                  <Confirm item={item} />
                </IfMay>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Confirm({ item: { id, met } }: { readonly item: Item }) {
  const { say } = useLanguage("running");
  const confirm = useAction(confirmItemContract);
  const [note, setNote] = useState("");
  return (
    <form
      className="k-stack k-stack--tight k-noprint"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm.run({ item: id, confirmed: !met, note });
      }}
    >
      {met ? null : <TextField label={say("onboarding.note")} value={note} onChange={setNote} />}
      {confirm.trouble === undefined ? null : <TroubleNote trouble={confirm.trouble} />}
      <div>
        <Button type="submit" kind={met ? "tertiary" : "secondary"} disabled={confirm.running}>
          {say(met ? "onboarding.takeBack" : "onboarding.confirm")}
        </Button>
      </div>
    </form>
  );
}
