import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

const none = "";

/** Columns that play one part together, such as those that name the figure: one field each, and an empty one for the next. */
export function ColumnList({
  label,
  labelNext,
  choices,
  chosen,
  onChange,
}: {
  readonly label: string;
  /** Label of the second and further fields. */
  readonly labelNext: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** Positions from 1, as texts. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}) {
  const { say } = useLanguage("collect");
  const fields = chosen.length < choices.length ? [...chosen, none] : chosen;
  return fields.map((value, at) => (
    <Select
      // biome-ignore lint/suspicious/noArrayIndexKey: the fields have nothing but their order.
      key={at}
      label={at === 0 ? label : labelNext}
      choices={[
        { id: none, label: say(at === 0 ? "mapping.noColumn" : "mapping.noFurtherColumn") },
        ...choices.filter(({ id }) => id === value || !chosen.includes(id)),
      ]}
      value={value}
      onChange={(choice) => onChange([...chosen.slice(0, at), choice, ...chosen.slice(at + 1)].filter(Boolean))}
    />
  ));
}
