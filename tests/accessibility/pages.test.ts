import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "../journeys/axe.ts";
import { desktop, noBrowser, phone, type Visit, visit, webCounty } from "../journeys/webCounty.ts";
import { allPages } from "../journeys/webPages.ts";

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
      test(`X-030 the automated check finds 0 errors on more than 30 pages, ${theme}, on ${name}`, async () => {
        one = await visit({ size, theme });
        const found: string[] = [];
        const pages = await allPages(address);
        expect(new Set(pages).size).toBeGreaterThan(30);
        for (const path of pages) {
          await one.go(path);
          found.push(...(await axeFindings(one, path)));
        }
        expect(found).toEqual([]);
      }, 300_000);
});
