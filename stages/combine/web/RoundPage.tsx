import { useMayCall } from "../../../runtime/ui/call/openCalls.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import "./combine.css";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { Tabs } from "../../../runtime/ui/control/Tabs.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { useSentence } from "../../../runtime/ui/language/useSentence.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { panelContract } from "../round/panelContract.ts";
import { changeRoundContract, type RoundAnswer, roundContract } from "../round/roundContract.ts";
import { type Step, stepLabels, stepNumber, steps } from "../round/steps.ts";
import { CollectStep } from "./round/CollectStep.tsx";
import { DelphiStep } from "./round/DelphiStep.tsx";
import { DiscussStep } from "./round/DiscussStep.tsx";
import { GradeStep } from "./round/GradeStep.tsx";
import { Minutes } from "./round/Minutes.tsx";
import { People } from "./round/People.tsx";
import { PointsStep } from "./round/PointsStep.tsx";
import { Replay } from "./round/Replay.tsx";
import { ResultStep } from "./round/ResultStep.tsx";
import { Schedule } from "./round/Schedule.tsx";
import { SelectStep } from "./round/SelectStep.tsx";
import { StepList } from "./round/StepList.tsx";
import { StructureStep } from "./round/StructureStep.tsx";
import type { StepProps, Tell } from "./round/stepProps.ts";

const stepPages: Readonly<Record<Step, (props: StepProps) => React.ReactNode>> = {
  collect: CollectStep,
  discuss: DiscussStep,
  select: SelectStep,
  structure: StructureStep,
  grade: GradeStep,
  delphi: DelphiStep,
  points: PointsStep,
  result: ResultStep,
};

/** One weighting round: its eight steps, what is open in them, who takes part, and what was said. */
export default function RoundPage() {
  const { id = "" } = useParams();
  const { say } = useLanguage("combine");
  const { setting } = useAddressState();
  const until = Number(setting("bis"));
  const round = useOperation(
    roundContract,
    /^\d+$/.test(id) ? { id: Number(id), ...(until >= 1 ? { until } : {}) } : undefined,
  );
  usePageTitle(round.data?.title ?? say("page.round"));
  return (
    <Answer of={round} shape="lines" title={say("page.round")}>
      {(answer) => <Round round={answer} />}
    </Answer>
  );
}

