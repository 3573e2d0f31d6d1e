import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";

/** One value as it must be printed everywhere: the number with its unit, brackets when it is unsafe, a sign that explains itself when there is none. */
export function Figures({
  value,
  decimals,
  unit = "",
  unsafe = false,
  reason,
  signed = false,
}: {
  readonly value: Value;
  readonly decimals: number;
  readonly unit?: string;
  readonly unsafe?: boolean;
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
  if (!unsafe) return <span className="k-number">{printed}</span>;
  return (
    <span className="k-number k-unsafe" title={say("mark.unsafe")}>
      ({printed})<span className="k-sr"> {say("mark.unsafe")}</span>
    </span>
  );
}
