import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { ResolutionDraft } from "./ResolutionForm.tsx";

/** What a body decided, in a line, with the wording of its changes. */
export function Decision({ resolution }: { readonly resolution: ResolutionDraft }) {
  const { say, day } = useLanguage("plan");
  const { body, decidedOn, outcome, votesFor, votesAgainst, abstentions, reference, note } = resolution;
  return (
    <div>
      <p>
        <strong>{say(`resolution.outcome.${outcome}`)}</strong>
        {` · ${body}, ${day(decidedOn)}`}
        {reference === "" ? "" : ` · ${reference}`}
        {votesFor === undefined
          ? ""
          : ` · ${say("resolution.votes", { yes: votesFor, no: votesAgainst ?? 0, abstained: abstentions ?? 0 })}`}
      </p>
      {note === "" ? null : <p>{note}</p>}
    </div>
  );
}
