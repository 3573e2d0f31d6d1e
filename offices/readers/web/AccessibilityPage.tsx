import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Accessibility, accessibilityContract, nameContactContract, placeVideoContract } from "../contract.ts";
import { ContactForm } from "./ContactForm.tsx";
import { SignVideo } from "./SignVideo.tsx";
import de from "./statement.de.json" with { type: "json" };
import en from "./statement.en.json" with { type: "json" };
import { VideoForm } from "./VideoForm.tsx";
import { Ways } from "./Ways.tsx";
import "./readers.css";

/**
 * The statement of accessibility: what is accessible, what is not, how and when that was
 * found out, whom one tells, and which body helps when nobody answers.
 *
 * After the model of Implementing Decision (EU) 2018/1523, with what section 12b BGG adds.
 */
export default function AccessibilityPage() {
  const { language } = useLanguage("readers");
  const answer = useOperation(accessibilityContract, {});
  const text = language === "en" ? en : de;
  usePageTitle(text.title);
  return (
    <div className="k-stack k-stack--wide">
      <article className="k-stack k-stack--wide r-statement">
        <header className="k-pagehead">
          <h1 className="k-h1">{text.title}</h1>
          <p className="k-meaning">{text.lead}</p>
        </header>
        <Answer of={answer} shape="lines">
          {(known) => <Statement text={text} known={known} />}
        </Answer>
      </article>
      {answer.data === undefined ? null : (
        <>
          <IfMay call={nameContactContract}>
            <ContactForm stored={answer.data.contact} version={answer.data.version} />
          </IfMay>
          <IfMay call={placeVideoContract}>
            <VideoForm video={answer.data.video} version={answer.data.videoVersion} />
          </IfMay>
        </>
      )}
    </div>
  );
}

function Statement({ text, known }: { readonly text: typeof de; readonly known: Accessibility }) {
  const { day } = useLanguage("readers");
  const { contact, video, examinedOn } = known;
  const own = contact.ownBarriers.split("\n").filter((line) => line.trim() !== "");
  return (
    <div className="k-stack k-stack--wide">
      {contact.operator === "" ? null : (
        <Part title={text.operator}>
          <p lang="de">{contact.operator}</p>
        </Part>
      )}
      <Part title={text.law}>
        <p>{contact.law === "" ? text.lawDefault : text.lawOwn.replace("{{law}}", contact.law)}</p>
      </Part>
      <Part title={text.status}>
        <p>{text.statusText}</p>
        <h3 className="k-h3">{text.accessible}</h3>
        <List lines={text.accessibleItems} />
        <h3 className="k-h3">{text.barriers}</h3>
        <List lines={[...text.barrierItems, ...(video === null ? [text.signVideo] : [])]} />
        {own.length === 0 ? null : (
          <>
            <h3 className="k-h3">{text.ownBarriers}</h3>
            <List lines={own} lang="de" />
          </>
        )}
      </Part>
      <Part title={text.method}>
        <p>{text.methodText}</p>
        <p>{text.methodLimits}</p>
        <p>{text.examined.replace("{{day}}", day(examinedOn))}</p>
        <p>
          {contact.reviewedOn === "" ? text.notReviewed : text.reviewed.replace("{{day}}", day(contact.reviewedOn))}
        </p>
      </Part>
      <Part title={text.feedback}>
        <p>{text.feedbackText}</p>
        <p>
          <Link to="/rueckmeldung">{text.feedbackLink}</Link>
        </p>
        <Ways email={contact.email} phone={contact.phone} none={text.noContact} />
      </Part>
      <Part title={text.enforcement}>
        <p>{text.enforcementText}</p>
        {contact.enforcementName === "" ? (
          <p>{text.noEnforcement}</p>
        ) : (
          <address lang="de" className="r-message">
            {contact.enforcementName}
            {"\n"}
            {contact.enforcementContact}
          </address>
        )}
      </Part>
      <SignVideo video={video} />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="k-section">
      <h2 className="k-h2">{title}</h2>
      {children}
    </section>
  );
}

function List({ lines, lang }: { readonly lines: readonly string[]; readonly lang?: string }) {
  return (
    <ul lang={lang}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
