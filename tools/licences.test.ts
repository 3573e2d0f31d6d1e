import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dependenciesOf, isPermitted } from "./licences.ts";

const root = join(import.meta.dirname, "..");
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

test("X-070 the licence of every dependency is permitted, but for the one that was decided on, and each stands in the list of third parties", () => {
  const dependencies = dependenciesOf(JSON.parse(textOf("package-lock.json")));
  expect(dependencies.length).toBeGreaterThan(100);
  const refused = dependencies.filter(({ licence }) => !isPermitted(licence));
  expect(refused.map(({ name, licence }) => [name, licence])).toEqual([["geos-wasm", "LGPL-3.0-or-later"]]);
  const list = textOf("THIRD_PARTY.md");
  expect(dependencies.filter(({ name, version }) => !list.includes(`| ${name} | ${version} |`))).toEqual([]);
});

test("X-070 licence, package and publiccode.yml name the same licence and version", () => {
  const { license, version } = JSON.parse(textOf("package.json"));
  const publiccode = textOf("publiccode.yml");
  expect(license).toBe("EUPL-1.2");
  expect(publiccode).toContain(`license: ${license}`);
  expect(publiccode).toContain(`softwareVersion: ${version}`);
  expect(textOf("LICENSE.md").slice(0, 400)).toMatch(/European Union Public Licen[cs]e|EUPL/i);
});

test("one of a choice of licences must be permitted, but all of a combination", () => {
  expect(isPermitted("(MIT OR GPL-3.0-or-later)")).toBe(true);
  expect(isPermitted("MIT AND GPL-3.0-only")).toBe(false);
  expect(isPermitted("AGPL-3.0-only")).toBe(false);
  expect(isPermitted("LGPL-3.0-or-later")).toBe(false);
  expect(isPermitted("?")).toBe(false);
});

test("a package that ships and also serves a test counts as shipping", () => {
  const packages = {
    "": {},
    "node_modules/a": { version: "1.0.0", license: "MIT", dev: true },
    "node_modules/b/node_modules/a": { version: "1.0.0", license: "MIT" },
    "node_modules/own": { link: true },
  };
  expect(dependenciesOf({ packages })).toEqual([{ name: "a", version: "1.0.0", licence: "MIT", ships: true }]);
});
