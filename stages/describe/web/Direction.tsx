import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { TrendAnswer } from "../contract.ts";

/** Where a figure is going: symbol and word, never colour alone (SLFL-008). */
export function Direction({ trend }: { readonly trend: TrendAnswer }) {
  const { say } = useLanguage();
  const arrow = { rising: "▲", falling: "▼", stable: "►", unsafe: "", tooShort: "", broken: "" }[trend.label];
  return (
    <span className={`k-direction${trend.judgement === null ? "" : ` k-direction--${trend.judgement}`}`}>
      {arrow === "" ? null : <span aria-hidden="true">{arrow} </span>}
      {say(`trend.${trend.label}`)}
      {trend.judgement === null ? "" : `, ${say(`trend.${trend.judgement}`)}`}
    </span>
  );
}
