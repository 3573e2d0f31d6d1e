/**
 * Holds what a function tells its reader. Prints one line for each gap, by file and line, and fails.
 *
 * - what a file exports has a docblock, and its first line says more than the name
 * - what is public (`docs/adding.md`) says what it refuses, when it throws and which findings it makes, gives unit or
 *   shape of its numbers, and names the rule or publication that a calculation follows
 * - what is pure and passes a door, or stands in the kernel, shows an example; `tests/examples.test.ts` runs it
 *
 * It reads text, since the compiler of this version offers no stable syntax tree: it sees words, not whether they are
 * true, and knows of a refusal only where it is made in the same file or by what is called `demand…` or `asked…`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Declaration, declarations } from "./declarations.ts";
import { passedOn } from "./publicFunctions.ts";
import { sourceFiles } from "./sourceFiles.ts";

/**
 * Public and pure, but without an example: what they take is a whole computed index, a round of dozens of events or
 * the answer of a page, which no line can hold. Each with the test that computes whole ones.
 */
const tooLargeForALine = new Map([
  ...["indexChecks", "indexJson", "resultTable", "treatmentTable", "classChanges", "higherLevels"].map(
    (name) => [name, "stages/combine/cli/cli.test.ts"] as const,
  ),
  ["computeIndex", "stages/combine/workedExamples.test.ts"],
  ...["indexAnswer", "planWith", "planNamed"].map((name) => [name, "stages/combine/indexAnswer.test.ts"] as const),
  ["releasedIndex", "stages/combine/releasedIndex.test.ts"],
  ...["choiceSensitivity", "flippingWeight", "leaveOneOut", "monteCarlo"].map(
    (name) => [name, "stages/combine/sensitivity/sensitivity.test.ts"] as const,
  ),
  ["liveIndex", "stages/combine/rounding.test.ts"],
  ["roundDefinition", "stages/combine/round/weightingRound.test.ts"],
  ...["methodSheet", "roundView"].map((name) => [name, "stages/combine/server/rounds/rounds.test.ts"] as const),
  ["mapTable", "stages/describe/server/figures.test.ts"],
]);

/** What lacks, each as `path:line name: what`. */
export function docblockGaps(files: ReadonlyMap<string, string>): string[] {
  const doors = passedOn(files);
  return [...files].flatMap(([path, text]) =>
    declarations(text).flatMap((one) => {
      const passes = path.startsWith("kernel/") || doors.get(path)?.has(one.name) === true;
      const isPublic = passes || one.kind !== "function" || isPure(path);
      const gaps = [
        ...gapsOfAll(one),
        ...(isPublic && one.docblock !== undefined ? gapsOfPublic(one, one.docblock, text) : []),
      ];
      if (
        passes &&
        isPure(path) &&
        one.docblock !== undefined &&
        !hasExample(one.docblock) &&
        !tooLargeForALine.has(one.name)
      )
        gaps.push("has no example that runs");
      if (
        isPublic &&
        isPure(path) &&
        one.docblock !== undefined &&
        computes(one) &&
        !source.test(proseOf(one.docblock))
      )
        gaps.push("does not say where its rule is from");
      return gaps.map((gap) => `${path}:${one.line} ${one.name}: ${gap}`);
    }),
  );
}

function gapsOfAll({ docblock, name }: Declaration): string[] {
  if (docblock === undefined) return ["has no docblock"];
  return saysNothing(proseOf(docblock), name) ? ["its first line does not say what it means"] : [];
}

