import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TSchema } from "typebox";
import { expect, test } from "vitest";
import type { Contract } from "../../kernel/contract/contract.ts";
import { openApi } from "../../runtime/http/openApi.ts";
import { mayI, plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { serverStages } from "./stages.ts";

const contracts: readonly Contract<TSchema, TSchema>[] = [...serverStages.values()].flatMap((stage) =>
  stage.operations.map((operation) => operation.contract),
);

test("other programs find the addresses and fields that they found last time", () => {
  const text = `${contracts.map(inOneLine).sort().join("\n")}\n`;
  const expected = join(import.meta.dirname, "interface.expected.txt");
  if (existsSync(expected) && readFileSync(expected, "utf8") === text) return;
  const changed = join(import.meta.dirname, "interface-changed.txt");
  writeFileSync(changed, text);
  expect.fail(`the interface has changed: look at ${changed}, and move it over interface.expected.txt if it is meant`);
});

function inOneLine({ method, path, name, policy, input }: Contract<TSchema, TSchema>): string {
  const { properties = {}, required = [] } = input as { properties?: object; required?: string[] };
  const fields = Object.keys(properties).map((field) => (required.includes(field) ? field : `${field}?`));
  return `${path} ${method}: ${name} (${fields.join(", ")}), ${policy.action} ${policy.object}`;
}

test("every operation has a name and an address of its own, begins with its stage, and is open to the planner", () => {
  const names = contracts.map((contract) => contract.name);
  expect(names).toEqual([...new Set(names)]);
  const addresses = contracts.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ":")}`);
  expect(addresses).toEqual([...new Set(addresses)]);
  for (const [stage, { operations }] of serverStages)
    for (const { contract } of operations) expect(contract.name.split(".")[0]).toBe(stage);
  // All but one thing: what a body decided, the planner cannot record (PM08-012).
  for (const contract of contracts)
    expect(mayI(plannerAtThisMachine, contract.policy), contract.name).toBe(contract.policy.action !== "decide");
});

test("in the description for machines every parameter of an address is declared, and every schema is plain JSON Schema", () => {
  const description = openApi(contracts, "1") as {
    paths: Record<string, Record<string, { parameters?: { name: string; in: string; required: boolean }[] }>>;
  };
  for (const [path, methods] of Object.entries(description.paths))
    for (const { parameters = [] } of Object.values(methods)) {
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.every((parameter) => parameter.required)).toBe(true);
      expect(inPath.map(({ name }) => name).sort(), path).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      );
    }
  const text = JSON.stringify(description);
  expect(text).not.toContain("x-upload");
  expect(text).not.toContain("x-file");
});
