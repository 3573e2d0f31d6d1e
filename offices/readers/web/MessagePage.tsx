import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { aboutPage } from "../../../runtime/ui/webStage.ts";
import { accessibilityContract, messageKinds, sendMessageContract } from "../contract.ts";
import { Ways } from "./Ways.tsx";
import "./readers.css";

/** Tells the county about a barrier, a mistake or an idea; reached from the foot of every page. */
export default function MessagePage() {
  const { say } = useLanguage("readers");
  const [parameters] = useSearchParams();
  const from = pageOf(parameters.get(aboutPage) ?? "");
  const contact = useOperation(accessibilityContract, {}).data?.contact;
  usePageTitle(say("page.message"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.message")}</h1>
        <p className="k-meaning">{say("message.lead")}</p>
      </header>
      <Letter key={from} from={from} />
      <section className="k-section r-form" aria-labelledby="ways">
        <h2 className="k-h2" id="ways">
          {say("message.otherWays")}
        </h2>
        {contact === undefined ? null : (
          <Ways email={contact.email} phone={contact.phone} none={say("message.noOtherWays")} />
        )}
        <p>
          <Link to="/barrierefreiheit">{say("message.statement")}</Link>
        </p>
      </section>
    </div>
  );
}

function Letter({ from }: { readonly from: string }) {
  const { say } = useLanguage("readers");
  const send = useAction(sendMessageContract);
  const [kind, setKind] = useState<(typeof messageKinds)[number]>("barrier");
  const [page, setPage] = useState(from);
  const [message, setMessage] = useState("");
  const [answerTo, setAnswerTo] = useState("");
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<number>();
  const submit = async (): Promise<void> => {
    setTried(true);
    if (message.trim().length < 3) return;
    const answer = await send.run({ kind, page: pageOf(page), message, ...(answerTo === "" ? {} : { answerTo }) });
    if (answer === undefined) return;
    setSent(answer.id);
    setMessage("");
    setAnswerTo("");
    setTried(false);
  };
  if (sent !== undefined)
    return (
      <div className="k-card k-stack r-form">
        <p role="status">{say("message.thanks", { id: sent })}</p>
        <div className="k-row">
          <Link className="kern-btn kern-btn--secondary k-btn" to={pageOf(page)}>
            <span className="kern-label">{say("message.back")}</span>
          </Link>
          <Button kind="tertiary" onPress={() => setSent(undefined)}>
            {say("message.another")}
          </Button>
        </div>
      </div>
    );
  return (
    <form
      className="k-card k-stack r-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Select
        label={say("message.kind")}
        value={kind}
        onChange={(id) => setKind(messageKinds.find((one) => one === id) ?? "other")}
        choices={messageKinds.map((id) => ({ id, label: say(`message.kinds.${id}`) }))}
      />
      <TextField
        label={say("message.text")}
        hint={say("message.textHint")}
        value={message}
        onChange={setMessage}
        lines={6}
        required
        problem={tried && message.trim().length < 3 ? say("message.empty") : undefined}
      />
      <TextField label={say("message.page")} hint={say("message.pageHint")} value={page} onChange={setPage} />
      <TextField
        label={say("message.answerTo")}
        hint={say("message.answerToHint")}
        value={answerTo}
        onChange={setAnswerTo}
        autoComplete="email"
      />
      {send.trouble === undefined ? null : <TroubleNote trouble={send.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={send.running}>
          {say("message.send")}
        </Button>
      </div>
    </form>
  );
}

/** The path of a page of ours, whatever was written; "/" for the whole platform. */
function pageOf(written: string): string {
  const path = written.trim().replace(/[?#].*$/s, "");
  return /^\/(?!\/)/.test(path) ? path.slice(0, 300) : "/";
}
