import { useId, useState } from "react";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

/** A field for a new password, named `password` in its form, which can be looked at; the server judges it. */
export function NewPassword({ label }: { readonly label: string }) {
  const { say } = useLanguage("people");
  const id = useId();
  const [shown, setShown] = useState(false);
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
        aria-describedby={`${id}-hint`}
      />
      <label className="k-check">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
        <span>{say("showPassword")}</span>
      </label>
    </div>
  );
}
