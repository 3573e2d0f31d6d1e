import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { billOfMaterials } from "./billOfMaterials.ts";

const root = join(import.meta.dirname, "..");

type Entry = Readonly<Record<"dev" | "devOptional" | "optional" | "peer" | "link", boolean | undefined>> & {
  readonly version?: string;
};
interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

test("X-070 the bill of materials names every package that runs, each with version and origin, and none that only tests", () => {
  const bill = billOfMaterials();
  expect(bill).toMatchObject({ bomFormat: "CycloneDX", metadata: { component: { name: "kreislauf" } } });
  const named = new Set(bill.components.map(({ name, version }) => `${name} ${version}`));
  const lock: Lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  for (const [path, { version, dev, devOptional, optional, peer, link }] of Object.entries(lock.packages)) {
    if (
      !path.includes("node_modules/") ||
      dev === true ||
      devOptional === true ||
      optional === true ||
      peer === true ||
      link === true
    )
      continue;
    expect(named, path).toContain(`${path.split("node_modules/").at(-1)} ${version}`);
  }
  expect([...named].some((name) => name.startsWith("vitest "))).toBe(false);
  expect(bill.components.every(({ purl }) => purl.startsWith("pkg:npm/"))).toBe(true);
});
