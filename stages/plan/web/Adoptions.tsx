import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { GoalPage } from "../contract.ts";

/** Which municipalities adopted the county's goal, and what they released of their copies; nothing else of them is known. */
export function Adoptions({ page: { adoptions } }: { readonly page: GoalPage }) {
  const { say, day, number } = useLanguage("plan");
  return (
    <section className="k-section" aria-labelledby="adoptions">
      <h2 className="k-h2" id="adoptions">
        {say("adoptions.title")}
      </h2>
      {adoptions.length === 0 ? (
        <p>{say("adoptions.none")}</p>
      ) : (
        <ul className="p-tree">
          {adoptions.map(({ tenant, tenantName, adoptedOn, edition, released }) => (
            <li key={tenant}>
              {say("adoptions.since", { name: tenantName, day: day(adoptedOn), edition })}
              {" · "}
              {released === null
                ? say("adoptions.notReleased")
                : released.targetValue === null || released.targetDate === null || released.indicator === null
                  ? say("adoptions.released", { title: released.title })
                  : say("adoptions.releasedMeasured", {
                      title: released.title,
                      value: number(released.targetValue, released.indicator),
                      day: day(released.targetDate),
                    })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
