import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Visit } from "./webCounty.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a machine can find of WCAG 2.1 AA, and the habits that go beyond it. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** What axe finds on the page as it is now, one sentence each; `where` says which page that is. */
export async function axeFindings({ page, context }: Visit, where: string): Promise<string[]> {
  // Outside of the policy that the pages live under, which rightly lets no foreign script in.
  const session = await context.newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(rules)} } }).then((answer) => answer.violations)`,
  );
  await session.detach();
  return violations.map(
    (violation) =>
      `${where}: ${violation.id} (${violation.help}): ${violation.nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`)
        .join("; ")}`,
  );
}
