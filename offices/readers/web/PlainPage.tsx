import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { accessibilityContract } from "../contract.ts";
import de from "./plainPage.de.json" with { type: "json" };
import en from "./plainPage.en.json" with { type: "json" };
import { SignVideo } from "./SignVideo.tsx";
import "./readers.css";

/** What the platform is, by the rules of Leichte Sprache: short sentences, one thought a line. */
export default function PlainPage() {
  const { language } = useLanguage("readers");
  const video = useOperation(accessibilityContract, {}).data?.video ?? null;
  const text = language === "en" ? en : de;
  usePageTitle(text.title);
  return (
    <article className="k-stack k-stack--wide r-plain">
      <header className="k-pagehead">
        <h1 className="k-h1">{text.title}</h1>
        <p>{text.lead}</p>
      </header>
      <SignVideo video={video} />
      {text.parts.map((part) => (
        <section key={part.title}>
          <h2 className="k-h2">{part.title}</h2>
          {part.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {part.link === undefined ? null : (
            <p>
              <Link to={part.link.to}>{part.link.title}</Link>
            </p>
          )}
        </section>
      ))}
      <p className="k-note">{text.reviewed}</p>
    </article>
  );
}