function Round({ round }: { readonly round: RoundAnswer }) {
  const { say, text } = useLanguage("combine");
  const { setting, set } = useAddressState();
  const change = useAction(changeRoundContract);
  const asked = steps.find((step) => step === setting("schritt"));
  const replaying = round.events < round.allEvents;
  const shown = replaying ? round.step : (asked ?? round.step);
  const mayChange = useMayCall(changeRoundContract);
  const isNow = mayChange && shown === round.step && !round.frozen && !replaying;
  const tell: Tell = async (...events) => (await change.run({ id: round.id, events })) !== undefined;
  const Page = stepPages[shown];
  const blocked = round.open.filter((item) => item.severity === "error");
  const show = (step: Step) => set({ schritt: step === round.step ? undefined : step });
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <p className="k-overline">{say("round.overline", { level: round.levelLabel })}</p>
        <h1 className="k-h1">{round.title}</h1>
        <p className="k-lead">
          {round.frozen
            ? say("round.leadFrozen", { count: round.versions.length })
            : say("round.lead", { number: stepNumber(round.step), step: text(stepLabels[round.step]) })}{" "}
          {isNow && round.step !== "result"
            ? blocked.length === 0
              ? say("round.ready")
              : say("round.blocked", { count: blocked.length })
            : null}
        </p>
        <p className="k-meaning">{round.purpose}</p>
        {mayChange ? (
          <p>
            <Link to="/verfahren/anleitung">{say("rounds.guide")}</Link>
          </p>
        ) : null}
      </header>
      <Replay round={round} />
      <StepList round={round} shown={shown} onShow={show} />
      <section className="k-section w-step" aria-labelledby="schritt">
        <div>
          <p className="k-overline">{say("round.step", { number: stepNumber(shown) })}</p>
          <h2 className="k-h2" id="schritt">
            {text(stepLabels[shown])}
          </h2>
          <p className="k-meaning">{say(`explain.${shown}`)}</p>
        </div>
        {isNow ? <Open round={round} said={change.trouble?.message} /> : null}
        {change.trouble === undefined ? null : <TroubleNote trouble={change.trouble} />}
        <Page round={round} live={isNow} tell={tell} busy={change.running} />
        {isNow && shown !== "result" ? (
          <div className="w-onward">
            <Button
              // What is to be done first stands above.
              kind={blocked.length === 0 ? "primary" : "secondary"}
              icon="next"
              disabled={change.running}
              onPress={() => void tell({ kind: "advanced" }).then((done) => done && set({ schritt: undefined }))}
            >
              {say("round.onward", { number: stepNumber(shown) + 1 })}
            </Button>
          </div>
        ) : null}
        {mayChange && !replaying && (round.frozen || stepNumber(shown) < stepNumber(round.step)) ? (
          <Reopen
            step={shown}
            busy={change.running}
            onReopen={(reason) =>
              void tell({ kind: "reopened", step: shown, reason }).then((done) => done && set({ schritt: undefined }))
            }
          />
        ) : null}
      </section>
      <Tabs
        label={say("round.tabs")}
        open={setting("blatt") ?? "beteiligte"}
        onOpen={(tab) => set({ blatt: tab })}
        tabs={[
          {
            id: "beteiligte",
            label: say("people.title"),
            content: () => (
              <IfMay call={panelContract} wholePage>
                <People round={round} live={mayChange && !round.frozen && !replaying} />
              </IfMay>
            ),
          },
          {
            id: "zeitplan",
            label: say("schedule.title"),
            content: () => (
              <Schedule
                round={round}
                live={mayChange && !round.frozen && !replaying}
                tell={tell}
                busy={change.running}
              />
            ),
          },
          {
            id: "protokoll",
            label: say("minutes.title", { count: round.minutes.length }),
            content: () => (
              <Minutes
                round={round}
                step={shown}
                live={mayChange && !round.frozen && !replaying}
                tell={tell}
                busy={change.running}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

/** What is still open, without the sentence that was just said as the reason why nothing went on. */
function Open({ round, said }: { readonly round: RoundAnswer; readonly said: string | undefined }) {
  const { say } = useLanguage("combine");
  const inWords = useSentence("combine");
  const open = round.open.filter((item) => item.sentence !== said);
  if (open.length === 0) return null;
  return (
    <ul className="w-open" aria-label={say("round.open")}>
      {open.map((item) => {
        const { text: sentence, lang } = inWords({ ...item, place: null }, item.sentence);
        return (
          <li key={item.sentence} data-severity={item.severity} lang={lang}>
            <Icon name={item.severity === "error" ? "warning" : "info"} />
            {sentence}
          </li>
        );
      })}
    </ul>
  );
}

function Reopen({
  step,
  busy,
  onReopen,
}: {
  readonly step: Step;
  readonly busy: boolean;
  readonly onReopen: (reason: string) => void;
}) {
  const { say } = useLanguage("combine");
  const [reason, setReason] = useState("");
  return (
    <details className="w-more">
      <summary>{say("reopen.title", { number: stepNumber(step) })}</summary>
      <form
        className="k-stack k-stack--tight"
        onSubmit={(event) => {
          event.preventDefault();
          onReopen(reason);
        }}
      >
        <p className="k-small k-muted">{say("reopen.explain")}</p>
        <TextField label={say("reason")} value={reason} onChange={setReason} required />
        <div>
          <Button type="submit" disabled={busy}>
            {say("reopen.do")}
          </Button>
        </div>
      </form>
    </details>
  );
}
