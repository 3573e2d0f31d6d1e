import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import "./combine.css";
import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { indicesContract } from "../contract.ts";
import { saveIndexContract } from "../indexContract.ts";

/** All indices that the county can look at: shipped, frozen by a round, made by itself. */
export default function IndicesPage() {
  const { say, text, day } = useLanguage("combine");
  const indices = useOperation(indicesContract, {});
  usePageTitle(say("page.indices"));
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.indices")}</h1>
        <p className="k-meaning">{say("indices.lead")}</p>
        <p className="k-row">
          <IfMay call={saveIndexContract}>
            <Link className="kern-btn kern-btn--secondary k-btn k-btnlink" to="/indizes/neu">
              <span className="kern-label">{say("indices.make")}</span>
            </Link>
          </IfMay>
          <Link to="/verfahren">{say("indices.rounds")}</Link>
        </p>
      </header>
      <Answer of={indices} shape="tiles">
        {(answer) => (
          <ul className="k-tiles">
            {answer.indices.map((index) => (
              <li key={index.id}>
                <article className="k-tile">
                  <h2 className="k-h3">
                    <Link to={`/indizes/${index.id}`}>{text(index.label)}</Link>
                  </h2>
                  <p className="k-tile__sentence">{text(index.description)}</p>
                  <p className="k-tile__source">
                    {say(`indices.${index.origin}`, {
                      version: index.version,
                      count: index.components.length,
                      day: index.frozenAt === null ? "" : day(index.frozenAt),
                    })}
                    {index.frozenAt === null ? null : (
                      <>
                        {" "}
                        <Link to={`/indizes/${index.id}/fassung/${index.version}`}>{say("page.sheet")}</Link>
                      </>
                    )}
                  </p>
                </article>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </div>
  );
}
