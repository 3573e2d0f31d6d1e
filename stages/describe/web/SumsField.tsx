import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

/** What counts the same people as this figure: sums of figures and groups of others, protected together. */
export function SumsField({
  id,
  sums,
  onChange,
}: {
  readonly id: string;
  readonly sums: readonly string[];
  readonly onChange: (sums: string[]) => void;
}) {
  const { say } = useLanguage("describe");
  return (
    <fieldset className="k-fieldset k-stack k-stack--tight">
      <legend className="k-field__label">{say("baseFigure.sums")}</legend>
      <p className="k-field__hint">{say("baseFigure.sumsHint")}</p>
      {sums.map((sum, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are typed.
        <div key={at} className="k-breaks k-breaks--long">
          <TextField
            label={say("baseFigure.sum", { number: at + 1 })}
            value={sum}
            onChange={(text) => onChange(sums.map((one, i) => (i === at ? text : one)))}
          />
          <Button kind="tertiary" onPress={() => onChange(sums.filter((_, i) => i !== at))}>
            {say("baseFigure.removeBreak")}
          </Button>
        </div>
      ))}
      <div>
        <Button kind="secondary" icon="plus" onPress={() => onChange([...sums, id === "" ? "" : `${id} = `])}>
          {say("baseFigure.addSum")}
        </Button>
      </div>
    </fieldset>
  );
}
