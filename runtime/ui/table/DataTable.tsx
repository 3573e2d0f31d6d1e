import { type ReactNode, useMemo, useState } from "react";
import type { Mark } from "../../../kernel/value/table.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { Button } from "../control/Button.tsx";
import { Icon } from "../control/Icon.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { Figures } from "./Figures.tsx";
import { ScrollFrame } from "./ScrollFrame.tsx";

export type Column<Row> =
  | {
      readonly id: string;
      readonly label: string;
      readonly kind: "number";
      readonly unit?: string;
      readonly decimals?: number;
      readonly value: (row: Row) => Value | null;
      readonly mark?: (row: Row) => Mark | null;
      readonly reason?: (row: Row) => string | undefined;
      /** With a sign in front: changes. */
      readonly signed?: boolean;
      /** Unit and decimals that differ from row to row. */
      readonly form?: (row: Row) => { readonly unit: string; readonly decimals: number };
    }
  | {
      readonly id: string;
      readonly label: string;
      readonly kind: "text";
      /** What is sorted by, and shown unless `show` says otherwise. */
      readonly text: (row: Row) => string;
      readonly show?: (row: Row) => ReactNode;
    };

/** More rows are drawn when asked for: long tables must not freeze a phone. */
const shownAtOnce = 300;

/** KERN's table in the denser size: head stays in sight, each column sorts, absences explain themselves. */
export function DataTable<Row>({
  caption,
  hideCaption = false,
  columns,
  rows,
  keyOf,
  sortedBy,
  descending = false,
  height,
  onHighlight,
  highlighted,
}: {
  readonly caption: string;
  readonly hideCaption?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Column that sorts first; without it the order is as given. */
  readonly sortedBy?: string;
  readonly descending?: boolean;
  readonly height?: number;
  readonly onHighlight?: (key: string | undefined) => void;
  readonly highlighted?: string | undefined;
}) {
  const { say, compare } = useLanguage();
  const [order, setOrder] = useState<{ column: string | undefined; descending: boolean }>({
    column: sortedBy,
    descending,
  });
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => {
    const column = columns.find((candidate) => candidate.id === order.column);
    return column === undefined ? rows : [...rows].sort(by(column, order.descending, compare));
  }, [rows, columns, order, compare]);
  // Signs are explained where there are any: for nothing at all, and for what is absent.
  const hasSigns = useMemo(
    () =>
      columns.some(
        (column) =>
          column.kind === "number" &&
          rows.some((row) => {
            const value = column.value(row);
            return value !== null && (!isPresent(value) || column.mark?.(row) != null);
          }),
      ),
    [columns, rows],
  );
  const shown = all ? sorted : sorted.slice(0, shownAtOnce);

  return (
    <div>
      <ScrollFrame className="k-table" label={caption} height={height}>
        <table className="kern-table kern-table--small">
          <caption className={hideCaption ? "k-sr" : "k-table__caption"}>{caption}</caption>
          <thead className="kern-table__head">
            <tr className="kern-table__row">
              {columns.map((column) => {
                const current = order.column === column.id;
                return (
                  <th
                    key={column.id}
                    scope="col"
                    className={`kern-table__header k-table__head${column.kind === "number" ? " kern-table__header--numeric" : ""}`}
                    aria-sort={current ? (order.descending ? "descending" : "ascending") : undefined}
                  >
                    <button
                      type="button"
                      className="k-table__sort"
                      title={say("table.sortBy", { column: column.label })}
                      onClick={() =>
                        setOrder({
                          column: column.id,
                          descending: current ? !order.descending : column.kind === "number",
                        })
                      }
                    >
                      <span>
                        {column.label}
                        {column.kind === "number" && column.unit !== undefined && column.unit !== "" ? (
                          <span className="k-muted">&nbsp;{column.unit}</span>
                        ) : null}
                      </span>
                      <Icon name={current ? (order.descending ? "down" : "up") : "sort"} />
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody className="kern-table__body">
            {shown.map((row) => {
              const key = keyOf(row);
              return (
                <tr
                  key={key}
                  className="kern-table__row"
                  data-highlighted={highlighted === key}
                  onPointerEnter={onHighlight === undefined ? undefined : () => onHighlight(key)}
                >
                  {columns.map((column, position) =>
                    position === 0 ? (
                      <th key={column.id} scope="row" className="kern-table__header k-table__rowhead">
                        <Cell column={column} row={row} />
                      </th>
                    ) : (
                      <td
                        key={column.id}
                        className={`kern-table__cell${column.kind === "number" ? " kern-table__cell--numeric" : ""}`}
                      >
                        <Cell column={column} row={row} />
                      </td>
                    ),
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollFrame>
      <div className="k-row k-row--apart k-small k-muted k-table__foot">
        <span>{say("table.rows", { count: rows.length })}</span>
        {hasSigns ? <span>{say("table.signs")}</span> : null}
        {shown.length < sorted.length ? (
          <Button kind="tertiary" onPress={() => setAll(true)}>
            {say("table.all", { count: sorted.length })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  if (column.kind === "text") return <>{column.show?.(row) ?? column.text(row)}</>;
  const value = column.value(row);
  if (value === null) return null;
  const form = column.form?.(row);
  return (
    <Figures
      value={value}
      decimals={form?.decimals ?? column.decimals ?? 0}
      unit={form?.unit ?? ""}
      mark={column.mark?.(row) ?? null}
      reason={column.reason?.(row)}
      signed={column.signed ?? false}
    />
  );
}

function by<Row>(column: Column<Row>, descending: boolean, compare: (a: string, b: string) => number) {
  const sign = descending ? -1 : 1;
  return (a: Row, b: Row): number => {
    if (column.kind === "text") return sign * compare(column.text(a), column.text(b));
    const first = column.value(a);
    const second = column.value(b);
    const firstThere = first !== null && isPresent(first);
    const secondThere = second !== null && isPresent(second);
    // What is absent stands at the end in either direction.
    if (!firstThere || !secondThere) return firstThere === secondThere ? 0 : firstThere ? -1 : 1;
    return sign * (first - second);
  };
}
