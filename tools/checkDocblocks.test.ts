import { expect, test } from "vitest";
import { docblockGaps } from "./checkDocblocks.ts";

// What lacks in one file of the kernel, whose exports are all public.
function gapsIn(text: string, path = "kernel/made.ts", more: Readonly<Record<string, string>> = {}): string[] {
  return docblockGaps(new Map([...Object.entries(more), [path, text]]));
}

const told = (...lines: string[]) => ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
const example = ["", "@example", "shareOf(1, 4) // 25"];
const shareOf = `export function shareOf(part: number, whole: number): number {
  return (part / whole) * 100;
}
`;

test("a function without a docblock is named by file and line, whoever may use it", () => {
  expect(gapsIn(`const inner = 1;\n${shareOf}`)).toEqual(["kernel/made.ts:2 shareOf: has no docblock"]);
  expect(gapsIn(shareOf, "runtime/store/made.ts")).toEqual(["runtime/store/made.ts:1 shareOf: has no docblock"]);
  expect(gapsIn(`/* no docblock */\n${shareOf}`)).toHaveLength(1);
});

test("a docblock with meaning, unit, source and example has no gap", () => {
  expect(gapsIn(`${told("How much of all it is, in percent.", "", "Source: R-1.", ...example)}\n${shareOf}`)).toEqual(
    [],
  );
});

test("a first line that repeats the name says nothing", () => {
  const gaps = gapsIn(`${told("The share of.", "", "In percent. Source: R-1.", ...example)}\n${shareOf}`);
  expect(gaps).toEqual(["kernel/made.ts:9 shareOf: its first line does not say what it means"]);
});

test("numbers want a unit or shape, a calculation its source, and what is pure an example that runs", () => {
  expect(gapsIn(`${told("How much of everything it makes up.")}\n${shareOf}`).map(said)).toEqual([
    "does not say unit or shape of its numbers",
    "has no example that runs",
    "does not say where its rule is from",
  ]);
  // An example without a result is not run.
  expect(
    gapsIn(`${told("In percent, by R-1, of all that is there.", "", "@example", "shareOf(1, 4)")}\n${shareOf}`),
  ).toHaveLength(1);
  // A result may stand below a long expression.
  expect(
    gapsIn(`${told("In percent, by R-1, of all.", "", "@example", "shareOf(1, 4)", "// 25")}\n${shareOf}`),
  ).toEqual([]);
});

test("the unit may stand in a name of the signature, and what is no number needs none", () => {
  const walk = "export function reach(walkMinutes: number): boolean {\n  return walkMinutes < 15;\n}\n";
  expect(
    gapsIn(`${told("Whether a school can be reached on foot.", "", "@example", "reach(9) // true")}\n${walk}`),
  ).toEqual([]);
  const name = "export const nameOf = (area: { name: string }): string => area.name;\n";
  expect(gapsIn(`${told("What people call it.", "", "@example", 'nameOf({ name: "A" }) // "A"')}\n${name}`)).toEqual(
    [],
  );
});

test("a refusal is told, also where an unexported part of the file makes it; an error says when", () => {
  const body = `export function demand(code: string): string {
  return known(code);
}

function known(code: string): string {
  if (code === "") throw new Refusal("collect.unknownArea", { code });
  return code;
}
`;
  const begin = ["The code of an area, as it was delivered."];
  const end = ["", "@example", 'demand("01") // "01"'];
  expect(gapsIn(`${told(...begin, ...end)}\n${body}`).map(said)).toEqual(["does not say what it refuses"]);
  expect(gapsIn(`${told(...begin, "Refuses an empty one.", ...end)}\n${body}`)).toEqual([]);
  const error = body.replace(
    "return known(code);",
    'if (code === "?") throw new Error("no code");\n  return known(code);',
  );
  expect(gapsIn(`${told(...begin, "Refuses an empty one.", ...end)}\n${error}`).map(said)).toEqual([
    "does not say when it throws",
  ]);
  expect(gapsIn(`${told(...begin, "Refuses an empty one. Throws for ?.", ...end)}\n${error}`)).toEqual([]);
});

test("what demands or asks for something refuses where it is not there", () => {
  const list = "export const areas = operation(areasContract, async ({ db }, { level }) => {\n  CALL;\n});\n";
  const path = "stages/collect/server/areas.ts";
  const words = told("The areas of a level that are in force on a day.");
  const gaps = (call: string) => gapsIn(`${words}\n${list.replace("CALL", call)}`, path).map(said);
  expect(gaps("await demandLevel(db, level)")).toEqual(["does not say what it refuses"]);
  expect(gaps("askedLevel(db, level)")).toEqual(["does not say what it refuses"]);
  expect(gaps("await levelOf(db, level)")).toEqual([]);
});

test("findings are named as such", () => {
  const body = "export function troubles(text: string): Finding[] {\n  return [];\n}\n";
  const end = ["", "@example", 'troubles("") // []'];
  expect(gapsIn(`${told("What is odd in a text.", ...end)}\n${body}`).map(said)).toEqual([
    "does not say which findings it makes",
  ]);
  expect(gapsIn(`${told("What is odd in a text: one finding each.", ...end)}\n${body}`)).toEqual([]);
});

test("an operation may be told where the function stands that keeps it; that a word is missing every command refuses", () => {
  const keeper = 'async function areaList(context: Context) {\n  throw new Refusal("collect.unknownLevel");\n}\n\n';
  const operation = "export const areas = operation(areasContract, areaList);\n";
  const path = "stages/collect/server/areas.ts";
  expect(gapsIn(`${keeper}${operation}`, path).map(said)).toEqual(["has no docblock"]);
  const words = told("The areas of a level that are in force on a day.");
  expect(gapsIn(`${words}\n${keeper}${operation}`, path).map(said)).toEqual(["does not say what it refuses"]);
  const command = (code: string) =>
    `${told("`kreislauf init`: an empty county.")}\nexport const init: Command = {\n  run: async () => {\n    throw new Refusal("${code}");\n  },\n};\n`;
  expect(gapsIn(command("cli.missingOption"), "apps/cli/commands/init.ts")).toEqual([]);
  expect(gapsIn(command("cli.wrongChoice"), "apps/cli/commands/init.ts")).toHaveLength(1);
});

test("what a door passes on is public, under whatever name; what it does not, need not show an example", () => {
  const part = `${told("How much of all it is, in percent (R-1).")}\n${shareOf}`;
  const path = "stages/describe/shares/shareOf.ts";
  expect(gapsIn(part, path)).toEqual([]);
  const door = (line: string) => gapsIn(part, path, { "stages/describe/describe.ts": line });
  expect(door('export { shareOf as share } from "./shares/shareOf.ts";').map(said)).toEqual([
    "has no example that runs",
  ]);
  expect(door('export * from "./shares/shareOf.ts";')).toHaveLength(1);
  expect(door('export type { Share } from "./shares/shareOf.ts";')).toEqual([]);
});

function said(gap: string): string {
  return gap.slice(gap.indexOf(": ") + 2);
}
