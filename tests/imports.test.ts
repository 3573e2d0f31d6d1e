import { expect, test } from "vitest";
import { wrongImports } from "../tools/checkImports.ts";

const order = ["collect", "describe"];

function check(path: string, target: string): string[] {
  return wrongImports([{ path, text: `import { x } from "${target}";\n` }], order);
}

test("data flows downward: a stage may use an earlier one by its front door, never a later one", () => {
  expect(check("stages/describe/rate.ts", "../collect/collect.ts")).toEqual([]);
  expect(check("stages/describe/rate.ts", "../collect/readers/csv.ts")).toHaveLength(1);
  expect(check("stages/collect/mapping.ts", "../describe/describe.ts")).toHaveLength(1);
});

test("a stage's top is pure, and its server and web do not know each other", () => {
  expect(check("stages/collect/mapping.ts", "../../runtime/store/store.ts")).toHaveLength(1);
  expect(check("stages/collect/mapping.ts", "./server/accept.ts")).toHaveLength(1);
  expect(check("stages/collect/web/Page.tsx", "../server/accept.ts")).toHaveLength(1);
  expect(check("stages/collect/server/accept.ts", "../mapping.ts")).toEqual([]);
});

test("the kernel uses neither libraries nor anybody else", () => {
  expect(check("kernel/value/value.ts", "lodash")).toHaveLength(1);
  expect(check("kernel/value/value.ts", "../../runtime/store/store.ts")).toHaveLength(1);
});
