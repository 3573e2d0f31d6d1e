import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { RoundAnswer } from "../../round/roundContract.ts";
import { stepLabels, stepNumber } from "../../round/steps.ts";

/** Goes back to any turning point of a round and forward again: how it came to what it is. */
export function Replay({ round }: { readonly round: RoundAnswer }) {
  const { say, text, day } = useLanguage("combine");
  const { setting, set } = useAddressState();
  const open = setting("bis") !== undefined;
  const points = round.history;
  const at = points.findLastIndex((point) => point.number <= round.events);
  const go = (index: number): void => {
    const point = points[index];
    if (point !== undefined) set({ bis: String(point.number), schritt: undefined });
  };
  if (!open)
    return (
      <div>
        <Button kind="tertiary" icon="previous" onPress={() => go(0)}>
          {say("replay.open")}
        </Button>
      </div>
    );
  const point = points[at];
  return (
    <section className="w-replay" aria-label={say("replay.title")}>
      <Button kind="tertiary" icon="previous" iconOnly disabled={at <= 0} onPress={() => go(at - 1)}>
        {say("replay.back")}
      </Button>
      <label className="w-replay__bar">
        <span className="k-sr">{say("replay.position")}</span>
        <input
          type="range"
          min={0}
          max={points.length - 1}
          value={Math.max(0, at)}
          onChange={(event) => go(Number(event.currentTarget.value))}
        />
      </label>
      <Button kind="tertiary" icon="next" iconOnly disabled={at >= points.length - 1} onPress={() => go(at + 1)}>
        {say("replay.forward")}
      </Button>
      <p className="w-replay__text" aria-live="polite">
        {point === undefined
          ? ""
          : say(`replay.${point.kind}`, {
              day: day(point.at),
              number: point.step === null ? 0 : stepNumber(point.step),
              step: point.step === null ? "" : text(stepLabels[point.step]),
              text: point.text,
            })}
      </p>
      <Button onPress={() => set({ bis: undefined })}>{say("replay.close")}</Button>
    </section>
  );
}
