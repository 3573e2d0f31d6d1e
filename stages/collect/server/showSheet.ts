import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { showSheet as contract } from "../contract.ts";
import { cellText, columnCount } from "../workbook.ts";
import { demandDelivery } from "./deliveryStore.ts";
import { openDelivered } from "./readDelivered.ts";

/**
 * A page of a delivered file, cell by cell as it lies there.
 *
 * Refuses a sheet that the file does not have, and names those that it has.
 */
export const showSheet = operation(
  contract,
  async (context, { id, sheet: name, row = 1, rows = 100, column = 1, columns = 50 }) => {
    const delivery = await demandDelivery(context, id);
    const workbook = await openDelivered(delivery.file);
    const sheet =
      name === undefined ? workbook.sheets[0] : workbook.sheets.find((candidate) => candidate.name === name);
    if (sheet === undefined)
      throw new Refusal(
        "collect.unknownSheet",
        {
          file: delivery.fileName,
          sheet: name ?? "",
          sheets: workbook.sheets.map((candidate) => candidate.name).join(", "),
        },
        { kind: "missing" },
      );
    return {
      sheet: sheet.name,
      sheets: workbook.sheets.map((candidate) => ({
        name: candidate.name,
        rows: candidate.rows.length,
        columns: columnCount(candidate),
      })),
      row,
      column,
      cells: sheet.rows
        .slice(row - 1, row - 1 + rows)
        .map((cells) =>
          cells
            .slice(column - 1, column - 1 + columns)
            .map((cell) =>
              cell === null || typeof cell === "number" ? cell : typeof cell === "string" ? cell : cellText(cell),
            ),
        ),
    };
  },
  { narrows: ["own"] },
);
