import { useState } from "react";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { ScrollFrame } from "../../../../runtime/ui/table/ScrollFrame.tsx";
import type { RoundAnswer } from "../../round/roundContract.ts";
import { type Step, stepLabels, stepNumber, steps } from "../../round/steps.ts";
import type { Tell } from "./stepProps.ts";

interface Days {
  readonly from: string;
  readonly until: string;
}

/** From when until when each step takes answers: set for all eight at the start, or as the round goes on. */
export function Schedule({
  round,
  live,
  tell,
  busy,
}: {
  readonly round: RoundAnswer;
  readonly live: boolean;
  readonly tell: Tell;
  readonly busy: boolean;
}) {
  const { say, text, day } = useLanguage("combine");
  const [drafts, setDrafts] = useState<ReadonlyMap<Step, Days>>(new Map());
  const kept = (step: Step): Days => {
    const window = round.windows.find((one) => one.step === step);
    return { from: window?.from ?? "", until: window?.until ?? "" };
  };
  const daysOf = (step: Step): Days => drafts.get(step) ?? kept(step);
  const orNull = (text: string): string | null => (text === "" ? null : text);
  const keep = async (): Promise<void> => {
    const events = [...drafts].map(([step, { from, until }]) => ({
      kind: "timed" as const,
      step,
      from: orNull(from),
      until: orNull(until),
    }));
    if (await tell(...events)) setDrafts(new Map());
  };
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <p className="k-meaning">{say("schedule.explain")}</p>
      <ScrollFrame className="k-profile__frame" label={say("schedule.title")}>
        <table className="k-profile__table w-schedule">
          <caption className="k-sr">{say("schedule.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("schedule.step")}</th>
              <th scope="col">{say("window.from")}</th>
              <th scope="col">{say("window.until")}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => {
              const name = `${stepNumber(step)}. ${text(stepLabels[step])}`;
              return (
                <tr key={step}>
                  <th scope="row">{name}</th>
                  {(["from", "until"] as const).map((end) => {
                    const value = daysOf(step)[end];
                    return (
                      <td key={end}>
                        {live ? (
                          <input
                            type="date"
                            className="kern-form-input__input k-input"
                            aria-label={say("schedule.of", { end: say(`window.${end}`), step: name })}
                            value={value}
                            onChange={(event) =>
                              setDrafts(
                                new Map(drafts).set(step, { ...daysOf(step), [end]: event.currentTarget.value }),
                              )
                            }
                          />
                        ) : value === "" ? (
                          ""
                        ) : (
                          day(value)
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollFrame>
      {live ? (
        <div>
          <Button type="submit" disabled={busy || drafts.size === 0}>
            {say("schedule.keep")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
