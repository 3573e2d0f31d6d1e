import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type News, seeNews } from "../accountContract.ts";

/** What happened to the account, so that its holder notices what somebody else did to it. */
export function AccountNews({ news }: { readonly news: readonly News[] }) {
  const { say, language } = useLanguage("people");
  const seen = useAction(seeNews);
  const moment = (at: string) => new Date(at).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  return (
    <section className="k-section k-stack" aria-labelledby="account-news">
      <h2 className="k-h2" id="account-news">
        {say("news.section")}
      </h2>
      <p>{say(news.length === 0 ? "news.none" : "news.lead")}</p>
      <ul className="k-stack k-stack--tight">
        {news.map(({ at, what, byOther, isNew }) => (
          <li key={`${at} ${what}`}>
            {isNew ? <strong>{say("news.new")} </strong> : null}
            {moment(at)}: {say(`news.what.${what.replace("people.", "")}`)}
            {byOther === null ? null : ` (${say("news.by", { name: byOther })})`}
          </li>
        ))}
      </ul>
      {seen.trouble === undefined ? null : <TroubleNote trouble={seen.trouble} />}
      {news.some(({ isNew }) => isNew) ? (
        <div>
          <Button kind="secondary" disabled={seen.running} onPress={() => void seen.run({})}>
            {say("news.seen")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
