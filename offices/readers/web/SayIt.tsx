import { Link } from "react-router";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

/** One way of having one's say: a message to the county. */
export default function SayIt() {
  const { say } = useLanguage("readers");
  return (
    <p>
      <Link to="/rueckmeldung?seite=/mein-ort">{say("takePart")}</Link>
    </p>
  );
}
