import type { Text } from "../../../kernel/text/text.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

/** The answer first: what the figures say, in a sentence that also serves a screen reader and a council paper. */
export function AnswerSentence({
  sentence,
  notes = [],
}: {
  readonly sentence: Text;
  readonly notes?: readonly Text[];
}) {
  const { text, language } = useLanguage("describe");
  const spoken = (words: Text): "de" | undefined => (language === "en" && words.en === undefined ? "de" : undefined);
  return (
    <div className="k-stack k-stack--tight">
      <p className="k-lead" lang={spoken(sentence)}>
        {text(sentence)}
      </p>
      {notes.map((note) => (
        <p key={note.de} className="k-small k-muted k-read" lang={spoken(note)}>
          {text(note)}
        </p>
      ))}
    </div>
  );
}
