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
export async function axeFindings(
  { page, context }: Pick<Visit, "page" | "context">,
  where: string,
): Promise<string[]> {
  // Outside of the policy that the pages live under, which rightly lets no foreign script in.
  if (!(await page.evaluate<boolean>(`"axe" in window`))) {
    const session = await context.newCDPSession(page);
    await session.send("Runtime.evaluate", { expression: axe });
    await session.detach();
  }
  // Of the rules that found nothing only the name is kept: writing down all that is well takes as long as looking.
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, {
      runOnly: { type: "tag", values: ${JSON.stringify(rules)} },
      resultTypes: ["violations"],
    }).then((answer) => answer.violations)`,
  );
  return violations.map(
    (violation) =>
      `${where}: ${violation.id} (${violation.help}): ${violation.nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`)
        .join("; ")}`,
  );
}
