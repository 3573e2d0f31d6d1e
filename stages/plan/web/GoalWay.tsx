import { isPresent } from "../../../kernel/value/value.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { GoalHead } from "../contract.ts";
import "./plan.css";

/** How far a goal has come, as a bar with a mark for the time that is gone; the words beside it say the same. */
export function GoalWay({ goal }: { readonly goal: Pick<GoalHead, "progress"> }) {
  const { say, number } = useLanguage("plan");
  const { progress } = goal;
  const course = progress?.course ?? "unmeasured";
  const attained = progress?.attainment ?? "unknown";
  const share = (part: number) => number(part * 100, { decimals: 0, unit: "%" });
  const within = (part: number) => `${Math.min(1, Math.max(0, part)) * 100}%`;
  return (
    <div className="p-way" data-course={course}>
      <p className="p-way__words">
        <strong>{say(progress !== null && !isPresent(attained) ? "way.untold" : `course.${course}`)}</strong>
        {progress === null || !isPresent(attained) ? null : (
          <>
            {" "}
            <span className="k-muted">
              {attained < 0
                ? say("way.away")
                : say("way.share", {
                    // Nobody should read 100 % of a goal that is not reached.
                    done: share(course === "reached" ? attained : Math.min(attained, 0.99)),
                    gone: share(progress.timeGone),
                  })}
            </span>
          </>
        )}
      </p>
      <div className="p-way__track" aria-hidden="true">
        {progress === null ? null : (
          <>
            {isPresent(attained) ? <i className="p-way__done" style={{ inlineSize: within(attained) }} /> : null}
            <i className="p-way__time" style={{ insetInlineStart: within(progress.timeGone) }} />
          </>
        )}
      </div>
    </div>
  );
}
