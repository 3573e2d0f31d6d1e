import "./combine.css";
import { Link, useParams } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { downloadFile } from "../../../runtime/ui/figure/downloadFile.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import { type FrozenIndex, sheetContract } from "../indexContract.ts";

/** The method sheet of a frozen version: written by the machine, to be cited and printed. */
export default function SheetPage() {
  const { id = "", version = "" } = useParams();
  const { say } = useLanguage("combine");
  const sheet = useOperation(sheetContract, /^\d+$/.test(version) ? { id, version: Number(version) } : undefined);
  usePageTitle(sheet.data?.sheet.title ?? say("page.sheet"));
  return (
    <Answer of={sheet} shape="lines" title={say("page.sheet")}>
      {(answer) => <Sheet frozen={answer} />}
    </Answer>
  );
}

function Sheet({ frozen }: { readonly frozen: FrozenIndex }) {
  const { say, number } = useLanguage("combine");
  const { sheet, index, version, round } = frozen;
  const take = (): void => {
    const text = JSON.stringify(frozen.definition, null, 2);
    downloadFile(`${index}-${version}.json`, new Blob([text], { type: "application/json" }));
  };
  return (
    <article className="k-stack w-sheet" lang="de">
      <header className="k-pagehead">
        <p className="k-overline">{say("sheet.overline")}</p>
        <h1 className="k-h1">{sheet.title}</h1>
        <p className="k-note">
          <span>
            <strong>{say("sheet.cite")}</strong> {sheet.citation}
          </span>
        </p>
        <p className="k-row k-noprint">
          <Link to={`/indizes/${index}?fassung=${version}&ebene=${frozen.result.level}`}>{say("sheet.look")}</Link>
          {round === null ? null : <Link to={`/verfahren/${round}`}>{say("sheet.round")}</Link>}
          <Button kind="tertiary" icon="download" onPress={take}>
            {say("sheet.definition")}
          </Button>
          <Button kind="tertiary" icon="print" onPress={() => window.print()}>
            {say("sheet.print")}
          </Button>
        </p>
      </header>
      {sheet.sections.map((section) => (
        <section key={section.title} className="k-section">
          <h2 className="k-h2">{section.title}</h2>
          {section.lines.length === 1 ? (
            <p>{section.lines[0]}</p>
          ) : (
            <ul>
              {section.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <section className="k-section">
        <h2 className="k-h2">{say("sheet.components")}</h2>
        <ScrollFrame className="k-profile__frame" label={say("sheet.components")}>
          <table className="k-profile__table">
            <caption className="k-sr">{say("sheet.components")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("breakdown.component")}</th>
                <th scope="col">{say("points.inside")}</th>
                <th scope="col">{say("definition.direction")}</th>
                <th scope="col">{say("points.grade")}</th>
                <th scope="col">{say("points.origin")}</th>
                <th scope="col" className="k-right">
                  {say("points.points")}
                </th>
                <th scope="col" className="k-right">
                  {say("points.share")}
                </th>
              </tr>
            </thead>
            <tbody>
              {sheet.components.map((one) => (
                <tr key={`${one.inside} ${one.label}`}>
                  <th scope="row">
                    {one.label}
                    {one.indicator === null ? null : (
                      <Link className="w-sheet__figure k-small" to={`/katalog/${one.indicator}`}>
                        {one.indicator}
                      </Link>
                    )}
                  </th>
                  <td>{one.inside}</td>
                  <td>{one.direction}</td>
                  <td>{one.grade}</td>
                  <td className="k-small">{one.origin}</td>
                  <td className="k-right k-number">{number(one.points)}</td>
                  <td className="k-right k-number">{number(one.share, { decimals: 1, unit: "%" })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      </section>
      <p className="k-small k-muted w-words">{say("sheet.fingerprint", { fingerprint: sheet.fingerprint })}</p>
    </article>
  );
}