function gapsOfPublic(one: Declaration, docblock: string, text: string): string[] {
  const prose = proseOf(docblock);
  const gaps: string[] = [];
  if (refuses(withPrivateParts(one, text)) && !/refus|@throws/i.test(prose)) gaps.push("does not say what it refuses");
  if (one.kind !== "function") return gaps;
  // In operations and commands an error is our own bug, and the server says so.
  if (/\bthrow new \w*Error\(/.test(one.body) && !/@throws|\bthrows\b/i.test(prose))
    gaps.push("does not say when it throws");
  if (/\bFinding\b/.test(one.signature) && !/finding/i.test(prose)) gaps.push("does not say which findings it makes");
  const names = one.signature.replace(/([a-z])([A-Z])/g, "$1 $2");
  if (numbers.test(one.signature) && !units.test(prose) && !units.test(names))
    gaps.push("does not say unit or shape of its numbers");
  return gaps;
}

function proseOf(docblock: string): string {
  return docblock.split(/^@example\b/m)[0] ?? "";
}

function hasExample(docblock: string): boolean {
  return docblock
    .split(/^@example\b/m)
    .slice(1)
    .some((example) => /(?:^|\s)\/\/ /m.test(example));
}

const small = new Set([
  "a",
  "an",
  "the",
  "of",
  "and",
  "or",
  "to",
  "for",
  "in",
  "its",
  "with",
  "by",
  "on",
  "this",
  "is",
]);

function saysNothing(prose: string, name: string): boolean {
  const first = prose.split(/\n\s*\n|^@/m)[0] ?? "";
  const known = new Set(
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .toLowerCase()
      .split(" "),
  );
  const said = first.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return said.filter((word) => !known.has(word) && !small.has(word)).length < 2;
}

// What is called `demand…` or `asked…` refuses for whoever calls it. That a word of the command line is missing,
// every command refuses alike; its usage says which.
function refuses(body: string): boolean {
  if (/\b(?:demand|asked)[A-Z]\w*\(/.test(body)) return true;
  return [...body.matchAll(/\bnew Refusal\(\s*(?:["`]([^"`]*))?/g)].some(
    ([, code = ""]) => !/\.(?:missingOption|optionMissing)$/.test(code),
  );
}

// What a function leaves to unexported parts of the same file belongs to it.
function withPrivateParts({ body, kind }: Declaration, text: string): string {
  const parts = [...text.matchAll(/^(?:async )?function\*? (\w+)|^const (\w+) = (?:async )?[(<]/gm)].map((found) => {
    const rest = text.slice(found.index);
    const end = rest.search(/\n(?=[^\s)}\]])/);
    return { name: found[1] ?? found[2] ?? "", body: end < 0 ? rest : rest.slice(0, end) };
  });
  let reached = body;
  for (let left = parts; ; ) {
    // An operation names the function that keeps it.
    const next = left.filter(({ name }) =>
      new RegExp(`\\b${name}${kind === "function" ? "\\(" : "\\b(?!:)"}`).test(reached),
    );
    if (next.length === 0) return reached;
    reached += next.map((part) => `\n${part.body}`).join("");
    left = left.filter((part) => !next.includes(part));
  }
}

const numbers = /\bnumber\b|\bbigint\b|\b(?:Float|Int|Uint)\d+Array\b|\bValue\b|\bColumn\b|\bMatrix\b/;
const units =
  /%|percent|share|metre|square|year|month|\bdays?\b|hour|minute|second|people|person|cases?\b|count|number of|position|house number|\brows?\b|columns?\b|ordinal|degree|points?\b|score|rank|weight|coordinate|bytes|each area|per area|\bunit|scale|factor|rate\b|0 to 1/i;
const source = /Source:|Method:|\bR-\d+\b|\b[A-Z]{1,4}\d{0,2}-\d{3}\b|\bRFC \d|§|\bISO \d|\bArt\. \d|section \d/;

function computes({ signature, body }: Declaration): boolean {
  const result = signature.slice(signature.lastIndexOf("): ") + 3);
  // Not what only finds a place in a list.
  const code = body.replace(/\/\/.*|"[^"]*"|\[[^[\]]*\]/g, "");
  return numbers.test(result) && / [*/] |\*\* |Math\.(?!max|min|floor|ceil|trunc|abs)/.test(code);
}

function isPure(path: string): boolean {
  if (path.startsWith("kernel/")) return true;
  return /^(?:stages|offices)\/\w+\//.test(path) && !/^\w+\/\w+\/(?:server|web|cli|zone|pdf)\//.test(path);
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, "..");
  const paths = ["kernel", "runtime", "offices", "stages", "apps"].flatMap((folder) => sourceFiles(join(root, folder)));
  const own = paths.filter((path) => !/\.(?:test|testing)\.tsx?$/.test(path));
  const gaps = docblockGaps(new Map(own.map((path) => [relative(root, path), readFileSync(path, "utf8")])));
  for (const [name, shownBy] of tooLargeForALine)
    if (!existsSync(join(root, shownBy))) gaps.push(`${shownBy}: is gone, which stood for an example of ${name}`);
  for (const gap of gaps) console.error(gap);
  process.exitCode = gaps.length > 0 ? 1 : 0;
}
