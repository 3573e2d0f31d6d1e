import { expect, test } from "vitest";
import { dependenciesOf, isPermitted } from "./licences.ts";

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
