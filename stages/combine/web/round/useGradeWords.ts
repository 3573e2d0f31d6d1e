import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { gradeNames } from "./gradeNames.ts";

/** A median or quartile as people say it: a grade, or from one grade to the next. */
export function useGradeWords(): (grade: number) => string {
  const { say } = useLanguage("combine");
  return (grade) => {
    const lower = gradeNames[Math.floor(grade) - 1] ?? "gering";
    const upper = gradeNames[Math.ceil(grade) - 1] ?? "sehr_hoch";
    return lower === upper
      ? say(`grade.${lower}`)
      : say("agreement.between", { lower: say(`grade.${lower}`), upper: say(`grade.${upper}`) });
  };
}
