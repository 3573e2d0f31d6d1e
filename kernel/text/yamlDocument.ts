import { type Document, type ParseOptions, parseDocument, type SchemaOptions } from "yaml";

/**
 * A text as a YAML document, whose errors stand inside it; undefined where it is nested more than a hundred levels deep,
 * as nothing is that a person wrote. The library goes down by calling itself, and the room for that has an end.
 *
 * @example
 * yamlDocument("title: Tabelle", {})?.toJS() // { title: "Tabelle" }
 * yamlDocument("- ".repeat(101), {}) // undefined
 */
export function yamlDocument(text: string, options: ParseOptions & SchemaOptions): Document | undefined {
  return isTooDeep(text) ? undefined : parseDocument(text, { ...options, logLevel: "error" });
}

const deepest = 100;

// Counted by signs alone, brackets inside quotation marks too: it need not be exact, only short and without calling itself.
function isTooDeep(text: string): boolean {
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
