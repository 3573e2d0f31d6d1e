import { useState } from "react";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { LazyCombobox } from "../../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { ProposalTable } from "./ProposalTable.tsx";
import type { StepProps } from "./stepProps.ts";

const stances = ["for", "against", "unsure"] as const;

/** Step 2: what the groups say of each proposal, and which group has not been heard (PM10-033). */
export function DiscussStep({ round, live, tell, busy }: StepProps) {
  const { say, number } = useLanguage("combine");
  const { invited, answered, silent } = round.coverage;
  const byId = new Map(round.proposals.map((proposal) => [proposal.id, proposal.label]));
  return (
    <div className="k-stack">
      <p>
        {say("discuss.coverage", { answered, invited, share: number((answered / invited) * 100, { unit: "%" }) })}{" "}
        {silent.length === 0 ? say("discuss.all") : say("discuss.silent", { groups: silent.join(", ") })}
      </p>
      <ul className="w-groups" aria-label={say("discuss.groups")}>
        {round.groups.map((group) => (
          <li key={group.id} data-heard={group.comments > 0}>
            <span>{group.label}</span>
            <span className="k-small">{say("discuss.comments", { count: group.comments })}</span>
          </li>
        ))}
      </ul>
      <ProposalTable
        round={round}
        proposals={round.proposals.filter((proposal) => proposal.mergedInto === null)}
        caption={say("collect.table")}
      />
      {round.comments.length === 0 ? null : (
        <details className="w-more">
          <summary>{say("discuss.said", { count: round.comments.length })}</summary>
          <ul className="k-list">
            {round.comments.map((comment) => (
              <li key={`${comment.proposal} ${comment.group} ${comment.at} ${comment.text}`}>
                <span className="k-small k-muted">
                  {byId.get(comment.proposal)} · {comment.group} · {say(`stance.${comment.stance}`)}
                </span>
                <span className="w-words">{comment.text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {live ? <Comment round={round} live={live} tell={tell} busy={busy} /> : null}
    </div>
  );
}

function Comment({ round, tell, busy }: StepProps) {
  const { say } = useLanguage("combine");
  const [proposal, setProposal] = useState<string | undefined>(undefined);
  const [group, setGroup] = useState(round.groups[0]?.id ?? "");
  const [stance, setStance] = useState<(typeof stances)[number]>("for");
  const [words, setWords] = useState("");
  return (
    <form
      className="k-card k-stack k-stack--tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (proposal === undefined) return;
        void tell({ kind: "commented", proposal, group, stance, text: words }).then((done) => done && setWords(""));
      }}
    >
      <h3 className="k-h3">{say("comment.title")}</h3>
      <p className="k-small k-muted">{say("comment.explain")}</p>
      <div className="k-grid k-grid--half">
        <LazyCombobox
          label={say("column.proposal")}
          value={proposal}
          onChoose={setProposal}
          choices={round.proposals
            .filter((one) => one.mergedInto === null)
            .map((one) => ({ id: one.id, label: one.label }))}
        />
        <Select
          label={say("group")}
          value={group}
          onChange={setGroup}
          choices={round.groups.map((one) => ({ id: one.id, label: one.label }))}
        />
        <Select
          label={say("stance.label")}
          value={stance}
          onChange={(chosen) => setStance(stances.find((one) => one === chosen) ?? "for")}
          choices={stances.map((id) => ({ id, label: say(`stance.${id}`) }))}
        />
        <TextField label={say("comment.words")} value={words} onChange={setWords} />
      </div>
      <div>
        <Button type="submit" disabled={busy || proposal === undefined}>
          {say("comment.do")}
        </Button>
      </div>
    </form>
  );
}
