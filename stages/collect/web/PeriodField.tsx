import { useState } from "react";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { periodOf } from "../day.ts";
import { type TableMapping, unknownPeriod } from "../mapping.ts";

type Constant = Extract<TableMapping["period"], { by: "constant" }>;

/** Asks for the one period of a table that has none in its cells. What was only guessed says from what, and waits for a yes. */
export function PeriodField({
  period,
  lastPeriod,
  onChange,
}: {
  readonly period: Constant;
  /** Of the last file of this kind, as a person said it. */
  readonly lastPeriod: string | null;
  readonly onChange: (period: Constant) => void;
}) {
  const { say } = useLanguage("collect");
  const known = period.period === unknownPeriod ? "" : period.period;
  const [text, setText] = useState(known);
  const take = (typed: string): void => {
    setText(typed);
    onChange({ by: "constant", period: periodOf(typed) ?? unknownPeriod });
  };
  const next = lastPeriod !== null && /^\d{4}$/.test(lastPeriod) ? String(Number(lastPeriod) + 1) : undefined;
  const problem =
    text.trim() === ""
      ? say("mapping.periodNeeded")
      : periodOf(text) === undefined
        ? say("mapping.periodUnclear")
        : undefined;
  return (
    <fieldset className="c-group c-ask">
      <legend className="k-h3">{say("mapping.periodQuestion")}</legend>
      <div className="k-row k-row--end">
        <TextField
          label={say("mapping.periodConstant")}
          hint={
            lastPeriod === null
              ? say("mapping.periodHint")
              : say("mapping.periodLast", { period: lastPeriod, hint: say("mapping.periodHint") })
          }
          problem={problem}
          required
          value={text}
          onChange={take}
        />
        {next === undefined || text.trim() !== "" ? null : (
          <Button onPress={() => take(next)}>{say("mapping.periodTake", { period: next })}</Button>
        )}
        {period.guessedFrom === undefined ? null : (
          <Button icon="check" onPress={() => take(period.period)}>
            {say("mapping.periodConfirm", { period: period.period })}
          </Button>
        )}
      </div>
      {period.guessedFrom === undefined ? null : (
        <p className="k-small">{say("mapping.periodGuessed", { period: period.period, text: period.guessedFrom })}</p>
      )}
    </fieldset>
  );
}
