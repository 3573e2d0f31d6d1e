import { operation } from "../../../runtime/http/operation.ts";
import { excelFile, germanCsv } from "../../describe/describe.ts";
import { indexFileContract, indexTable } from "../combine.ts";
import { compositeIndex } from "./showIndex.ts";

/** What the page of an index shows, as a file; the same figures, released the same way. */
export const exportIndex = operation(
  indexFileContract,
  async (context, { format, language = "de", ...asked }) => {
    const table = indexTable(await compositeIndex(context, asked), language);
    if (format === "csv")
      return {
        name: `${table.name}.csv`,
        mediaType: "text/csv; charset=utf-8",
        content: new TextEncoder().encode(germanCsv(table)),
      };
    const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return { name: `${table.name}.xlsx`, mediaType, content: await excelFile(table) };
  },
  { narrows: ["published"] },
);
