import { Link, useNavigate, useSearchParams } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { agreeToNoticeContract, type ConfidentialityNotice, confidentialityNotice } from "../profileContract.ts";
import "./protect.css";

/** What somebody promises before seeing small areas, and when the promise was given. */
export default function NoticePage() {
  const { say } = useLanguage("protect");
  const notice = useOperation(confidentialityNotice, {});
  usePageTitle(say("page.notice"));
  return (
    <div className="k-stack p-reading">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.notice")}</h1>
        <p className="k-meaning">{say("notice.lead")}</p>
      </header>
      <Answer of={notice} shape="lines">
        {(answer) => <Agreement notice={answer} />}
      </Answer>
    </div>
  );
}

function Agreement({ notice }: { readonly notice: ConfidentialityNotice }) {
  const { say, text, day } = useLanguage("protect");
  const agree = useAction(agreeToNoticeContract);
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const back = ownPage(address.get("zurueck"));
  return (
    <div className="k-stack">
      <p>
        {notice.levels.length === 0 && notice.agreedAt === null
          ? say("notice.none")
          : say("notice.levels", { levels: notice.levels.join(", ") })}
      </p>
      <section className="k-section" aria-labelledby="promise">
        <h2 className="k-h2" id="promise">
          {say("notice.rules")}
        </h2>
        <ul className="p-messages">
          {notice.promises.map((promise) => (
            <li key={promise.de}>{text(promise)}</li>
          ))}
        </ul>
        <p>{say("notice.kept")}</p>
      </section>
      {agree.trouble === undefined ? null : <TroubleNote trouble={agree.trouble} />}
      {notice.agreedAt !== null ? (
        <p role="status">{say("notice.agreed", { day: day(notice.agreedAt) })}</p>
      ) : notice.levels.length === 0 ? null : notice.mayAgree ? (
        <div>
          <Button
            kind="primary"
            disabled={agree.running}
            onPress={async () => {
              if ((await agree.run({ wording: notice.wording })) !== undefined && back !== null) await navigate(back);
            }}
          >
            {say("notice.agree")}
          </Button>
        </div>
      ) : (
        <p>{say("notice.seen")}</p>
      )}
      {notice.agreedAt === null || back === null ? null : (
        <p>
          <Link to={back}>{say("notice.back")}</Link>
        </p>
      )}
    </div>
  );
}

/** Only pages of one's own are gone back to; an address with a host is none. */
function ownPage(address: string | null): string | null {
  return address !== null && /^\/(?![/\\])/.test(address) ? address : null;
}
