import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { endOtherSessions, endSession, type OpenSession } from "../accountContract.ts";

/** Where one is signed in, and signing out from afar. */
export function OpenSessions({ sessions }: { readonly sessions: readonly OpenSession[] }) {
  const { say, language } = useLanguage("people");
  const end = useAction(endSession);
  const endOthers = useAction(endOtherSessions);
  const trouble = end.trouble ?? endOthers.trouble;
  const moment = (iso: string) =>
    new Date(iso).toLocaleString(language === "de" ? "de-DE" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
  return (
    <section className="k-section" aria-labelledby="sessions">
      <h2 className="k-h2" id="sessions">
        {say("sessions.title")}
      </h2>
      <ul className="k-list k-list--plain">
        {sessions.map((one) => (
          <li key={one.id} className="o-line">
            <span>
              {one.device === "?" ? say("sessions.unknown") : one.device}
              {one.isThisOne ? <strong> {say("sessions.thisOne")}</strong> : null}
              <br />
              <span className="k-muted k-small">
                {say("sessions.when", { since: moment(one.signedInAt), used: moment(one.lastUsedAt) })}
              </span>
            </span>
            {one.isThisOne ? null : (
              <Button kind="tertiary" disabled={end.running} onPress={() => void end.run({ id: one.id })}>
                {say("sessions.end")}
                <span className="k-sr"> ({one.device})</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
      {endOthers.answer === undefined ? null : (
        <p role="status">{say("sessions.ended", { count: endOthers.answer.ended })}</p>
      )}
      {sessions.length > 1 ? (
        <div>
          <Button kind="secondary" disabled={endOthers.running} onPress={() => void endOthers.run({})}>
            {say("sessions.endOthers")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
