import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { Proposal } from "../contract.ts";
import { type TableMapping, unknownPeriod } from "../mapping.ts";
import { ColumnList } from "./ColumnList.tsx";

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
  const isHere = ({ sheet }: Proposal["columns"][number]): boolean =>
    table.sheet === undefined || sheet === table.sheet;
  const choices = columns.filter(isHere).map((column) => ({
    id: String(column.position),
    label: say("mapping.column", { position: column.position, header: column.header }),
  }));
  const positionOf = (column: string | number): string =>
    String(
      typeof column === "number"
        ? column
        : (columns.find((candidate) => isHere(candidate) && candidate.header === column)?.position ?? ""),
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
          choices={[
            ...choices,
            { id: "header", label: say("mapping.inHeader") },
            { id: "constant", label: say("mapping.constant") },
          ]}
          value={table.area.by === "column" ? positionOf(table.area.column) : table.area.by}
          onChange={(choice) => onChange({ ...table, area: areaBy(table, choice) })}
        />
        {table.area.by === "constant" ? (
          <TextField
            label={say("mapping.areaConstant")}
            value={table.area.code === unknownArea ? "" : table.area.code}
            onChange={(code) => onChange({ ...table, area: { by: "constant", code: code.trim() || unknownArea } })}
          />
        ) : (
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
              values: {
                ...(choice === "columns" ? { by: "columns" } : { by: "rows", column: Number(choice) }),
                ...figureOf(table.values),
              },
            })
          }
        />
        {isNamedByColumns(table) ? (
          <ColumnList
            label={say("mapping.figureColumn")}
            labelNext={say("mapping.furtherColumn")}
            choices={choices}
            chosen={(table.values.figureColumns ?? []).map(positionOf)}
            onChange={(chosen) => {
              const { figureColumns: _, ...values } = table.values;
              const figureColumns = chosen.map(Number);
              onChange({ ...table, values: { ...values, ...(chosen.length === 0 ? {} : { figureColumns }) } });
            }}
          />
        ) : null}
        <ColumnList
          label={say("mapping.breakdownColumn")}
          labelNext={say("mapping.furtherColumn")}
          choices={choices}
          chosen={(table.breakdowns ?? []).map(({ column }) => positionOf(column))}
          onChange={(chosen) => {
            const { breakdowns: before = [], ...rest } = table;
            const breakdowns = chosen.map(
              (position) =>
                before.find(({ column }) => positionOf(column) === position) ?? {
                  column: Number(position),
                  name:
                    columns.find((column) => isHere(column) && String(column.position) === position)?.header ||
                    position,
                },
            );
            onChange({ ...rest, ...(breakdowns.length === 0 ? {} : { breakdowns }) });
          }}
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

/** Stands for an area that the file does not tell and nobody has said yet. */
const unknownArea = "?";

/** Whether a row may say itself which figure its numbers are: where its heads do not. */
function isNamedByColumns({ values, area }: TableMapping): boolean {
  return values.by === "rows" || area.by === "header" || (values.figureColumns ?? []).length > 0;
}

/** What names the figure stays, wherever its numbers stand. */
function figureOf({ figure, figureColumns }: TableMapping["values"]): Pick<TableMapping["values"], "figureColumns"> {
  return { ...(figure === undefined ? {} : { figure }), ...(figureColumns === undefined ? {} : { figureColumns }) };
}

function areaBy(table: TableMapping, choice: string): TableMapping["area"] {
  if (choice === "constant") return { by: "constant", code: unknownArea };
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
