import { useState } from "react";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { LazyCombobox } from "../../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { indicatorsContract } from "../../../describe/describe.ts";
import { ProposalTable } from "./ProposalTable.tsx";
import type { StepProps } from "./stepProps.ts";

/** Step 1: what could be an indicator, with reason and source; duplicates are merged (PM10-032). */
export function CollectStep({ round, live, tell, busy }: StepProps) {
  const { say } = useLanguage("combine");
  const byId = new Map(round.proposals.map((proposal) => [proposal.id, proposal]));
  const merged = round.proposals.filter((proposal) => proposal.mergedInto !== null);
  return (
    <div className="k-stack">
      {round.proposals.length === 0 ? null : (
        <p>
          {say(merged.length === 0 ? "collect.all" : "collect.count", {
            count: round.proposals.length,
            all: round.proposals.length,
            merged: merged.length,
            rest: round.proposals.length - merged.length,
          })}
        </p>
      )}
      {live && round.duplicates.length > 0 ? (
        <section className="k-note k-note--info" aria-label={say("collect.duplicates")}>
          <div className="k-stack k-stack--tight">
            <strong>{say("collect.duplicates")}</strong>
            <ul className="k-list k-list--plain">
              {round.duplicates.map(([first = "", second = ""]) => (
                <li key={`${first} ${second}`}>
                  <span>
                    {say("collect.pair", {
                      first: byId.get(first)?.label ?? "",
                      second: byId.get(second)?.label ?? "",
                    })}
                  </span>
                  <Button disabled={busy} onPress={() => void tell({ kind: "merged", proposal: second, into: first })}>
                    {say("collect.merge")}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        </section>
      ) : null}
      {round.proposals.length === 0 ? null : (
        <ProposalTable
          round={round}
          proposals={round.proposals.filter((proposal) => proposal.mergedInto === null)}
          caption={say("collect.table")}
        />
      )}
      {live ? <Propose round={round} live={live} tell={tell} busy={busy} /> : null}
      {live ? <Merge round={round} live={live} tell={tell} busy={busy} /> : null}
      {merged.length === 0 ? null : (
        <details className="w-more">
          <summary>{say("collect.mergedOnes", { count: merged.length })}</summary>
          <ul className="k-list k-list--plain">
            {merged.map((proposal) => (
              <li key={proposal.id}>
                <span>
                  {say("collect.goesInto", {
                    label: proposal.label,
                    into: byId.get(proposal.mergedInto ?? "")?.label ?? "",
                  })}
                </span>
                {live ? (
                  <button
                    type="button"
                    className="k-linkbutton"
                    onClick={() => void tell({ kind: "separated", proposal: proposal.id })}
                  >
                    {say("collect.separate")}
                    <span className="k-sr"> {proposal.label}</span>
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Propose({ round, tell, busy }: StepProps) {
  const { say, text } = useLanguage("combine");
  const catalogue = useOperation(indicatorsContract, {}).data;
  const [indicator, setIndicator] = useState<string | undefined>(undefined);
  const [label, setLabel] = useState("");
  const [reason, setReason] = useState("");
  const [source, setSource] = useState("");
  const [group, setGroup] = useState("");
  const named = catalogue?.indicators.find((one) => one.id === indicator);
  const add = async (): Promise<void> => {
    const done = await tell({
      kind: "proposed",
      label: label.trim() === "" && named !== undefined ? text(named.label) : label,
      indicator: indicator ?? null,
      reason,
      source,
      group: group === "" ? null : group,
    });
    if (!done) return;
    setIndicator(undefined);
    setLabel("");
    setReason("");
    setSource("");
  };
  return (
    <form
      className="k-card k-stack k-stack--tight"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h3 className="k-h3">{say("propose.title")}</h3>
      <div className="k-grid k-grid--half">
        <LazyCombobox
          label={say("propose.indicator")}
          value={indicator}
          onChoose={setIndicator}
          choices={(catalogue?.indicators ?? []).map((one) => ({ id: one.id, label: text(one.label) }))}
        />
        <TextField label={say("propose.label")} value={label} onChange={setLabel} />
        <TextField label={say("propose.reason")} value={reason} onChange={setReason} required />
        <TextField label={say("propose.source")} value={source} onChange={setSource} />
        <Select
          label={say("propose.group")}
          value={group}
          onChange={setGroup}
          choices={[
            { id: "", label: say("propose.moderation") },
            ...round.groups.map((one) => ({ id: one.id, label: one.label })),
          ]}
        />
      </div>
      <div>
        <Button type="submit" disabled={busy}>
          {say("propose.do")}
        </Button>
      </div>
    </form>
  );
}

function Merge({ round, tell, busy }: StepProps) {
  const { say } = useLanguage("combine");
  const [one, setOne] = useState<string | undefined>(undefined);
  const [into, setInto] = useState<string | undefined>(undefined);
  const choices = round.proposals
    .filter((proposal) => proposal.mergedInto === null)
    .map((proposal) => ({ id: proposal.id, label: proposal.label, detail: proposal.id }));
  if (choices.length < 2) return null;
  return (
    <details className="w-more">
      <summary>{say("merge.title")}</summary>
      <form
        className="k-grid k-grid--half"
        onSubmit={(event) => {
          event.preventDefault();
          if (one === undefined || into === undefined) return;
          void tell({ kind: "merged", proposal: one, into }).then((done) => done && setOne(undefined));
        }}
      >
        <LazyCombobox label={say("merge.one")} value={one} onChoose={setOne} choices={choices} />
        <LazyCombobox label={say("merge.into")} value={into} onChoose={setInto} choices={choices} />
        <div>
          <Button type="submit" disabled={busy || one === undefined || into === undefined}>
            {say("collect.merge")}
          </Button>
        </div>
      </form>
    </details>
  );
}
