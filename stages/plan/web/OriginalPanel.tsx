import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import { followOriginalContract, type GoalPage } from "../contract.ts";

/** For a copy: the county's goal that it was made from, and what is new there. */
export function OriginalPanel({ page: { goal, original, may } }: { readonly page: GoalPage }) {
  const { say } = useLanguage("plan");
  const follow = useAction(followOriginalContract);
  if (goal.original === null) return null;
  const { tenantName: county, edition, newest } = goal.original;
  const isNew = original !== null && original.newest !== null && original.newest > original.edition;
  const look = (take: boolean) =>
    void follow.run({ id: goal.id, basedOn: goal.version, edition: original?.newest ?? edition, take });
  return (
    <section className="k-section p-wide" aria-labelledby="original">
      <h2 className="k-h2" id="original">
        {say("original.title")}
      </h2>
      <p>{say("original.of", { county, edition })}</p>
      {isNew ? (
        <>
          <p>{say("original.changed", { county, edition: original.newest ?? edition })}</p>
          <Differences differences={original.differences} />
          {may.change ? (
            <div className="k-row">
              <Button kind="primary" disabled={follow.running} onPress={() => look(true)}>
                {say("original.take")}
              </Button>
              <Button disabled={follow.running} onPress={() => look(false)}>
                {say("original.keep")}
              </Button>
            </div>
          ) : null}
        </>
      ) : (
        <p className="k-muted">{newest === null ? say("original.ended", { county }) : say("original.same")}</p>
      )}
      {follow.trouble === undefined ? null : <TroubleNote trouble={follow.trouble} />}
    </section>
  );
}

function Differences({ differences }: { readonly differences: NonNullable<GoalPage["original"]>["differences"] }) {
  const { say, number, day } = useLanguage("plan");
  const shown = (place: string, text: string | null): string => {
    if (text === null || text === "") return say("original.nothing");
    if (place === "targetValue") return number(Number(text), { decimals: Number.isInteger(Number(text)) ? 0 : 1 });
    return place === "targetDate" ? day(text) : text;
  };
  return (
    <ScrollFrame className="k-profile__frame" label={say("original.title")}>
      <table className="kern-table k-table">
        <thead>
          <tr>
            <th scope="col">{say("original.place")}</th>
            <th scope="col">{say("original.before")}</th>
            <th scope="col">{say("original.after")}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ place, before, after }) => (
            <tr key={place}>
              <th scope="row">{say(`goal.${place}`)}</th>
              <td>{shown(place, before)}</td>
              <td>{shown(place, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
