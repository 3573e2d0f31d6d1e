import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { acceptDelivery, rejectDelivery } from "../contract.ts";

/** The decision: all values or none. */
export function AcceptPanel({
  id,
  acceptable,
  basedOn,
}: {
  readonly id: number;
  readonly acceptable: boolean;
  /** Version of the delivery that was checked: what somebody else has changed since is not accepted unseen. */
  readonly basedOn: () => number;
}) {
  const { say } = useLanguage("collect");
  const accept = useAction(acceptDelivery);
  const reject = useAction(rejectDelivery);
  const [reason, setReason] = useState<string | undefined>(undefined);
  return (
    <section className="k-card k-stack" aria-labelledby="accept">
      <h2 className="k-h2" id="accept">
        {say("accept.title")}
      </h2>
      {accept.running ? (
        <Progress
          step={accept.step ?? { doing: say("accept.running"), done: 0, total: null }}
          onCancel={accept.cancel}
        />
      ) : (
        <div className="k-row">
          <IfMay call={acceptDelivery}>
            <Button
              kind="primary"
              icon="check"
              disabled={!acceptable}
              onPress={() => void accept.run({ id, basedOn: basedOn() })}
            >
              {say("accept.accept")}
            </Button>
          </IfMay>
          <IfMay call={rejectDelivery}>
            <Button
              kind="tertiary"
              expanded={reason !== undefined}
              onPress={() => setReason(reason === undefined ? "" : undefined)}
            >
              {say("accept.reject")}
            </Button>
          </IfMay>
        </div>
      )}
      {reason === undefined ? null : (
        <form
          className="k-row k-row--end"
          onSubmit={(event) => {
            event.preventDefault();
            void reject.run({ id, reason, basedOn: basedOn() });
          }}
        >
          <TextField label={say("accept.reason")} value={reason} onChange={setReason} required />
          <Button type="submit" disabled={reason.trim() === "" || reject.running}>
            {say("accept.rejectNow")}
          </Button>
        </form>
      )}
      {[accept.trouble, reject.trouble].map((trouble) =>
        trouble === undefined ? null : <TroubleNote key={trouble.message} trouble={trouble} />,
      )}
    </section>
  );
}
