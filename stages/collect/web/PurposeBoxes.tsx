import { useId } from "react";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { LevelsOutput } from "../spaces/contract.ts";

type Purpose = LevelsOutput["levels"][number]["purposes"][number];

const purposes = [
  "data",
  "burden",
  "resources",
  "planning",
  "participation",
  "workStructure",
  "cooperation",
] as const satisfies readonly Purpose[];

/** What a level of areas is used for: any number of purposes. */
export function PurposeBoxes({
  chosen,
  problem,
  onChange,
}: {
  readonly chosen: readonly Purpose[];
  readonly problem?: string | undefined;
  readonly onChange: (chosen: Purpose[]) => void;
}) {
  const { say } = useLanguage("collect");
  const id = useId();
  return (
    <fieldset className="c-group" aria-describedby={problem === undefined ? undefined : id}>
      <legend className="k-field__label">{say("spaces.purposes")}</legend>
      <div className="k-row">
        {purposes.map((purpose) => (
          <label className="k-check" key={purpose}>
            <input
              type="checkbox"
              checked={chosen.includes(purpose)}
              onChange={(event) =>
                onChange(
                  purposes.filter((one) => (one === purpose ? event.currentTarget.checked : chosen.includes(one))),
                )
              }
            />
            {say(`spaces.use.${purpose}`)}
          </label>
        ))}
      </div>
      {problem === undefined ? null : (
        <p className="k-field__problem" id={id} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
