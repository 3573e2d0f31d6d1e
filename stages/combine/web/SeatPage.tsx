import "./combine.css";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { Skeleton } from "../../../runtime/ui/state/Skeleton.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import {
  answerPanelContract,
  type PanelSays,
  panelResultContract,
  type Seat,
  seatContract,
} from "../round/panelContract.ts";
import { stepLabels, stepNumber } from "../round/steps.ts";
import { Agreement } from "./round/Agreement.tsx";
import { GradeButtons } from "./round/GradeButtons.tsx";
import { type GradeName, gradeNames } from "./round/gradeNames.ts";

// What comes of the round is computed here; most visits end before there is anything to compute.
const Bench = lazy(async () => ({ default: (await import("./bench/Bench.tsx")).Bench }));

/** The page of an invited person, made for a phone: what is asked now, one thing after the other. */
export default function SeatPage() {
  const { say } = useLanguage("combine");
  // Behind the #, where a browser keeps it to itself: no server, no log, no referrer sees the secret.
  const [token] = useState(() => location.hash.slice(1));
  // A setting of the result below moves the address; the link must still be the one that was sent.
  const { search } = useLocation();
  useEffect(() => {
    if (token !== "" && location.hash !== `#${token}`)
      history.replaceState(history.state, "", `${location.pathname}${search}#${token}`);
  }, [token, search]);
  const seat = useOperation(seatContract, token.length >= 20 ? { token } : undefined);
  usePageTitle(seat.data?.title ?? say("page.seat"));
  if (token.length < 20)
    return (
      <div className="k-stack w-seat">
        <h1 className="k-h1">{say("page.seat")}</h1>
        <EmptyState title={say("seat.noLink")}>
          <p>{say("seat.noLinkHow")}</p>
          <p>
            <Link to="/">{say("seat.toOverview")}</Link>
          </p>
        </EmptyState>
      </div>
    );
  return (
    <div className="w-seat">
      {seat.isError ? <h1 className="k-h1">{say("page.seat")}</h1> : null}
      <Answer of={seat} shape="lines">
        {(answer) => <Place seat={answer} token={token} />}
      </Answer>
    </div>
  );
}

function Place({ seat, token }: { readonly seat: Seat; readonly token: string }) {
  const { say, text, day } = useLanguage("combine");
  const answer = useAction(answerPanelContract);
  const [thanks, setThanks] = useState<string | undefined>(undefined);
  const send = async (said: PanelSays): Promise<boolean> => {
    const done = (await answer.run({ token, answer: said })) !== undefined;
    setThanks(done ? said.kind : undefined);
    return done;
  };
  const props = { seat, token, send, busy: answer.running };
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <p className="k-overline">{say("seat.group", { county: seat.county, group: seat.group })}</p>
        <h1 className="k-h1">{seat.title}</h1>
        <p className="k-meaning">{seat.purpose}</p>
        <p className="w-seat__step">
          {seat.frozen
            ? say("seat.over")
            : say("seat.step", { number: stepNumber(seat.step), step: text(stepLabels[seat.step]) })}
          {seat.until === null || seat.over ? "" : ` ${say("seat.until", { day: day(seat.until) })}`}
        </p>
      </header>
      {thanks === undefined || answer.running ? null : (
        <p className="k-note k-note--info" role="status">
          <Icon name="check" />
          {say(`seat.thanks.${thanks}`)}
        </p>
      )}
      {answer.trouble === undefined ? null : <TroubleNote trouble={answer.trouble} />}
      <Turn {...props} />
      {seat.turn === "comment" ? null : (
        <p className="k-small k-muted">
          {say(seat.turn === "propose" || seat.turn === "remark" ? "seat.privacyGroup" : "seat.privacy")}
        </p>
      )}
    </div>
  );
}

interface TurnProps {
  readonly seat: Seat;
  readonly token: string;
  readonly send: (said: PanelSays) => Promise<boolean>;
  readonly busy: boolean;
}

function Turn(props: TurnProps): ReactNode {
  switch (props.seat.turn) {
    case "propose":
      return <Propose {...props} />;
    case "comment":
      return <Comment {...props} />;
    case "grade":
      return <Grade key={props.seat.round} {...props} />;
    case "remark":
      return <Remark {...props} />;
    case "wait":
      return <Wait {...props} />;
  }
}

