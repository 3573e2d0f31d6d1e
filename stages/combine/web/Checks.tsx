import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type Sentence, useSentence } from "../../../runtime/ui/language/useSentence.ts";
import type { IndexAnswer } from "../contract.ts";

const icons = { error: "warning", warning: "warning", note: "info" } as const;

/** What the machine found odd about the index, in sentences. */
export function Checks({ answer }: { readonly answer: IndexAnswer }) {
  const { say } = useLanguage("combine");
  const inWords = useSentence("combine");
  if (answer.checks.length === 0) return <p>{say("checks.none")}</p>;
  return (
    <ul className="k-list k-list--plain">
      {answer.checks.map((check) => (
        <li
          key={`${check.code} ${check.sentence}`}
          className={`k-note k-note--${check.severity === "note" ? "info" : "warning"}`}
        >
          <Icon name={icons[check.severity]} />
          <div>
            <strong className="k-small">{say(`checks.${check.severity}`)}</strong>
            <Spoken sentence={inWords({ ...check, place: null }, check.sentence)} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Spoken({ sentence }: { readonly sentence: Sentence }) {
  return <p lang={sentence.lang}>{sentence.text}</p>;
}
