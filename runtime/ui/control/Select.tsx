import { useId } from "react";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly disabled?: boolean;
}

/** KERN's select with its label above. */
export function Select({
  label,
  choices,
  value,
  onChange,
  hideLabel = false,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly hideLabel?: boolean;
}) {
  const id = useId();
  return (
    <div className="k-field">
      <label htmlFor={id} className={hideLabel ? "k-sr" : "k-field__label"}>
        {label}
      </label>
      <div className="kern-form-input__select-wrapper k-select">
        <select
          id={id}
          className="kern-form-input__select"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
