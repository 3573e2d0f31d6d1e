import type { Step } from "../call/callOperation.ts";
import { Button } from "../control/Button.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { useStep } from "../language/useStep.ts";

/** A bar for whatever takes longer than a second, with a way out. */
export function Progress({ step, onCancel }: { readonly step: Step | undefined; readonly onCancel?: () => void }) {
  const { say, number } = useLanguage();
  const { text: doing, lang } = useStep(step?.doing) ?? { text: say("working"), lang: undefined };
  const count =
    step === undefined
      ? ""
      : step.total === null
        ? number(step.done)
        : say("ofTotal", { done: number(step.done), total: number(step.total) });
  return (
    <div className="k-progress">
      <p className="k-small" role="status">
        <span lang={lang}>{doing}</span> {count}
      </p>
      <div className="kern-progress">
        {step === undefined || step.total === null ? (
          <progress aria-label={doing} />
        ) : (
          <progress aria-label={doing} value={step.done} max={step.total} />
        )}
      </div>
      {onCancel === undefined ? null : (
        <Button kind="tertiary" icon="close" onPress={onCancel}>
          {say("cancel")}
        </Button>
      )}
    </div>
  );
}
