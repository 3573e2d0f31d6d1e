import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { desktop, noBrowser, phone, type Visit, visit, webCounty } from "../journeys/webCounty.ts";
import { allPages } from "../journeys/webPages.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a machine can find of WCAG 2.1 AA, and the habits that go beyond it. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

describe.skipIf(noBrowser !== undefined)(`X-030 axe${noBrowser === undefined ? "" : ` (${noBrowser})`}`, () => {
  let address = "";
  let one: Visit;

  beforeAll(async () => {
    address = (await webCounty()).address;
  }, 600_000);

  afterEach(async () => {
    await one.end();
  });

  for (const theme of ["light", "dark"] as const)
    for (const [name, size] of [
      ["a desktop", desktop],
      ["a phone", phone],
    ] as const)
      test(`X-030 axe finds nothing on any page, ${theme}, on ${name}`, async () => {
        one = await visit({ size, theme });
        const found: string[] = [];
        for (const path of await allPages(address)) {
          await one.go(path);
          // Outside of the policy that the pages live under, which rightly lets no foreign script in.
          const session = await one.context.newCDPSession(one.page);
          await session.send("Runtime.evaluate", { expression: axe });
          const violations = await one.page.evaluate<readonly Violation[]>(
            `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(rules)} } }).then((answer) => answer.violations)`,
          );
          for (const violation of violations)
            found.push(
              `${path}: ${violation.id} (${violation.help}): ${violation.nodes
                .slice(0, 3)
                .map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`)
                .join("; ")}`,
            );
        }
        expect(found).toEqual([]);
      }, 300_000);
});
