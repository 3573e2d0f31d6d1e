import { differences } from "../../../kernel/version/differences.ts";
import type { Trouble } from "../call/Trouble.ts";
import { Button } from "../control/Button.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { useSentence } from "../language/useSentence.ts";
import { ScrollFrame } from "../table/ScrollFrame.tsx";

/**
 * Somebody else changed the same thing meanwhile: both versions side by side, and the
 * choice which one holds. Until then nothing is stored and nothing typed is lost.
 */
export function ConflictNote({
  trouble,
  mine,
  theirs,
  nameOf,
  onKeepMine,
  onTakeTheirs,
}: {
  readonly trouble: Trouble;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** What a place such as `label.de` is called on the form. */
  readonly nameOf: (place: string) => string;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}) {
  const { say } = useLanguage();
  const { code, parts, message } = trouble;
  const inWords = useSentence(code.slice(0, code.indexOf(".")));
  const { text: sentence, lang } = inWords(parts === null ? null : { code, ...parts }, message);
  const places = differences(theirs, mine);
  return (
    <section className="k-note k-note--trouble" role="alert" aria-label={say("conflict.title")}>
      <div className="k-stack">
        <p lang={lang}>{sentence}</p>
        {places.length === 0 ? (
          <p>{say("conflict.same")}</p>
        ) : (
          <ScrollFrame className="k-table" label={say("conflict.title")}>
            <table className="kern-table kern-table--small">
              <caption className="k-sr">{say("conflict.title")}</caption>
              <thead className="kern-table__head">
                <tr className="kern-table__row">
                  {(["field", "mine", "theirs"] as const).map((head) => (
                    <th key={head} scope="col" className="kern-table__header">
                      {say(`conflict.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="kern-table__body">
                {places.map((one) => (
                  <tr className="kern-table__row" key={one.place}>
                    <th scope="row" className="kern-table__header">
                      {nameOf(one.place)}
                    </th>
                    <td className="kern-table__cell">{one.after ?? "–"}</td>
                    <td className="kern-table__cell">{one.before ?? "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollFrame>
        )}
        <div className="k-row">
          <Button kind="secondary" onPress={onKeepMine}>
            {say("conflict.keepMine")}
          </Button>
          <Button kind="secondary" onPress={onTakeTheirs}>
            {say("conflict.takeTheirs")}
          </Button>
        </div>
      </div>
    </section>
  );
}
