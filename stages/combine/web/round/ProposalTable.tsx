import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { type Column, DataTable } from "../../../../runtime/ui/table/DataTable.tsx";
import type { ProposalAnswer, RoundAnswer } from "../../round/roundContract.ts";

/** Proposals as a table: who, why, from where, and how often it was called for. */
export function ProposalTable({
  round,
  proposals,
  caption,
}: {
  readonly round: RoundAnswer;
  readonly proposals: readonly ProposalAnswer[];
  readonly caption: string;
}) {
  const { say } = useLanguage("combine");
  const withComments = round.comments.length > 0;
  const columns: Column<ProposalAnswer>[] = [
    { id: "label", label: say("column.proposal"), kind: "text", text: (row) => row.label },
    { id: "group", label: say("group"), kind: "text", text: (row) => row.group ?? say("propose.moderation") },
    { id: "reason", label: say("reason"), kind: "text", text: (row) => row.reason },
    { id: "source", label: say("column.source"), kind: "text", text: (row) => row.source },
    { id: "times", label: say("column.times"), kind: "number", value: (row) => row.times },
    ...(withComments
      ? ([
          { id: "for", label: say("stance.for"), kind: "number", value: (row) => row.stances.for },
          { id: "against", label: say("stance.against"), kind: "number", value: (row) => row.stances.against },
          { id: "unsure", label: say("stance.unsure"), kind: "number", value: (row) => row.stances.unsure },
        ] satisfies Column<ProposalAnswer>[])
      : []),
  ];
  return (
    <DataTable caption={caption} hideCaption columns={columns} rows={proposals} keyOf={(row) => row.id} height={440} />
  );
}
