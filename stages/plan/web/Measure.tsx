import { Link } from "react-router";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { GoalHead } from "../contract.ts";
import { GoalWay } from "./GoalWay.tsx";

/** What an operational goal is measured by, with the way from where it started to where it is to be. */
export function Measure({ goal }: { readonly goal: GoalHead }) {
  const { say, text, number, period, day } = useLanguage("plan");
  const { indicator, area, baseline, targetValue, targetDate, progress, responsible } = goal;
  const form = indicator ?? { decimals: 1, unit: "" };
  const facts = [
    {
      name: "indicator",
      shown:
        indicator === null ? null : (
          <Link to={`/indikatoren/${indicator.id}${area === null ? "" : `?ebene=${area.level}&gebiete=${area.code}`}`}>
            {text(indicator.label)}
          </Link>
        ),
    },
    {
      name: "area",
      shown: area === null ? null : <Link to={`/gebiete/${area.level}/${area.code}`}>{area.name}</Link>,
    },
    {
      name: "baseline",
      shown: baseline === null ? null : `${number(baseline.value, form)} (${period(baseline.period)})`,
    },
    {
      name: "newest",
      shown: progress === null ? null : `${number(progress.latest.value, form)} (${period(progress.latest.period)})`,
    },
    { name: "targetValue", shown: targetValue === null ? null : number(targetValue, form) },
    { name: "targetDate", shown: targetDate === null ? null : day(targetDate) },
    { name: "responsible", shown: responsible === "" ? null : responsible },
  ];
  const sources = [...new Set((baseline?.sources ?? []).map(({ title, publisher }) => `${title} (${publisher})`))];
  return (
    <section className="k-section p-wide" aria-labelledby="measure">
      <h2 className="k-h2" id="measure">
        {say("goal.measure")}
      </h2>
      <div className="k-card k-stack">
        <GoalWay goal={goal} />
        <dl className="k-facts">
          {facts.map(({ name, shown }) =>
            shown === null ? null : (
              <div key={name}>
                <dt>{say(`goal.${name}`)}</dt>
                <dd>{shown}</dd>
              </div>
            ),
          )}
        </dl>
        {baseline === null || sources.length === 0 ? null : (
          <p className="k-small k-muted">
            {say("goal.source", { sources: sources.join(", "), day: day(baseline.takenOn) })}
          </p>
        )}
      </div>
    </section>
  );
}
