import { seeAs, seenAs } from "../../../runtime/ui/call/seeAs.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import "./people.css";

/** Says on every page as whom one sees it, and leads back to oneself. Nothing while one looks as oneself. */
export default function SeeAsBanner() {
  const { say } = useLanguage("people");
  const role = seenAs();
  if (role === undefined) return null;
  return (
    <aside className="o-seeas" aria-label={say("rights.seeAs")}>
      <p>{say("rights.seenAs", { role: say(`role.${role.split("@")[0]}`) })}</p>
      <Button kind="secondary" onPress={() => seeAs(undefined)}>
        {say("rights.seeAsEnd")}
      </Button>
    </aside>
  );
}
