/** A function that a file exports, as its text shows it. */
export interface Declaration {
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly kind: "function" | "operation" | "command";
  /** Words of the docblock right above, without its stars; undefined where there is none. */
  readonly docblock: string | undefined;
  /** Parameters and result with their types; empty for operations and commands, whose contract tells both. */
  readonly signature: string;
  readonly body: string;
  readonly isAsync: boolean;
}

const opening = /^export (?:(async )?function\*? (\w+)|const (\w+)(: \w+)? = (async )?(.*))/;

/**
 * The functions that a file exports.
 *
 * Known by the layout that the formatter keeps: what belongs to a declaration is indented or closes it.
 */
export function declarations(text: string): Declaration[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) => {
    const found = opening.exec(line);
    if (found === null) return [];
    const [, asyncFunction, functionName, constName, type, asyncArrow, begin = ""] = found;
    const kind = functionName === undefined ? kindOf(type, begin) : "function";
    if (kind === undefined) return [];
    const body = statementAt(lines, at);
    return [
      {
        name: functionName ?? constName ?? "",
        line: at + 1,
        kind,
        docblock: docblockAbove(lines, at) ?? (kind === "operation" ? docblockOfKeeper(lines, body) : undefined),
        signature: kind === "function" ? signatureIn(body) : "",
        body,
        isAsync: (asyncFunction ?? asyncArrow) !== undefined,
      },
    ];
  });
}

// An operation may be made of a function of the same file that says it all already.
function docblockOfKeeper(lines: readonly string[], body: string): string | undefined {
  const [, keeper] = /operation\(\s*\w+,\s*(\w+)\s*[,)]/.exec(body) ?? [];
  const at = lines.findIndex((line) => new RegExp(`^(?:export )?(?:async )?function ${keeper}\\b`).test(line));
  return keeper === undefined || at < 0 ? undefined : docblockAbove(lines, at);
}

function kindOf(type: string | undefined, begin: string): Declaration["kind"] | undefined {
  if (type === ": Command") return "command";
  if (begin.startsWith("operation(")) return "operation";
  return /^(?:\(|<|\w+ =>|memo\()/.test(begin) ? "function" : undefined;
}

function statementAt(lines: readonly string[], at: number): string {
  let end = at + 1;
  while (end < lines.length && /^(?:\s|[)}\]]|$)/.test(lines[end] ?? "")) end++;
  return lines.slice(at, end).join("\n").trimEnd();
}

function docblockAbove(lines: readonly string[], at: number): string | undefined {
  let from = at - 1;
  // A word to the checker of form may stand between a docblock and what it is about.
  while (/^\/\/ biome-ignore/.test(lines[from] ?? "")) from--;
  if (!/\*\/\s*$/.test(lines[from] ?? "")) return undefined;
  let begin = from;
  while (begin > 0 && !/^\s*\/\*/.test(lines[begin] ?? "")) begin--;
  if (!/^\s*\/\*\*/.test(lines[begin] ?? "")) return undefined;
  return lines
    .slice(begin, from + 1)
    .map((line) => line.replace(/^\s*(?:\/\*\*|\*\/|\*)? ?/, "").replace(/\s*\*\/\s*$/, ""))
    .join("\n")
    .trim();
}

// From the first bracket to the body: parameters, and the type of the result where it is written.
function signatureIn(statement: string): string {
  const from = statement.indexOf("(");
  let at = closing(statement, from);
  const rest = statement.slice(at).replace(/\s+/g, " ");
  if (!rest.startsWith(":")) return oneLine(statement.slice(from, at));
  at = 1;
  // A type that is an object opens with the same brace as the body.
  while (at < rest.length) {
    const sign = rest[at] ?? "";
    if ("{([".includes(sign) && !(sign === "{" && isComplete(rest.slice(1, at)))) at = closing(rest, at);
    else if (sign === "{" || rest.startsWith("=> ", at) || sign === ";") break;
    else at++;
  }
  return oneLine(statement.slice(from, closing(statement, from))) + rest.slice(0, at).trimEnd();
}

function isComplete(type: string): boolean {
  return /[\w\]})>"]\s*$/.test(type) && !/\b(?:readonly|keyof|typeof|is|extends|infer)\s*$/.test(type);
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if ("([{".includes(text[at] ?? "")) depth++;
    else if (")]}".includes(text[at] ?? "") && --depth === 0) return at + 1;
  }
  return text.length;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
