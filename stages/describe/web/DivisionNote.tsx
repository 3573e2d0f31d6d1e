import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { divisionsContract } from "../../collect/collect.ts";

/** Who drew these borders, what for, by which criteria and since when (TR-002): a map is never neutral. */
export function DivisionNote({ level, division }: { readonly level: string; readonly division: string | null }) {
  const { say, text, day } = useLanguage("describe");
  const divisions = useOperation(divisionsContract, { level }).data?.divisions;
  const one = divisions?.find((candidate) => division === null || candidate.id === division);
  if (one === undefined) return null;
  const facts = [
    [say("division.author"), one.author],
    [say("division.purpose"), one.purpose],
    [say("division.criteria"), one.criteria],
    [say("division.decided"), one.decidedOn === null ? say("division.unknown") : day(one.decidedOn)],
    [say("division.approval"), one.approval],
  ].filter(([, fact]) => fact !== "");
  return (
    <details className="k-small k-muted k-division">
      <summary>{say("division.title", { name: text(one.label) })}</summary>
      <dl className="k-facts">
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