function Wait({ seat, token }: TurnProps) {
  const { say, day } = useLanguage("combine");
  const why = seat.frozen ? "over" : seat.opens !== null ? "notYet" : seat.over ? "closed" : "wait";
  return (
    <>
      <EmptyState title={say(`seat.${why}Title`)}>
        <p>{say(`seat.${why}How`, { day: day(seat.opens ?? seat.until ?? "") })}</p>
        {seat.index === null ? null : (
          <p>
            <Link to={`/indizes/${seat.index.id}/fassung/${seat.index.version}`}>{say("page.sheet")}</Link>
          </p>
        )}
      </EmptyState>
      <Result seat={seat} token={token} />
    </>
  );
}

/** What came out, to look at on the same page: a link elsewhere would be closed to somebody without an account. */
function Result({ seat, token }: Pick<TurnProps, "seat" | "token">) {
  const { say } = useLanguage("combine");
  const [open, setOpen] = useState(false);
  const bench = useOperation(panelResultContract, open ? { token } : undefined);
  if (!seat.result) return null;
  return (
    <section className="k-section">
      <div>
        <Button onPress={() => setOpen(!open)} expanded={open}>
          {say("seat.look")}
        </Button>
      </div>
      {open ? (
        <Answer of={bench} shape="figure">
          {(answer) => (
            <Suspense fallback={<Skeleton shape="figure" />}>
              <Bench bench={answer} />
            </Suspense>
          )}
        </Answer>
      ) : null}
    </section>
  );
}

