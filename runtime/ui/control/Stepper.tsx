import { Button } from "./Button.tsx";
import { Select } from "./Select.tsx";

/** Chooses one of an ordered row, one step back or forth, or from the list: periods above all. */
export function Stepper({
  label,
  previous,
  next,
  choices,
  value,
  onChange,
}: {
  readonly label: string;
  readonly previous: string;
  readonly next: string;
  /** Oldest first. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const position = choices.findIndex((choice) => choice.id === value);
  const before = choices[position - 1];
  const after = choices[position + 1];
  return (
    <div className="k-stepper">
      <Button
        kind="tertiary"
        icon="previous"
        iconOnly
        disabled={before === undefined}
        onPress={() => before !== undefined && onChange(before.id)}
      >
        {previous}
      </Button>
      <Select label={label} choices={[...choices].reverse()} value={value} onChange={onChange} />
      <Button
        kind="tertiary"
        icon="next"
        iconOnly
        disabled={after === undefined}
        onPress={() => after !== undefined && onChange(after.id)}
      >
        {next}
      </Button>
    </div>
  );
}
