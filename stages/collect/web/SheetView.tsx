import { useState } from "react";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { showSheet } from "../contract.ts";

/** A cell to look at. */
export interface CellPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

const rowsAtOnce = 40;

/** The file as it lies there, with the cell in question marked. */
export function SheetView({
  id,
  lead,
  marked,
}: {
  readonly id: number;
  /** The sheet that is read, where somebody or the file said which; it is shown first. */
  readonly lead: string | undefined;
  readonly marked: CellPlace | undefined;
}) {
  const { say } = useLanguage("collect");
  const [place, setPlace] = useState<{ of: CellPlace | undefined; sheet: string | undefined; row: number }>({
    of: undefined,
    sheet: undefined,
    row: 1,
  });
  // A finding was chosen: its cell comes into sight, five rows below the edge.
  if (marked !== place.of) setPlace({ of: marked, sheet: marked?.sheet, row: Math.max(1, (marked?.row ?? 1) - 5) });
  const shown = place.sheet ?? lead;
  const column = marked === undefined ? 1 : Math.max(1, marked.column - 8);
  const part = useOperation(showSheet, {
    id,
    row: place.row,
    rows: rowsAtOnce,
    column,
    columns: 40,
    ...(shown === undefined || shown === "" ? {} : { sheet: shown }),
  });
  return (
    <Answer of={part} shape="table">
      {(answer) => {
        const total = answer.sheets.find((sheet) => sheet.name === answer.sheet)?.rows ?? 0;
        const last = Math.min(total, answer.row + answer.cells.length - 1);
        const width = Math.max(0, ...answer.cells.map((row) => row.length));
        const columns = Array.from({ length: width }, (_, at) => answer.column + at);
        return (
          <div className="k-stack k-stack--tight">
            <div className="k-row">
              {answer.sheets.length > 1 ? (
                <Select
                  label={say("file.sheet")}
                  choices={answer.sheets.map((sheet) => ({ id: sheet.name, label: sheet.name }))}
                  value={answer.sheet}
                  onChange={(sheet) => setPlace({ ...place, sheet, row: 1 })}
                />
              ) : null}
              <span className="k-small k-muted">{say("file.rows", { from: answer.row, to: last })}</span>
              <Button
                kind="tertiary"
                icon="up"
                disabled={answer.row <= 1}
                onPress={() => setPlace({ ...place, row: Math.max(1, answer.row - rowsAtOnce) })}
              >
                {say("file.earlier")}
              </Button>
              <Button
                kind="tertiary"
                icon="down"
                disabled={last >= total}
                onPress={() => setPlace({ ...place, row: answer.row + rowsAtOnce })}
              >
                {say("file.later")}
              </Button>
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
            <section className="c-sheet" tabIndex={0} aria-label={`${say("file.view")}: ${answer.sheet}`}>
              <table>
                <thead>
                  <tr>
                    <td />
                    {columns.map((position) => (
                      <th key={position} scope="col">
                        {position}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {answer.cells.map((cells, at) => {
                    const row = answer.row + at;
                    return (
                      <tr key={row}>
                        <th scope="row">{row}</th>
                        {columns.map((position, index) => {
                          const cell = cells[index] ?? null;
                          const isMarked = marked?.row === row && marked.column === position;
                          return (
                            <td
                              key={position}
                              data-number={typeof cell === "number"}
                              data-marked={isMarked}
                              aria-current={isMarked ? "location" : undefined}
                            >
                              {cell}
                            </td>
                          );
                        })}
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </section>
          </div>
        );
      }}
    </Answer>
  );
}
