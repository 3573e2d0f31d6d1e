import { type ReactNode, useId } from "react";

/** KERN's text input with label, hint and, where something is wrong, a sentence under it. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  problem,
  type = "text",
  autoComplete,
  required = false,
  hideLabel = false,
  lines,
  placeholder,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly type?: "text" | "search" | "number" | "date" | "email" | "password";
  /** What the browser or a password manager may fill in: `current-password`, `one-time-code`. */
  readonly autoComplete?: string;
  readonly required?: boolean;
  readonly hideLabel?: boolean;
  readonly lines?: number;
  readonly placeholder?: string;
  /** Stands under the field, such as marks in a formula. */
  readonly children?: ReactNode;
}) {
  const id = useId();
  const described = [hint === undefined ? "" : `${id}-hint`, problem === undefined ? "" : `${id}-problem`].join(" ");
  const common = {
    id,
    className: "kern-form-input__input k-input",
    value,
    required,
    placeholder,
    autoComplete,
    "aria-invalid": problem === undefined ? undefined : true,
    "aria-describedby": described.trim() === "" ? undefined : described.trim(),
  };
  return (
    <div className="k-field">
      <label htmlFor={id} className={hideLabel ? "k-sr" : "k-field__label"}>
        {label}
      </label>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="k-field__hint">
          {hint}
        </span>
      )}
      {lines === undefined ? (
        <input {...common} type={type} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <textarea {...common} rows={lines} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      {children}
      {problem === undefined ? null : (
        <span id={`${id}-problem`} className="k-field__problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
