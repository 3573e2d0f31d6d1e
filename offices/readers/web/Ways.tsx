import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

/** How else one reaches the county; a sentence where nobody has entered it. */
export function Ways({
  email,
  phone,
  none,
}: {
  readonly email: string;
  readonly phone: string;
  readonly none: string;
}) {
  const { say } = useLanguage("readers");
  if (email === "" && phone === "") return <p>{none}</p>;
  return (
    <ul className="k-list">
      {email === "" ? null : (
        <li>
          <a href={`mailto:${email}`}>{say("message.byMail", { email })}</a>
        </li>
      )}
      {phone === "" ? null : (
        <li>
          <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{say("message.byPhone", { phone })}</a>
        </li>
      )}
    </ul>
  );
}
