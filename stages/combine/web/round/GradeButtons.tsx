import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { type GradeName, gradeNames } from "./gradeNames.ts";

/** Four grades as large buttons, one of which is chosen: words, never numbers. */
export function GradeButtons({
  name,
  legend,
  value,
  onChoose,
  disabled = false,
  large = false,
}: {
  /** Of the group of radio buttons; once per page. */
  readonly name: string;
  readonly legend: string;
  readonly value: GradeName | null;
  readonly onChoose: (grade: GradeName) => void;
  readonly disabled?: boolean;
  readonly large?: boolean;
}) {
  const { say } = useLanguage("combine");
  return (
    <fieldset className={large ? "w-grades w-grades--large" : "w-grades"} disabled={disabled}>
      <legend className="k-sr">{legend}</legend>
      {gradeNames.map((grade, at) => (
        <label key={grade} data-grade={at + 1}>
          <input type="radio" name={name} checked={value === grade} onChange={() => onChoose(grade)} />
          <span>{say(`grade.${grade}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
