import { letterOf, type Mark } from "../../../kernel/value/table.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";

/**
 * One value as it must be printed everywhere: the number with its unit, brackets when it is unsafe, the letter of
 * official statistics when it is provisional, revised or estimated, a sign that explains itself when there is none.
 */
export function Figures({
  value,
  decimals,
  unit = "",
  unsafe = false,
  mark = unsafe ? "unsafe" : null,
  reason,
  signed = false,
}: {
  readonly value: Value;
  readonly decimals: number;
  readonly unit?: string;
  readonly unsafe?: boolean;
  readonly mark?: Mark | null;
  readonly reason?: string | undefined;
  readonly signed?: boolean;
}) {
  const { say, number } = useLanguage();
  if (!isPresent(value)) {
    const why = reason ?? say(`absence.${value}`);
    return (
      <span className="k-absence" title={why}>
        <span aria-hidden="true">{number(value)}</span>
        <span className="k-sr">{why}</span>
      </span>
    );
  }
  const printed = number(value, { decimals, unit, sign: signed });
  if (mark === null) return <span className="k-number">{printed}</span>;
  return (
    <span className={`k-number${mark === "unsafe" ? " k-unsafe" : ""}`} title={say(`mark.${mark}`)}>
      {mark === "unsafe" ? `(${printed})` : printed}
      <sup aria-hidden="true">{letterOf(mark)}</sup>
      <span className="k-sr"> {say(`mark.${mark}`)}</span>
    </span>
  );
}
