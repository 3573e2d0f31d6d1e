import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import "./combine.css";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { countyContract } from "../../describe/describe.ts";
import { openRoundContract, roundsContract } from "../round/roundContract.ts";
import { stepLabels, stepNumber, steps } from "../round/steps.ts";

/** All weighting rounds, each with how far it is, and the way to begin one. */
export default function RoundsPage() {
  const { say, text, day } = useLanguage("combine");
  const rounds = useOperation(roundsContract, {});
  usePageTitle(say("page.rounds"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.rounds")}</h1>
        <p className="k-meaning">{say("rounds.lead")}</p>
        <p>
          <Link to="/verfahren/anleitung">{say("rounds.guide")}</Link>
        </p>
      </header>
      <Answer of={rounds} shape="tiles">
        {(answer) =>
          answer.rounds.length === 0 ? (
            <EmptyState title={say("rounds.none")}>{say("rounds.noneHow")}</EmptyState>
          ) : (
            <ul className="k-tiles">
              {answer.rounds.map((round) => (
                <li key={round.id}>
                  <article className="k-tile">
                    <h2 className="k-h3">
                      <Link to={`/verfahren/${round.id}`}>{round.title}</Link>
                    </h2>
                    <p className="k-tile__sentence">
                      {round.frozen
                        ? say("rounds.frozen", { count: round.versions.length })
                        : say("rounds.at", { number: stepNumber(round.step), step: text(stepLabels[round.step]) })}
                    </p>
                    <span className="w-progress" aria-hidden="true">
                      {steps.map((step) => (
                        <i
                          key={step}
                          data-done={round.frozen || stepNumber(step) < stepNumber(round.step)}
                          data-now={!round.frozen && step === round.step}
                        />
                      ))}
                    </span>
                    <p className="k-tile__source">
                      {say("rounds.facts", {
                        day: day(round.openedAt),
                        people: round.people,
                        proposals: round.proposals,
                      })}
                    </p>
                  </article>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <IfMay call={openRoundContract}>
        <NewRound />
      </IfMay>
    </div>
  );
}

function NewRound() {
  const { say, text } = useLanguage("combine");
  const county = useOperation(countyContract, {}).data;
  const levels = (county?.levels ?? []).filter((level) => level.areaCount > 1);
  const open = useAction(openRoundContract);
  const navigate = useNavigate();
  const [title, setTitle] = useState("");
  const [purpose, setPurpose] = useState("");
  const [groups, setGroups] = useState(say("newRound.usualGroups"));
  const [level, setLevel] = useState<string | undefined>(undefined);
  const [weighting, setWeighting] = useState("person");
  const chosen = level ?? county?.defaultLevel ?? levels[0]?.id ?? "";
  const begin = async (): Promise<void> => {
    const made = await open.run({
      title,
      purpose,
      level: chosen,
      weighting: weighting === "group" ? "group" : "person",
      groups: groups
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    });
    if (made !== undefined) await navigate(`/verfahren/${made.id}`);
  };
  return (
    <section className="k-section k-card">
      <h2 className="k-h2">{say("newRound.title")}</h2>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <div className="k-grid k-grid--half w-tops">
          <div className="k-stack">
            <TextField label={say("newRound.name")} value={title} onChange={setTitle} required />
            <TextField
              label={say("newRound.purpose")}
              hint={say("newRound.purposeHint")}
              value={purpose}
              onChange={setPurpose}
              lines={3}
              required
            />
            <div className="k-grid k-grid--fields">
              <Select
                label={say("newRound.level")}
                value={chosen}
                onChange={setLevel}
                choices={levels.map((one) => ({ id: one.id, label: text(one.label) }))}
              />
              <Select
                label={say("newRound.weighting")}
                value={weighting}
                onChange={setWeighting}
                choices={(["person", "group"] as const).map((id) => ({ id, label: say(`weighting.${id}`) }))}
              />
            </div>
          </div>
          <TextField
            label={say("newRound.groups")}
            hint={say("newRound.groupsHint")}
            value={groups}
            onChange={setGroups}
            lines={9}
            required
          />
        </div>
        {open.trouble === undefined ? null : <TroubleNote trouble={open.trouble} />}
        <div>
          <Button type="submit" kind="primary" disabled={open.running || chosen === ""}>
            {say("newRound.begin")}
          </Button>
        </div>
      </form>
    </section>
  );
}
