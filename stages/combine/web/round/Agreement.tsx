import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { gradeNames } from "./GradeButtons.tsx";

/** How the panel graded one component: four columns of people, the middle half marked, the median as a word. */
export function Agreement({
  label,
  counts,
  median,
  lowerQuartile,
  upperQuartile,
  own = null,
}: {
  readonly label: string;
  readonly counts: readonly number[];
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** One's own grade before, from 0. */
  readonly own?: number | null;
}) {
  const { say } = useLanguage("combine");
  const most = Math.max(1, ...counts);
  const words = (grade: number): string => {
    const lower = gradeNames[Math.floor(grade) - 1] ?? "gering";
    const upper = gradeNames[Math.ceil(grade) - 1] ?? "sehr_hoch";
    return lower === upper
      ? say(`grade.${lower}`)
      : say("agreement.between", { lower: say(`grade.${lower}`), upper: say(`grade.${upper}`) });
  };
  const sentence = say("agreement.sentence", {
    label,
    median: words(median),
    low: words(lowerQuartile),
    high: words(upperQuartile),
  });
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
