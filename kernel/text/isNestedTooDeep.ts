const deepest = 100;

/**
 * Whether a text in YAML or JSON is nested more than a hundred levels deep, as nothing is that a person wrote. Whoever
 * reads such a text goes down by calling itself, and the room for that has an end.
 *
 * Counted by signs alone, brackets inside quotation marks too: it need not be exact, only short and without calling itself.
 *
 * @example
 * isNestedTooDeep("title: Tabelle\ndimensions: [{id: a}]") // false
 * isNestedTooDeep("- ".repeat(101)) // true
 * isNestedTooDeep("[".repeat(101)) // true
 */
export function isNestedTooDeep(text: string): boolean {
  const indents: number[] = [];
  let open = 0;
  for (const line of text.split("\n")) {
    const [lead = ""] = /^(?:[ ]|[-?] )*/.exec(line) ?? [];
    const indent = lead.length - lead.trimStart().length;
    if (line.trim() !== "") {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
    }
    const marks = lead.split(/[-?] /).length - 1;
    for (const sign of line) {
      if (sign === "[" || sign === "{") open += 1;
      else if (open > 0 && (sign === "]" || sign === "}")) open -= 1;
      if (open > deepest) return true;
    }
    if (indents.length + marks + open > deepest) return true;
  }
  return false;
}
