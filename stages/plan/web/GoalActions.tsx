import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type GoalPage, releaseGoalContract, shareGoalContract } from "../contract.ts";

/** What may be done with a goal: change it, release it, share it with the municipalities. */
export function GoalActions({ page: { goal, may } }: { readonly page: GoalPage }) {
  const { say } = useLanguage("plan");
  const release = useAction(releaseGoalContract);
  const share = useAction(shareGoalContract);
  const isNew = goal.edition === null || goal.beingChanged;
  const mayRelease = may.release && isNew && goal.lacking.length === 0;
  if (!may.change && !mayRelease && !may.share) return null;
  return (
    <div className="k-stack k-noprint">
      <div className="k-row">
        {may.change ? (
          <Link to={`/ziele/${goal.id}/bearbeiten`} className="kern-btn kern-btn--secondary k-btn k-btnlink">
            {say("goal.change")}
          </Link>
        ) : null}
        {mayRelease ? (
          <Button
            kind="primary"
            disabled={release.running}
            onPress={() => void release.run({ id: goal.id, basedOn: goal.version })}
          >
            {say(goal.edition === null ? "goal.release" : "goal.releaseAgain")}
          </Button>
        ) : null}
        {may.share ? (
          <Button disabled={share.running} onPress={() => void share.run({ id: goal.id, shared: !goal.shared })}>
            {say(goal.shared ? "goal.unshare" : "goal.share")}
          </Button>
        ) : null}
        {may.change ? (
          <Link
            to={`/verwaltung/aenderungen/fassungen?${new URLSearchParams({ gruppe: "goals", sache: "goal", kennung: String(goal.id) })}`}
          >
            {say("goal.versions")}
          </Link>
        ) : null}
      </div>
      {mayRelease ? <p className="k-small k-muted">{say("goal.releaseHint")}</p> : null}
      {may.share ? <p className="k-small k-muted">{say(goal.shared ? "goal.shared" : "goal.shareHint")}</p> : null}
      {release.answer === undefined ? null : (
        <p role="status">{say("goal.released", { edition: release.answer.edition })}</p>
      )}
      {release.trouble === undefined ? null : <TroubleNote trouble={release.trouble} />}
      {share.trouble === undefined ? null : <TroubleNote trouble={share.trouble} />}
    </div>
  );
}