function Propose({ seat, send, busy }: TurnProps) {
  const { say } = useLanguage("combine");
  const [label, setLabel] = useState("");
  const [reason, setReason] = useState("");
  const [source, setSource] = useState("");
  const propose = async (): Promise<void> => {
    if (!(await send({ kind: "proposal", label, reason, source }))) return;
    setLabel("");
    setReason("");
    setSource("");
  };
  return (
    <div className="k-stack">
      <form
        className="k-card k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void propose();
        }}
      >
        <h2 className="k-h2">{say("seat.propose")}</h2>
        <TextField label={say("seat.what")} hint={say("seat.whatHint")} value={label} onChange={setLabel} required />
        <TextField label={say("seat.why")} value={reason} onChange={setReason} lines={3} required />
        <TextField label={say("seat.source")} hint={say("seat.sourceHint")} value={source} onChange={setSource} />
        <Button type="submit" kind="primary" disabled={busy}>
          {say("seat.send")}
        </Button>
      </form>
      <details className="w-more">
        <summary>{say("seat.proposals", { count: seat.proposals.length })}</summary>
        <ul className="k-list">
          {seat.proposals.map((one) => (
            <li key={one.id}>
              <strong>{one.label}</strong>
              <span className="k-small k-muted">{one.reason}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

const stances = ["for", "against", "unsure"] as const;

function Comment({ seat, send, busy }: TurnProps) {
  const { say } = useLanguage("combine");
  const [open, setOpen] = useState<string | undefined>(undefined);
  return (
    <section className="k-section">
      <h2 className="k-h2">{say("seat.comment")}</h2>
      <p className="k-meaning">{say("seat.commentHow")}</p>
      <ul className="w-asked">
        {seat.proposals.map((one) => (
          <li key={one.id} className="k-card k-stack k-stack--tight">
            <h3 className="k-h3">{one.label}</h3>
            <p className="k-small k-muted">
              {one.reason}
              {one.group === null ? "" : ` (${one.group})`}
            </p>
            <p className="k-small">
              {say("select.stances", {
                for: one.stances.for,
                against: one.stances.against,
                unsure: one.stances.unsure,
              })}
            </p>
            {open === one.id ? (
              <Stance
                label={one.label}
                busy={busy}
                onSay={async (stance, text) => {
                  if (await send({ kind: "comment", proposal: one.id, stance, text })) setOpen(undefined);
                }}
              />
            ) : (
              <div>
                <Button onPress={() => setOpen(one.id)}>
                  {say("seat.say")}
                  <span className="k-sr"> {one.label}</span>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Stance({
  label,
  busy,
  onSay,
}: {
  readonly label: string;
  readonly busy: boolean;
  readonly onSay: (stance: (typeof stances)[number], text: string) => Promise<void>;
}) {
  const { say } = useLanguage("combine");
  const [stance, setStance] = useState<(typeof stances)[number] | null>(null);
  const [words, setWords] = useState("");
  return (
    <form
      className="k-stack k-stack--tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (stance !== null) void onSay(stance, words);
      }}
    >
      <fieldset className="w-segments">
        <legend className="k-sr">{say("seat.stance", { label })}</legend>
        {stances.map((one) => (
          <label key={one}>
            <input type="radio" name="stance" checked={stance === one} onChange={() => setStance(one)} />
            <span>{say(`stance.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <TextField label={say("seat.words")} value={words} onChange={setWords} lines={2} />
      <Button type="submit" kind="primary" disabled={busy || stance === null}>
        {say("seat.send")}
      </Button>
    </form>
  );
}

function Grade({ seat, send, busy }: TurnProps) {
  const { say } = useLanguage("combine");
  const [grades, setGrades] = useState<Readonly<Record<string, GradeName>>>(() =>
    Object.fromEntries(seat.asked.flatMap((one) => (one.own === null ? [] : [[one.id, one.own]]))),
  );
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(seat.asked.map((one) => [one.id, one.ownReason])),
  );
  const given = seat.asked.filter((one) => grades[one.id] !== undefined).length;
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send({ kind: "grades", grades: { ...grades }, reasons: { ...reasons } }).then(
          (done) => done && window.scrollTo(0, 0),
        );
      }}
    >
      <div>
        <h2 className="k-h2">{say("seat.grade", { number: seat.round })}</h2>
        <p className="k-meaning">{say(seat.round > 1 ? "seat.gradeAgain" : "seat.gradeHow")}</p>
        {seat.answered ? <p className="k-note">{say("seat.answered")}</p> : null}
      </div>
      <ol className="w-asked">
        {seat.asked.map((one, at) => (
          <li key={one.id} className="k-card k-stack k-stack--tight">
            <p className="k-overline">
              {say("seat.question", { number: at + 1, all: seat.asked.length })} · {say(`seat.${one.side}`)}
            </p>
            <h3 className="k-h3">{one.label}</h3>
            {one.main === null ? null : <p className="k-small k-muted">{say("grade.partOf", { main: one.main })}</p>}
            {one.explained === "" ? null : <p className="k-small k-muted">{one.explained}</p>}
            {one.feedback === null ? null : (
              <>
                <Agreement {...one.feedback} own={one.ownBefore === null ? null : gradeNames.indexOf(one.ownBefore)} />
                {one.ownBefore === null ? null : (
                  <p className="k-small">{say("seat.before", { grade: say(`grade.${one.ownBefore}`) })}</p>
                )}
                {one.feedback.reasons.length === 0 ? null : (
                  <ul className="w-quotes">
                    {[...new Set(one.feedback.reasons)].map((reason) => (
                      <li key={reason}>{reason}</li>
                    ))}
                  </ul>
                )}
              </>
            )}
            <GradeButtons
              large
              name={`grade-${one.id}`}
              legend={say("grade.legend", { label: one.label })}
              value={grades[one.id] ?? null}
              onChoose={(grade) => setGrades((before) => ({ ...before, [one.id]: grade }))}
            />
            <TextField
              label={say("seat.reason")}
              value={reasons[one.id] ?? ""}
              onChange={(reason) => setReasons((before) => ({ ...before, [one.id]: reason }))}
            />
          </li>
        ))}
      </ol>
      <div className="w-sticky">
        <span aria-live="polite">{say("seat.given", { given, all: seat.asked.length })}</span>
        <Button type="submit" kind="primary" disabled={busy || given === 0}>
          {say(seat.answered ? "seat.sendAgain" : "seat.send")}
        </Button>
      </div>
    </form>
  );
}

function Remark({ seat, token, send, busy }: TurnProps) {
  const { say } = useLanguage("combine");
  const [words, setWords] = useState("");
  return (
    <>
      <Result seat={seat} token={token} />
      <form
        className="k-card k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send({ kind: "remark", text: words }).then((done) => done && setWords(""));
        }}
      >
        <h2 className="k-h2">{say("seat.result")}</h2>
        <TextField label={say("seat.remark")} value={words} onChange={setWords} lines={4} required />
        <Button type="submit" kind="primary" disabled={busy}>
          {say("seat.send")}
        </Button>
      </form>
    </>
  );
}
