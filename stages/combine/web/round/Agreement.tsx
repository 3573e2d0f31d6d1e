import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { gradeNames } from "./gradeNames.ts";
import { useGradeWords } from "./useGradeWords.ts";

/** How the panel graded one component: four columns of people, the middle half marked, the median as a word. */
export function Agreement({
  counts,
  median,
  lowerQuartile,
  upperQuartile,
  own = null,
}: {
  readonly counts: readonly number[];
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** One's own grade before, from 0. */
  readonly own?: number | null;
}) {
  const { say } = useLanguage("combine");
  const most = Math.max(1, ...counts);
  const words = useGradeWords();
  const sentence =
    lowerQuartile === upperQuartile
      ? say("agreement.same", { median: words(median), half: words(lowerQuartile) })
      : say("agreement.sentence", { median: words(median), low: words(lowerQuartile), high: words(upperQuartile) });
  return (
    <figure className="w-agreement">
      <div className="w-agreement__columns" aria-hidden="true">
        {gradeNames.map((grade, at) => (
          <span
            key={grade}
            className="w-agreement__column"
            data-middle={at + 1 >= Math.floor(lowerQuartile) && at + 1 <= Math.ceil(upperQuartile)}
            data-own={own === at}
          >
            <b>{counts[at] ?? 0}</b>
            <i style={{ height: `${((counts[at] ?? 0) / most) * 3}rem` }} />
            <span>{say(`grade.${grade}`)}</span>
          </span>
        ))}
      </div>
      <figcaption className="k-small">
        {sentence}{" "}
        <span className="k-sr">
          {gradeNames.map((grade, at) => `${say(`grade.${grade}`)}: ${counts[at] ?? 0}`).join(", ")}
        </span>
      </figcaption>
    </figure>
  );
}
