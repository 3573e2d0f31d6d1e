import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { AreaField } from "../spaces/proposalContract.ts";
import type { ColumnDraft } from "./areasDraft.ts";
import { ColumnList } from "./ColumnList.tsx";

/** The columns that make one text together, each with an example of what stands in it. */
export function ColumnField({
  label,
  fields,
  column,
  onChange,
}: {
  readonly label: string;
  readonly fields: readonly AreaField[];
  readonly column: ColumnDraft;
  readonly onChange: (column: ColumnDraft) => void;
}) {
  const { say } = useLanguage("collect");
  return (
    <ColumnList
      label={label}
      labelNext={say("mapping.furtherColumn")}
      choices={fieldChoices(fields, column.columns)}
      chosen={column.columns}
      onChange={(columns) => onChange({ ...column, columns })}
    />
  );
}

/** Fields to choose from, with what stands in the first row; those that are chosen and not there stay visible. */
export function fieldChoices(
  fields: readonly AreaField[],
  chosen: readonly string[],
): { readonly id: string; readonly label: string }[] {
  const missing = chosen.filter((id) => !fields.some((field) => field.id === id));
  return [
    ...fields.map(({ id, label, examples: [first] }) => ({
      id,
      label: first === undefined ? label : `${label} (${first})`,
    })),
    ...missing.map((id) => ({ id, label: id })),
  ];
}
