import type { Finding } from "../../../kernel/trouble/finding.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { useSentence } from "../../../runtime/ui/language/useSentence.ts";
import type { CellPlace } from "./SheetView.tsx";

const shownAtOnce = 60;
const order = { error: 0, warning: 1, note: 2 } as const;

/** What the check found, worst first; each points to its cell. */
export function Findings({
  findings,
  sentences,
  onPlace,
}: {
  readonly findings: readonly Finding[];
  /** In the same order. */
  readonly sentences: readonly string[];
  readonly onPlace?: (place: CellPlace) => void;
}) {
  const { say } = useLanguage("collect");
  const inWords = useSentence("collect");
  const rows = findings
    .map((finding, at) => ({
      finding,
      sentence: inWords(finding, sentences[at] ?? finding.code),
      key: `${at} ${finding.code}`,
    }))
    .sort((a, b) => order[a.finding.severity] - order[b.finding.severity]);
  const rest = rows.length - shownAtOnce;
  return (
    <section className="k-section">
      <h3 className="k-h3">{say("check.findings")}</h3>
      {rows.length === 0 ? <p className="k-muted">{say("check.noFindings")}</p> : null}
      <ul className="c-findings">
        {rows.slice(0, shownAtOnce).map(({ finding, sentence, key }) => {
          const { place } = finding;
          const cell =
            place?.row === undefined
              ? undefined
              : { sheet: place.sheet ?? "", row: place.row, column: place.column ?? 1 };
          return (
            <li key={key} className={`c-finding c-finding--${finding.severity}`}>
              <span className="c-finding__severity">{say(`check.severity.${finding.severity}`)}</span>
              <span lang={sentence.lang}>
                {cell === undefined || onPlace === undefined ? (
                  sentence.text
                ) : (
                  <button type="button" onClick={() => onPlace(cell)}>
                    {sentence.text}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {rest > 0 ? <p className="k-muted">{say("check.more", { count: rest })}</p> : null}
    </section>
  );
}
