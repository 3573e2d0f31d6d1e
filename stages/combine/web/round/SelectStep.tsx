import { useState } from "react";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { ModeratorEvent, ProposalAnswer } from "../../round/roundContract.ts";
import type { StepProps } from "./stepProps.ts";

const outcomes = ["include", "exclude", "later"] as const;
type Outcome = (typeof outcomes)[number];
interface Draft {
  readonly outcome?: Outcome;
  readonly reason?: string;
}

/** Step 3: in, out or later, each with a reason; the sum is always that of all proposals (PM10-034). */
export function SelectStep({ round, live, tell, busy }: StepProps) {
  const { say } = useLanguage("combine");
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [common, setCommon] = useState("");
  const proposals = round.proposals.filter((proposal) => proposal.mergedInto === null);
  const outcomeOf = (one: ProposalAnswer): Outcome | null => drafts.get(one.id)?.outcome ?? one.outcome;
  const count = (outcome: Outcome | null): number => proposals.filter((one) => outcomeOf(one) === outcome).length;
  const draft = (id: string, change: Draft): void =>
    setDrafts((before) => new Map(before).set(id, { ...before.get(id), ...change }));
  const keep = async (): Promise<void> => {
    const events = proposals.flatMap((one): ModeratorEvent[] => {
      const changed = drafts.get(one.id);
      const outcome = outcomeOf(one);
      if (changed === undefined || outcome === null) return [];
      const own = changed.reason?.trim() ?? "";
      const reason = own !== "" ? own : common.trim() !== "" ? common : one.outcomeReason;
      return [{ kind: "decided", proposal: one.id, outcome, reason }];
    });
    if (events.length > 0 && (await tell(...events))) setDrafts(new Map());
  };
  return (
    <div className="k-stack">
      <p aria-live="polite">
        {say("select.sum", {
          include: count("include"),
          exclude: count("exclude"),
          later: count("later"),
          open: count(null),
          all: proposals.length,
        })}
      </p>
      {live ? (
        <TextField label={say("select.common")} hint={say("select.commonHint")} value={common} onChange={setCommon} />
      ) : null}
      <ul className="w-choices">
        {proposals.map((one) => (
          <li key={one.id}>
            <div className="w-choices__what">
              <span className="w-choices__name">{one.label}</span>
              <span className="k-small k-muted">
                {say("select.stances", {
                  for: one.stances.for,
                  against: one.stances.against,
                  unsure: one.stances.unsure,
                })}
                {one.outcomeReason === "" ? "" : ` · ${one.outcomeReason}`}
              </span>
            </div>
            <fieldset className="w-segments" disabled={!live}>
              <legend className="k-sr">{say("select.decide", { label: one.label })}</legend>
              {outcomes.map((outcome) => (
                <label key={outcome} data-kind={outcome}>
                  <input
                    type="radio"
                    name={`outcome-${one.id}`}
                    checked={outcomeOf(one) === outcome}
                    onChange={() => draft(one.id, { outcome })}
                  />
                  <span>{say(`outcome.${outcome}`)}</span>
                </label>
              ))}
            </fieldset>
            {live ? (
              <TextField
                label={say("select.reason", { label: one.label })}
                hideLabel
                placeholder={say("reason")}
                value={drafts.get(one.id)?.reason ?? ""}
                onChange={(reason) => draft(one.id, { reason })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {live ? (
        <div className="w-sticky">
          <Button kind="primary" disabled={busy || drafts.size === 0} onPress={() => void keep()}>
            {say("select.keep", { count: drafts.size })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
