import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceFiles } from "../tools/sourceFiles.ts";

const root = join(import.meta.dirname, "..");

// A docblock's example is a promise: each line `expression // result` is run and compared.
describe("the examples in docblocks give what they say", () => {
  for (const folder of ["kernel", "runtime", "offices", "stages", "apps", "examples", "tools"]) {
    for (const path of sourceFiles(join(root, folder))) {
      if (/\.test\.tsx?$/.test(path)) continue;
      const examples = examplesOf(readFileSync(path, "utf8"));
      if (examples.length === 0) continue;
      test(relative(root, path), async () => {
        const module: Record<string, unknown> = await import(path);
        const names = Object.keys(module);
        for (const { expression, result } of examples) {
          const run = (code: string): unknown =>
            new Function(...names, `return (${code});`)(...names.map((n) => module[n]));
          expect(await run(expression), expression).toEqual(run(result));
        }
      });
    }
  }
});

function examplesOf(text: string): { expression: string; result: string }[] {
  const examples: { expression: string; result: string }[] = [];
  for (const [, block = ""] of text.matchAll(/\/\*\*([\s\S]*?)\*\//g)) {
    const at = block.indexOf("@example");
    if (at < 0) continue;
    let expression = "";
    for (const raw of block.slice(at + "@example".length).split("\n")) {
      const line = raw.replace(/^\s*\* ?/, "");
      if (line.startsWith("@")) break;
      const comment = /(?:^|\s)\/\/ (.*)$/.exec(line);
      expression += `${comment === null ? line : line.slice(0, comment.index)}\n`;
      if (comment !== null && expression.trim() !== "") {
        examples.push({ expression: expression.trim(), result: comment[1] ?? "" });
        expression = "";
      }
    }
  }
  return examples;
}
