import { useState } from "react";
import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { answerMessageContract, messagesContract, type ReaderMessage } from "../contract.ts";
import "./readers.css";

/** What readers say about the pages, open messages first, for those who answer them. */
export default function MessagesPage() {
  const { say } = useLanguage("readers");
  const messages = useOperation(messagesContract, {});
  usePageTitle(say("page.messages"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.messages")}</h1>
        <p className="k-meaning">{say("messages.lead")}</p>
      </header>
      <IfMay call={messagesContract} wholePage>
        <Answer of={messages} shape="lines">
          {(answer) =>
            answer.messages.length === 0 ? (
              <EmptyState title={say("messages.none")}>
                <p>{say("messages.noneHelp")}</p>
                <Link to="/rueckmeldung">{say("page.message")}</Link>
              </EmptyState>
            ) : (
              <div className="k-stack">
                <p className="k-muted">{say("messages.open", { count: answer.open })}</p>
                {answer.messages.map((message) => (
                  <Message key={message.id} message={message} />
                ))}
              </div>
            )
          }
        </Answer>
      </IfMay>
    </div>
  );
}

function Message({ message }: { readonly message: ReaderMessage }) {
  const { say, day } = useLanguage("readers");
  const { id, kind, page, answeredAt, answeredBy, note } = message;
  return (
    <article
      className={`k-card k-stack r-form${answeredAt === null ? "" : " r-message--done"}`}
      aria-labelledby={`message-${id}`}
    >
      <h2 className="k-h3" id={`message-${id}`}>
        {say(`message.short.${kind}`)}{" "}
        <span className="k-small k-muted">{say("messages.head", { id, day: day(message.receivedAt) })}</span>
      </h2>
      <p className="r-message">{message.message}</p>
      <p className="k-small">
        {page === "/" ? say("messages.wholePlatform") : <Link to={page}>{page}</Link>}
        {answeredAt === null ? (
          <>
            {" · "}
            {message.answerTo === null
              ? say("messages.noAnswer")
              : say("messages.answerTo", { address: message.answerTo })}
          </>
        ) : null}
      </p>
      {answeredAt === null ? null : (
        <p className="k-small">
          {say("messages.answered", { day: day(answeredAt), person: answeredBy ?? "" })} {note}
        </p>
      )}
      <IfMay call={answerMessageContract}>
        <AnswerForm message={message} />
      </IfMay>
    </article>
  );
}

function AnswerForm({ message: { id, answeredAt, note: stored } }: { readonly message: ReaderMessage }) {
  const { say } = useLanguage("readers");
  const answer = useAction(answerMessageContract);
  const [note, setNote] = useState(stored);
  const isOpen = answeredAt === null;
  return (
    <form
      className="k-stack k-stack--tight k-noprint"
      onSubmit={(event) => {
        event.preventDefault();
        void answer.run({ id, answered: isOpen, note });
      }}
    >
      {isOpen ? <TextField label={say("messages.note")} value={note} onChange={setNote} /> : null}
      {answer.trouble === undefined ? null : <TroubleNote trouble={answer.trouble} />}
      <div>
        <Button type="submit" kind={isOpen ? "secondary" : "tertiary"} disabled={answer.running}>
          {say(isOpen ? "messages.markAnswered" : "messages.reopen")}
        </Button>
      </div>
    </form>
  );
}
