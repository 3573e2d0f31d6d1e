import { Icon } from "../../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { RoundAnswer } from "../../round/roundContract.ts";
import { type Step, stepLabels, stepNumber, steps } from "../../round/steps.ts";

/** The eight steps in a row: what is done, where the round is, what comes; each that was reached can be looked at. */
export function StepList({
  round,
  shown,
  onShow,
}: {
  readonly round: RoundAnswer;
  readonly shown: Step;
  readonly onShow: (step: Step) => void;
}) {
  const { say, text, day } = useLanguage("combine");
  const state = (step: Step): "done" | "now" | "ahead" => {
    if (round.frozen || stepNumber(step) < stepNumber(round.step)) return "done";
    return step === round.step ? "now" : "ahead";
  };
  return (
    <nav aria-label={say("round.steps")}>
      <ol className="w-steps">
        {steps.map((step) => {
          const until = round.windows.find((window) => window.step === step)?.until ?? null;
          const result = say(`done.${step}`, counts(round));
          return (
            <li key={step} data-state={state(step)}>
              <button
                type="button"
                aria-current={step === shown ? "step" : undefined}
                disabled={state(step) === "ahead"}
                onClick={() => onShow(step)}
              >
                <span className="w-steps__mark" aria-hidden="true">
                  {state(step) === "done" ? <Icon name="check" /> : stepNumber(step)}
                </span>
                <span className="w-steps__name">{text(stepLabels[step])}</span>
                <span className="w-steps__result">
                  {state(step) === "done"
                    ? result
                    : state(step) === "now"
                      ? until === null
                        ? say("round.runs")
                        : say("round.until", { day: day(until) })
                      : ""}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function counts(round: RoundAnswer): Record<string, number> {
  const standing = round.proposals.filter((proposal) => proposal.mergedInto === null);
  const placed = standing.filter((proposal) => proposal.grade !== null || proposal.place !== null);
  return {
    proposals: standing.length,
    answered: round.coverage.answered,
    invited: round.coverage.invited,
    included: standing.filter((proposal) => proposal.outcome === "include").length,
    mains: placed.filter((proposal) => proposal.place?.main === null).length,
    parts: placed.filter((proposal) => (proposal.place?.main ?? null) !== null).length,
    graded: standing.filter((proposal) => proposal.firstGrade !== null).length,
    askings: round.askings,
    versions: round.versions.length,
  };
}
