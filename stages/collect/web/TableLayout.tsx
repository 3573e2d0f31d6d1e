import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { Proposal } from "../contract.ts";
import { type TableMapping, unknownPeriod } from "../mapping.ts";

/** Where area, time and values stand in a plain table. */
export function TableLayout({
  columns,
  table,
  onChange,
}: {
  readonly columns: Proposal["columns"];
  readonly table: TableMapping;
  readonly onChange: (table: TableMapping) => void;
}) {
  const { say } = useLanguage("collect");
  const choices = columns
    .filter((column) => table.sheet === undefined || column.sheet === table.sheet)
    .map((column) => ({
      id: String(column.position),
      label: say("mapping.column", { position: column.position, header: column.header }),
    }));
  const positionOf = (column: string | number): string =>
    String(
      typeof column === "number" ? column : (columns.find((candidate) => candidate.header === column)?.position ?? ""),
    );
  return (
    <fieldset className="c-group">
      <legend className="k-h3">{say("mapping.table")}</legend>
      <div className="k-row k-row--end">
        <TextField
          label={say("mapping.headerRows")}
          hint={say("mapping.headerRowsHint")}
          value={table.headerRows.join(", ")}
          onChange={(text) => onChange({ ...table, headerRows: numbersIn(text) })}
        />
        <TextField
          label={say("mapping.firstRow")}
          type="number"
          value={String(table.firstRow)}
          onChange={(text) => onChange({ ...table, firstRow: Math.max(1, Math.trunc(Number(text)) || 1) })}
        />
        <Select
          label={say("mapping.area")}
          choices={[...choices, { id: "header", label: say("mapping.inHeader") }]}
          value={table.area.by === "column" ? positionOf(table.area.column) : table.area.by}
          onChange={(choice) => onChange({ ...table, area: areaBy(table, choice) })}
        />
        {table.area.by === "constant" ? null : (
          <Select
            label={say("mapping.areaMatch")}
            choices={[
              { id: "code", label: say("mapping.code") },
              { id: "name", label: say("mapping.name") },
            ]}
            value={table.area.match}
            onChange={(match) => {
              if (table.area.by !== "constant")
                onChange({ ...table, area: { ...table.area, match: match === "name" ? "name" : "code" } });
            }}
          />
        )}
        <Select
          label={say("mapping.period")}
          choices={[
            ...choices,
            { id: "header", label: say("mapping.inHeader") },
            { id: "constant", label: say("mapping.constant") },
          ]}
          value={table.period.by === "column" ? positionOf(table.period.column) : table.period.by}
          onChange={(choice) => onChange({ ...table, period: periodBy(choice) })}
        />
        <Select
          label={say("mapping.valueColumn")}
          choices={[{ id: "columns", label: say("mapping.everyNumber") }, ...choices]}
          value={table.values.by === "rows" ? positionOf(table.values.column) : "columns"}
          onChange={(choice) =>
            onChange({
              ...table,
              values: choice === "columns" ? { by: "columns" } : { by: "rows", column: Number(choice) },
            })
          }
        />
        <Select
          label={say("mapping.decimal")}
          choices={[
            { id: "comma", label: say("mapping.comma") },
            { id: "point", label: say("mapping.point") },
          ]}
          value={table.decimal ?? "comma"}
          onChange={(decimal) => onChange({ ...table, decimal: decimal === "point" ? "point" : "comma" })}
        />
      </div>
    </fieldset>
  );
}

function areaBy(table: TableMapping, choice: string): TableMapping["area"] {
  const match = table.area.by === "constant" ? "code" : table.area.match;
  return choice === "header" ? { by: "header", match } : { by: "column", column: Number(choice), match };
}

function periodBy(choice: string): TableMapping["period"] {
  if (choice === "header") return { by: "header" };
  if (choice === "constant") return { by: "constant", period: unknownPeriod };
  return { by: "column", column: Number(choice) };
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits)).filter((n) => n >= 1);
}
