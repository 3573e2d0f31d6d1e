import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { Proposal } from "../contract.ts";
import type { TableMapping } from "../mapping.ts";

/** Which sheets of a workbook are read: one to lead, and those that lie like it with what each stands for. */
export function SheetChoice({
  sheets,
  table,
  onLead,
  onChange,
}: {
  readonly sheets: Proposal["sheets"];
  readonly table: TableMapping;
  /** Another sheet is to lead: the file is looked at anew. */
  readonly onLead: (sheet: string) => void;
  readonly onChange: (table: TableMapping) => void;
}) {
  const { say, number } = useLanguage("collect");
  const lead = table.sheet ?? sheets[0]?.name ?? "";
  const read = new Map((table.sheets ?? []).map((one) => [one.name, one]));
  const others = sheets.filter(({ name, rows }) => name !== lead && rows > 0);
  const set = (name: string, entry: NonNullable<TableMapping["sheets"]>[number] | undefined): void => {
    // In the order of the file, whatever was ticked first.
    const next = new Map(read);
    if (entry === undefined) next.delete(name);
    else next.set(name, entry);
    onChange({ ...table, sheets: others.flatMap((one) => next.get(one.name) ?? []) });
  };
  return (
    <fieldset className="c-group">
      <legend className="k-h3">{say("mapping.sheets")}</legend>
      <div className="k-row">
        <Select
          label={say("mapping.sheetLead")}
          choices={sheets.filter(({ rows }) => rows > 0).map(({ name }) => ({ id: name, label: name }))}
          value={lead}
          onChange={onLead}
        />
      </div>
      <p className="k-small k-muted">{say("mapping.sheetsHint")}</p>
      <ul className="c-sheets">
        {others.map(({ name, rows }) => {
          const entry = read.get(name);
          return (
            <li key={name} className="k-row k-row--end">
              <label className="k-check">
                <input
                  type="checkbox"
                  checked={entry !== undefined}
                  onChange={(event) => set(name, event.currentTarget.checked ? { name } : undefined)}
                />
                {say("mapping.sheetRows", { name, count: rows, rows: number(rows) })}
              </label>
              {entry === undefined || table.period.by !== "constant" ? null : (
                <TextField
                  label={say("mapping.sheetPeriod", { name })}
                  value={entry.period ?? ""}
                  onChange={(period) => set(name, withText(entry, "period", period))}
                />
              )}
              {entry === undefined || table.area.by !== "constant" ? null : (
                <TextField
                  label={say("mapping.sheetArea", { name })}
                  value={entry.area ?? ""}
                  onChange={(area) => set(name, withText(entry, "area", area))}
                />
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

type Entry = NonNullable<TableMapping["sheets"]>[number];

function withText(entry: Entry, field: "period" | "area", text: string): Entry {
  const { [field]: _, ...rest } = entry;
  return text === "" ? rest : { ...rest, [field]: text };
}
