import { tenantPrefix } from "../address/tenantPrefix.ts";
import { needsSignIn } from "../call/signInAgain.ts";
import { Trouble } from "../call/Trouble.ts";
import { Button } from "../control/Button.tsx";
import { Icon } from "../control/Icon.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { useSentence } from "../language/useSentence.ts";

/** The page for signing in, from which one comes back to where one is. */
export function signInAddress(): string {
  return `/anmelden?zurueck=${encodeURIComponent(location.pathname + location.search)}`;
}

/** The page with the notice on confidentiality, from which one comes back to where one is. */
function noticeAddress(): string {
  const here = location.pathname.slice(tenantPrefix().length) + location.search;
  return `${tenantPrefix()}/vertraulichkeit?zurueck=${encodeURIComponent(here)}`;
}

/** What went wrong, where, and what to do; with another try where that can help. */
export function TroubleNote({ trouble, onRetry }: { readonly trouble: Error; readonly onRetry?: () => void }) {
  const { say } = useLanguage();
  const known = trouble instanceof Trouble;
  const inWords = useSentence(known ? trouble.code.slice(0, trouble.code.indexOf(".")) : undefined);
  const sentence = !known
    ? { text: say("trouble.ours", { what: trouble.message }), lang: undefined }
    : trouble.sentence === null
      ? { text: say(`trouble.${trouble.code.replace(/^ui\./, "")}`), lang: undefined }
      : inWords(trouble.parts === null ? null : { code: trouble.code, ...trouble.parts }, trouble.sentence);
  return (
    <div className="k-note k-note--trouble" role="alert">
      <Icon name="warning" />
      <div>
        <p lang={sentence.lang}>{sentence.text}</p>
        {known && needsSignIn(trouble) ? (
          <p>
            <a href={signInAddress()}>{say("signIn")}</a>
          </p>
        ) : null}
        {known && trouble.code === "describe.noticeFirst" ? (
          <p>
            <a href={noticeAddress()}>{say("readNotice")}</a>
          </p>
        ) : null}
        {onRetry === undefined ? null : (
          <Button kind="tertiary" onPress={onRetry}>
            {say("tryAgain")}
          </Button>
        )}
      </div>
    </div>
  );
}
