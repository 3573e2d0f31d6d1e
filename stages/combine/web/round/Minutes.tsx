import { useState } from "react";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { RoundAnswer } from "../../round/roundContract.ts";
import { type Step, stepLabels, stepNumber } from "../../round/steps.ts";
import type { Tell } from "./stepProps.ts";

/** Minutes of the step that is looked at, and everything that was noted before. */
export function Minutes({
  round,
  step,
  live,
  tell,
  busy,
}: {
  readonly round: RoundAnswer;
  readonly step: Step;
  readonly live: boolean;
  readonly tell: Tell;
  readonly busy: boolean;
}) {
  const { say, text, day } = useLanguage("combine");
  const [words, setWords] = useState("");
  const name = `${stepNumber(step)}. ${text(stepLabels[step])}`;
  return (
    <div className="k-grid k-grid--half">
      <section className="k-section">
        <h3 className="k-h3">{say("minutes.all")}</h3>
        {round.minutes.length === 0 ? <p className="k-muted">{say("minutes.none")}</p> : null}
        <ul className="k-list">
          {round.minutes.toReversed().map((one) => (
            <li key={`${one.at} ${one.text}`}>
              <span className="k-small k-muted">
                {say("minutes.head", { step: text(stepLabels[one.step]), day: day(one.at), by: one.by })}
              </span>
              <span className="w-words">{one.text}</span>
            </li>
          ))}
          {round.reopenings.map((one) => (
            <li key={`${one.at} ${one.reason}`}>
              <span className="k-small k-muted">
                {say("minutes.reopened", { step: text(stepLabels[one.step]), day: day(one.at), by: one.by })}
              </span>
              <span className="w-words">{one.reason}</span>
            </li>
          ))}
        </ul>
      </section>
      {live ? (
        <section className="k-section">
          <h3 className="k-h3">{say("minutes.for", { step: name })}</h3>
          <form
            className="k-stack k-stack--tight"
            onSubmit={(event) => {
              event.preventDefault();
              void tell({ kind: "minuted", step, text: words }).then((done) => done && setWords(""));
            }}
          >
            <TextField label={say("minutes.words")} value={words} onChange={setWords} lines={4} required />
            <div>
              <Button type="submit" disabled={busy}>
                {say("minutes.keep")}
              </Button>
            </div>
          </form>
        </section>
      ) : null}
    </div>
  );
}
