import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { noBrowser, settled, webCounty } from "./webCounty.ts";

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `A list to choose from at the window's lower edge${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    let page: Page;
    beforeAll(async () => {
      const { address, browser } = await webCounty();
      page = await (await browser.newContext({ viewport: { width: 1000, height: 420 }, locale: "de-DE" })).newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${address}/vergleich`);
      await settled(page);
    }, 480_000);

    test.each(["focus", "click"] as const)(
      "stays open while the page moves to the field, reached by %s",
      async (how) => {
        const field = page.locator("main input[role=combobox]").last();
        await field.waitFor();
        // Room below, so that the field can stand half below the edge.
        await page.evaluate('document.body.style.paddingBottom = "600px"');
        await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
        const top = (await field.boundingBox())?.y ?? 0;
        await page.evaluate(`scrollTo(0, ${top} - innerHeight + 6)`);
        await page.waitForTimeout(300);
        if (how === "focus") await field.focus();
        else await field.click();
        await page.getByRole("listbox").waitFor();
        await page.waitForTimeout(800);
        expect(await page.getByRole("listbox").count()).toBe(1);
        // It closes as ever when the reader turns away.
        await page.keyboard.press("Escape");
        await page.getByRole("listbox").waitFor({ state: "detached" });
      },
    );
  },
);
