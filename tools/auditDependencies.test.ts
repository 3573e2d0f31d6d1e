import { expect, test } from "vitest";
import { verdictOf } from "./auditDependencies.ts";

test("X-023 a high weakness fails the check and is named", () => {
  const answer = {
    vulnerabilities: { left: { severity: "high" }, right: { severity: "low" } },
    metadata: { vulnerabilities: { low: 1, high: 1, critical: 0 } },
  };
  expect(verdictOf(JSON.stringify(answer))).toEqual({ state: "bad", sentence: "weaknesses: left (high)" });
});
