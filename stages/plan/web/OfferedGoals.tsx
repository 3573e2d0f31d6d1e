import { Link, useNavigate } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { adoptGoalContract, type SharedGoal, sharedGoalsContract } from "../contract.ts";

/** For a municipality: what its county shares, each with the way to a copy of one's own. */
export function OfferedGoals() {
  const { say } = useLanguage("plan");
  const shared = useOperation(sharedGoalsContract, {}).data;
  const adopt = useAction(adoptGoalContract);
  const navigate = useNavigate();
  if (shared === undefined || shared.county === null) return null;
  const { county, goals } = shared;
  return (
    <section className="k-section" aria-labelledby="offered">
      <h2 className="k-h2" id="offered">
        {say("offered.title", { county })}
      </h2>
      {goals.length === 0 ? (
        <p>{say("offered.none", { county })}</p>
      ) : (
        <>
          <p className="k-meaning">{say("offered.lead")}</p>
          {adopt.trouble === undefined ? null : <TroubleNote trouble={adopt.trouble} />}
          <ul className="p-tree">
            {goals.map((one) => (
              <li key={one.goal} className="k-card p-goal">
                <Offered shared={one} />
                {one.copy === null ? (
                  <IfMay call={adoptGoalContract}>
                    <div>
                      <Button
                        disabled={adopt.running}
                        onPress={async () => {
                          const made = await adopt.run({ goal: one.goal });
                          if (made !== undefined) await navigate(`/ziele/${made.id}`);
                        }}
                      >
                        {say("offered.adopt")}
                        <span className="k-sr"> ({one.content.title})</span>
                      </Button>
                    </div>
                  </IfMay>
                ) : (
                  <p>
                    <Link to={`/ziele/${one.copy}`}>
                      {say("offered.adopted")}
                      <span className="k-sr"> ({one.content.title})</span>
                    </Link>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Offered({ shared: { content } }: { readonly shared: SharedGoal }) {
  const { say, text, number, day } = useLanguage("plan");
  const { indicator, targetValue, targetDate, area } = content;
  return (
    <div>
      <p className="p-goal__marks">
        <span className="k-badge">{say(`level.${content.level}`)}</span>
      </p>
      <h3 className="k-h3">{content.title}</h3>
      {indicator === null || targetValue === null || targetDate === null ? null : (
        <p className="p-goal__facts">
          {[
            text(indicator.label),
            area?.name ?? "",
            say("way.target", { value: number(targetValue, indicator), day: day(targetDate) }),
          ]
            .filter((fact) => fact !== "")
            .join(" · ")}
        </p>
      )}
    </div>
  );
}
