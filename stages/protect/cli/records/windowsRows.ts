import { createReadStream } from "node:fs";
import iconv from "iconv-lite";

/**
 * The rows of a delimited file in Windows-1252, one after the other, without the
 * file ever being whole in memory. The first lines may be left out.
 */
export async function* windowsRows(path: string, separator: string, leftOut = 0): AsyncGenerator<string[]> {
  let row: string[] = [];
  let field = "";
  let quoted = false;
  let closing = false;
  let before = leftOut;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const text = iconv.decode(chunk as Buffer, "windows-1252");
    for (const sign of text) {
      if (before > 0) {
        if (sign === "\n") before--;
        continue;
      }
      if (quoted && !closing) {
        if (sign === '"') closing = true;
        else field += sign;
        continue;
      }
      if (closing) {
        closing = false;
        if (sign === '"') {
          field += '"';
          continue;
        }
        quoted = false;
      }
      if (sign === '"' && field === "") quoted = true;
      else if (sign === separator) {
        row.push(field);
        field = "";
      } else if (sign === "\n") {
        row.push(field);
        if (row.length > 1 || row[0] !== "") yield row;
        row = [];
        field = "";
      } else if (sign !== "\r") field += sign;
    }
  }
  if (field !== "" || row.length > 0) {
    row.push(field);
    yield row;
  }
}
