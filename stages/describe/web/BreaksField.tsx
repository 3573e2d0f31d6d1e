import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

interface Break {
  period: string;
  note: { de: string; en?: string };
}

/** Where the method of counting changed: the first period of the new one, and what is different. */
export function BreaksField({
  breaks,
  onChange,
}: {
  readonly breaks: readonly Break[];
  readonly onChange: (breaks: Break[]) => void;
}) {
  const { say } = useLanguage("describe");
  const put = (at: number, changed: Break): void => onChange(breaks.map((one, i) => (i === at ? changed : one)));
  return (
    <fieldset className="k-fieldset k-stack k-stack--tight">
      <legend className="k-field__label">{say("baseFigure.breaks")}</legend>
      <p className="k-field__hint">{say("baseFigure.breaksHint")}</p>
      {breaks.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are typed.
        <div key={at} className="k-breaks">
          <TextField
            label={say("baseFigure.breakPeriod")}
            value={one.period}
            onChange={(period) => put(at, { ...one, period })}
            placeholder="2020"
          />
          <TextField
            label={say("baseFigure.breakNote")}
            value={one.note.de}
            onChange={(de) => put(at, { ...one, note: { ...one.note, de } })}
          />
          <Button kind="tertiary" onPress={() => onChange(breaks.filter((_, i) => i !== at))}>
            {say("baseFigure.removeBreak")}
          </Button>
        </div>
      ))}
      <div>
        <Button kind="secondary" icon="plus" onPress={() => onChange([...breaks, { period: "", note: { de: "" } }])}>
          {say("baseFigure.addBreak")}
        </Button>
      </div>
    </fieldset>
  );
}
