import { useId, useState } from "react";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { passwordStrength } from "../passwordStrength.ts";

const steps = ["weak", "fair", "good", "strong"] as const;

/** A field for a new password, named `password` in its form, which can be looked at and says how hard it is to guess; the server judges it. */
export function NewPassword({ label }: { readonly label: string }) {
  const { say } = useLanguage("people");
  const id = useId();
  const [shown, setShown] = useState(false);
  const [typed, setTyped] = useState("");
  const strength = passwordStrength(typed);
  return (
    <div className="k-field">
      <label htmlFor={id} className="k-field__label">
        {label}
      </label>
      <span id={`${id}-hint`} className="k-field__hint">
        {say("passwordHint")}
      </span>
      <input
        id={id}
        name="password"
        className="kern-form-input__input k-input"
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        required
        aria-describedby={`${id}-hint ${id}-strength`}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <span className="o-strength">
        <meter
          className="o-strength__bar"
          min={0}
          max={steps.length}
          value={typed === "" ? 0 : steps.indexOf(strength) + 1}
          aria-hidden="true"
        />
        <output id={`${id}-strength`} className="k-small">
          {typed === "" ? "" : say(`passwordStrength.${strength}`)}
        </output>
      </span>
      <label className="k-check">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
        <span>{say("showPassword")}</span>
      </label>
    </div>
  );
}
