import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { delimited } from "./delimited.ts";

/** Columns of a hierarchy file where a setting says nothing else. */
const usual = { whole: "ganzes", part: "teil" };

/**
 * Every whole with its parts, from a file: a list with one part per line (CSV, the
 * columns `teil` and `ganzes`; labels beside them do not matter), or the indented form
 * of τ-ARGUS, in which `@` stands for one level down.
 *
 * A part without a whole hangs under the total.
 *
 * Refuses a file that lacks one of both columns, has a gap, or names no part at all.
 *
 * @example
 * hierarchyParts("teil;name;ganzes\n01;Ahornhausen;Nord\n02;Birkenfelde;Nord\n", "amt.csv") // { Nord: ["01", "02"] }
 * hierarchyParts("Nord\n@01\n@02\nSüd\n@03\n", "amt.hrc") // { Nord: ["01", "02"], Süd: ["03"] }
 */
export function hierarchyParts(
  text: string,
  file: string,
  columns: { readonly whole?: string; readonly part?: string } = {},
): Record<string, string[]> {
  const parts = new Map<string, Set<string>>();
  for (const [part, whole] of /^\s*@/m.test(text) ? indented(text, file) : listed(text, file, columns)) {
    if (whole === "" || whole === part) continue;
    parts.set(whole, (parts.get(whole) ?? new Set()).add(part));
  }
  if (parts.size === 0) throw new Refusal("protect.hierarchyEmpty", {}, { place: { file } });
  return Object.fromEntries([...parts].map(([whole, members]) => [whole, [...members]]));
}

function listed(text: string, file: string, columns: { whole?: string; part?: string }): [string, string][] {
  const { header, rows } = delimited(text, file);
  const find = (name: string): number => {
    const at = header.findIndex((head) => head.toLowerCase() === name.toLowerCase());
    if (at < 0)
      throw new Refusal("protect.missingColumn", { column: name, columns: header.join(", ") }, { place: { file } });
    return at;
  };
  const [part, whole] = [find(columns.part ?? usual.part), find(columns.whole ?? usual.whole)];
  return rows.map(({ line, fields }) => {
    const code = fields[part] ?? "";
    if (code === "") throw new Refusal("protect.hierarchyGap", {}, { place: { file, row: line } });
    return [code, fields[whole] ?? ""];
  });
}

function indented(text: string, file: string): [string, string][] {
  const above: string[] = [];
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .flatMap((line, at): [string, string][] => {
      const [, signs = "", code = ""] = /^\s*(@*)\s*(.*?)\s*$/.exec(line) ?? [];
      if (code === "" && signs === "") return [];
      if (code === "" || signs.length > above.length)
        throw new Refusal("protect.hierarchyGap", {}, { place: { file, row: at + 1 } });
      above.length = signs.length;
      above.push(code);
      return signs.length === 0 ? [] : [[code, above[signs.length - 1] ?? ""]];
    });
}
