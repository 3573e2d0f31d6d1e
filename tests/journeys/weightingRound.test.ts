import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { desktop, noBrowser, phone, settled, until, type Visit, visit, webCounty } from "./webCounty.ts";
import { ask, tabTo } from "./webPages.ts";

/** The machine of the tests may be busy with other tests. */
const soon = { timeout: 30_000 };

/** A whole number as it stands in a table: 1.234, −5, +7. */
const germanWhole = (text: string): number => Number(text.replaceAll(".", "").replace("−", "-").trim());

describe.skipIf(noBrowser !== undefined)(
  `A weighting round in four browsers${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    let address = "";
    let moderator: Visit;
    let panel: Visit[] = [];
    let links: string[] = [];

    beforeAll(async () => {
      address = (await webCounty()).address;
      moderator = await visit({ size: desktop });
      panel = await Promise.all([1, 2, 3].map(() => visit({ size: phone })));
    }, 600_000);
    afterAll(async () => {
      for (const one of [moderator, ...panel]) await one.end();
    });

    const press = async (name: string | RegExp): Promise<void> => {
      await moderator.page.getByRole("button", { name }).first().click();
      await settled(moderator.page);
    };
    const goOn = async (step: number): Promise<void> => {
      await press(`Weiter zu Schritt ${step}`);
      await expect
        .poll(() => moderator.page.locator(".w-step .k-overline").first().innerText(), soon)
        .toMatch(new RegExp(`^Schritt ${step}$`, "i"));
    };
    const reload = async (one: Visit): Promise<void> => {
      await one.page.reload();
      await settled(one.page);
    };
    /** Nothing that a machine can find keeps anybody from the moderation's page, or from the first phone's. */
    const accessible = async (where: string): Promise<void> => {
      const [first] = panel;
      if (first === undefined) throw new Error("nobody was invited");
      await reload(first);
      const found = [
        ...(await axeFindings(moderator, `${where}, moderation`)),
        ...(await axeFindings(first, `${where}, phone`)),
      ];
      expect(found).toEqual([]);
    };
    const heading = () => moderator.page.locator("#schritt").innerText();

    test("PM10-032 a round is begun, three people are invited by link, and propose from their phones", async () => {
      const { page } = moderator;
      await moderator.go("/verfahren");
      await page.getByLabel("Name des Index").fill("Probeindex");
      await page.getByLabel("Wozu dient er, und was ist offen?").fill("Auswahl und Gewichte sind offen.");
      await page.getByLabel("Eingeladene Gruppen").fill("Ämter\nGemeinden\nKreispolitik");
      await page.getByRole("button", { name: "Runde beginnen" }).click();
      await page.waitForURL(/\/verfahren\/\d+$/);
      await settled(page);
      await page.getByRole("textbox", { name: "Beteiligte" }).fill("Amt Nord\nGemeinde Ost\nKreistag");
      await press("Einladen");
      await expect.poll(() => page.locator(".w-link").count(), soon).toBe(3);
      links = await page
        .locator(".w-link")
        .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
      expect(new Set(links).size).toBe(3);
      for (const [i, one] of panel.entries()) {
        await one.page.goto(links[i] ?? "");
        await settled(one.page);
        expect(await one.page.locator("h1").innerText()).toBe("Probeindex");
        await one.page.getByLabel("Ihr Vorschlag").fill(["SGB-II-Quote", "Altersarmut", "sgb ii quote"][i] ?? "");
        await one.page.getByLabel("Warum ist das wichtig?").fill("Das prägt den Alltag.");
        await one.page.getByRole("button", { name: "Absenden" }).click();
        await expect.poll(() => one.page.getByRole("status").innerText(), soon).toMatch(/Ihr Vorschlag ist da/);
      }
      await reload(moderator);
      await accessible("step 1, two proposals that look alike");
      expect(await page.locator(".w-step").innerText()).toContain("sehen nach demselben aus");
      await press("Zusammenführen");
      await expect
        .poll(() => page.locator(".w-step").innerText(), soon)
        .toContain("davon 1 als doppelt zusammengeführt");
    }, 300_000);

    test("PM10-033 PM10-034 they comment; what is missing is said; nothing goes on before all is decided", async () => {
      const { page } = moderator;
      await goOn(2);
      const [first] = panel;
      if (first === undefined) throw new Error("nobody was invited");
      await reload(first);
      await first.page
        .getByRole("button", { name: /Etwas dazu sagen/ })
        .first()
        .click();
      await first.page.getByRole("radio", { name: "dafür" }).check();
      expect(await axeFindings(first, "step 2, an opinion on the phone")).toEqual([]);
      await first.page.getByLabel("Mit Ihren Worten").fill("gut belegt");
      await first.page.getByRole("button", { name: "Absenden" }).click();
      await expect.poll(() => first.page.getByRole("status").innerText(), soon).toMatch(/Ihre Meinung ist da/);
      await reload(moderator);
      expect(await page.locator(".w-step").innerText()).toContain("1 von 3 Gruppen haben sich geäußert");
      expect(await page.locator(".w-open").innerText()).toContain("Noch nicht gehört: Gemeinden, Kreispolitik.");
      await accessible("step 2");
      await goOn(3);
      await accessible("step 3");
      await press("Weiter zu Schritt 4");
      expect(await page.getByRole("alert").innerText()).toMatch(/Noch nicht entschiedene Vorschläge: 2, zuerst /);
      await page.getByLabel("Gemeinsame Begründung").fill("Beschluss der Runde");
      for (const yes of await page.getByRole("radio", { name: "aufnehmen" }).all()) await yes.check();
      await press(/Entscheidungen festhalten/);
      // Kept, and nothing more to keep.
      await expect
        .poll(() => page.getByRole("button", { name: "Entscheidungen festhalten (0)" }).count(), soon)
        .toBe(1);
      await goOn(4);
      await expect.poll(heading, soon).toContain("Ordnen");
    }, 300_000);

    test("PM10-035 PM10-036 indicators are placed, then graded in words", async () => {
      const { page } = moderator;
      for (const [label, indicator] of [
        ["SGB-II-Quote", "SGB-II-Quote"],
        ["Altersarmut", "Altersarmut (Grundsicherung im Alter)"],
      ] as const) {
        await page.getByLabel(`Kennzahl zu ${label}`).fill(indicator);
        await page.getByRole("option", { name: indicator, exact: false }).first().click();
        await settled(page);
        await expect.poll(() => page.getByLabel(`Kennzahl zu ${label}`).count(), soon).toBe(0);
        await page.getByLabel(`${label} zuordnen`).selectOption("burden");
        await expect.poll(() => page.getByRole("button", { name: `herausnehmen ${label}` }).count(), soon).toBe(1);
      }
      await accessible("step 4");
      await goOn(5);
      await accessible("step 5");
      for (const name of ["SGB-II-Quote", "Altersarmut"]) {
        await page
          .getByRole("group", { name: `Wie wichtig ist ${name}?` })
          .getByRole("radio", { name: "hoch", exact: true })
          .check();
      }
      await press(/Stufen festhalten/);
      await expect
        .poll(() => page.locator(".w-step").innerText(), soon)
        .toContain("2 von 2 Indikatoren haben eine Stufe");
      await goOn(6);
    }, 300_000);

    const grade = async (one: Visit, indicator: string, word: string): Promise<void> => {
      const group = one.page.getByRole("group", { name: `Wie wichtig ist ${indicator}?` });
      await group.getByRole("radio", { name: word, exact: true }).check();
    };
    const send = async (one: Visit): Promise<void> => {
      await one.page.getByRole("button", { name: /absenden/i }).click();
      await expect.poll(() => one.page.getByRole("status").innerText(), soon).toMatch(/Ihre Antworten sind da/);
    };

    test("PM10-037 R-16 three phones grade without names; only the disputed indicator is asked again, with the spread beside it", async () => {
      const { page } = moderator;
      await press(/Befragung 1 öffnen/);
      await accessible("step 6, an open question");
      for (const [i, one] of panel.entries()) {
        await reload(one);
        // Four large buttons side by side, each a finger wide.
        const box = await one.page.locator(".w-grades--large label").first().boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        if (i < 2) {
          await grade(one, "SGB-II-Quote", "sehr hoch");
          await grade(one, "Altersarmut", "gering");
          await send(one);
        } else {
          // The third answers without a finger on the glass: keys alone.
          for (const question of [1, 2]) {
            await tabTo(one, `.w-asked > li:nth-child(${question}) input[type="radio"]`);
            await one.press("Space", "ArrowRight", "ArrowRight", "ArrowRight", "Tab");
          }
          await tabTo(one, '.w-sticky button[type="submit"]');
          await one.press("Enter");
          await expect.poll(() => one.page.getByRole("status").innerText(), soon).toMatch(/Ihre Antworten sind da/);
        }
        await reload(moderator);
        const rows = await page.locator(".k-tabs__panel tbody tr").allInnerTexts();
        expect(rows.filter((row) => row.includes("hat geantwortet"))).toHaveLength(i + 1);
      }
      await press(/Befragung 1 schließen/);
      await expect.poll(() => page.locator(".w-delphi").innerText(), soon).toContain("noch einmal fragen");
      await press(/Befragung 2 öffnen \(1 Indikator\)/);
      await accessible("step 6, asked again");
      for (const one of panel) {
        await reload(one);
        expect(await one.page.locator(".w-asked > li").count()).toBe(1);
        const words = await one.page.locator(".w-asked").innerText();
        expect(words).toMatch(/Median gering/);
        expect(words).toMatch(/Ihre Antwort vorher: (gering|sehr hoch)\./);
        await grade(one, "Altersarmut", "mittel");
        await send(one);
      }
      await reload(moderator);
      await press(/Befragung 2 schließen/);
      await expect
        .poll(() => page.locator(".w-step").innerText(), soon)
        .toContain("Nach 2 Befragungen besteht bei 2 von 2 Indikatoren Einigkeit");
      await goOn(7);
    }, 300_000);

    test("PM10-038 PM10-039 grades become points and shares; the result is discussed and frozen with a method sheet", async () => {
      const { page } = moderator;
      await expect.poll(() => page.locator(".w-step tbody tr").count(), soon).toBe(2);
      const rows = (await page.locator(".w-step tbody tr").allInnerTexts()).map((row) => row.split("\t"));
      expect(rows.map((row) => [row[0], row[2], row[4], row[5]?.replace(/\s/g, " ")])).toEqual([
        ["SGB-II-Quote", "sehr hoch", "4", "66,7 %"],
        ["Altersarmut", "mittel", "2", "33,3 %"],
      ]);
      await accessible("step 7");
      await goOn(8);
      await expect
        .poll(() => page.locator(".w-step").innerText(), soon)
        .toMatch(/Mit den Punkten 1-2-4-8 statt 1-2-3-4/);
      await expect
        .poll(() => page.locator(".w-step").innerText(), soon)
        .toMatch(/Belastungsindex: .*(wechsel|bleiben)/);
      const [, second] = panel;
      if (second === undefined) throw new Error("nobody was invited");
      await accessible("step 8");
      await reload(second);
      const link = second.page.url();
      await second.page.getByRole("button", { name: "Ergebnis ansehen" }).click();
      await second.page.waitForSelector(".w-sliders");
      await settled(second.page);
      await second.page.getByRole("tab", { name: "Sicherheit" }).click();
      await expect
        .poll(() => second.page.locator("main").innerText(), soon)
        .toMatch(/Bei \d+ von \d+ Gebieten ist die Klasse nicht sicher|Alle \d+ Gebiete behalten ihre Klasse/);
      expect(await axeFindings(second, "step 8, the result on the phone")).toEqual([]);
      // The link stays the one that was sent.
      expect(new URL(second.page.url()).hash).toBe(new URL(link).hash);
      await second.page.getByLabel("Ihre Äußerung").fill("nachvollziehbar");
      await second.page.getByRole("button", { name: "Absenden" }).click();
      await expect.poll(() => second.page.getByRole("status").innerText(), soon).toMatch(/Ihre Äußerung ist da/);
      const index = `probe-${Date.now()}`;
      await page.getByLabel("Kürzel").fill(index);
      await page.getByLabel("Beschluss oder Anlass").fill("Probebeschluss");
      await page.getByRole("button", { name: "Festlegen", exact: true }).click();
      await page.getByRole("link", { name: new RegExp(`Methodenblatt ${index}`) }).click();
      await settled(page);
      const sheet = await page.locator("article").innerText();
      expect(sheet).toContain("3 Vorschläge, davon 1 als doppelt zusammengeführt.");
      expect(sheet).toContain("Begründung: Probebeschluss");
      expect(sheet).toMatch(/Zitieren als: Musterkreis: Probeindex\. Fassung 1 vom \d\d\.\d\d\.\d{4}/);
      for (const one of panel) {
        await reload(one);
        expect(await one.page.locator("main").innerText()).toContain("Danke, dass Sie dabei waren.");
        expect(one.outbound).toEqual([]);
      }
      // The way back from the sheet to the round, and from its end to its beginning.
      await page.getByRole("link", { name: "Zur Gewichtungsrunde" }).click();
      await settled(page);
      await press("Von Anfang an nachspielen");
      await expect.poll(() => page.locator(".w-replay__text").innerText(), soon).toContain("Die Runde beginnt.");
      expect(await heading()).toBe("Vorschläge sammeln");
      await press("Einen Wendepunkt weiter");
      await expect.poll(heading, soon).toBe("Vorschläge besprechen");
    }, 300_000);

    test("the finished round of the Musterkreis can be replayed from its beginning to the frozen version", async () => {
      const { rounds } = await ask<{ rounds: { id: number; title: string }[] }>(address, "/api/weighting-rounds");
      const shipped = rounds.find((round) => round.title === "Belastungs- und Kompetenzindex Musterkreis");
      const { page } = moderator;
      await moderator.go(`/verfahren/${shipped?.id}`);
      expect(await page.locator("h1 + .k-lead").innerText()).toContain("Die Runde ist abgeschlossen");
      await press("Von Anfang an nachspielen");
      await expect.poll(() => page.locator(".w-replay__text").innerText(), soon).toContain("Die Runde beginnt.");
      const seen = new Set<string>();
      for (let turn = 0; turn < 40; turn += 1) {
        seen.add(await heading());
        const on = page.getByRole("button", { name: "Einen Wendepunkt weiter" });
        if (await on.isDisabled()) break;
        const before = await page.locator(".w-replay__text").innerText();
        await on.click();
        await settled(page);
        await expect.poll(() => page.locator(".w-replay__text").innerText(), soon).not.toBe(before);
      }
      expect(seen.size).toBe(8);
    }, 300_000);

    test("PM10-040 X-030 a weight moved by keyboard changes ranks and classes at once; back is one press away", async () => {
      const { page } = moderator;
      await moderator.go("/indizes/musterkreis-index?ebene=GEM");
      const slider = page.locator('.w-sliders input[type="range"]').first();
      const order = () => page.locator(".k-ranking__row").allInnerTexts();
      const before = await order();
      await slider.focus();
      await page.keyboard.press("End");
      await until(
        page,
        `document.querySelector("#folgen + p").textContent.match(/wechseln die Klasse|Kein Gebiet/) !== null`,
      );
      await expect.poll(order, soon).not.toEqual(before);
      await page.keyboard.press("Home");
      await page.getByRole("button", { name: "Zurück zur Definition" }).click();
      await expect.poll(order, soon).toEqual(before);
    }, 120_000);

    test("X-030 the index pages by keyboard alone: every sheet is opened, and axe finds nothing on any", async () => {
      await moderator.go("/indizes/musterkreis-index?ebene=GEM");
      await tabTo(moderator, '[role="tab"][aria-selected="true"]');
      const open = () => moderator.page.locator('[role="tab"][aria-selected="true"]').innerText();
      const found: string[] = [];
      const seen: string[] = [];
      for (let sheet = 0; sheet < 6; sheet += 1) {
        if (sheet > 0) {
          await moderator.press("ArrowRight");
          await expect.poll(open, soon).not.toBe(seen.at(-1));
        }
        await settled(moderator.page);
        seen.push(await open());
        if (seen.at(-1) === "Sicherheit")
          await expect.poll(() => moderator.page.locator(".w-interval").count(), soon).toBeGreaterThan(50);
        found.push(...(await axeFindings(moderator, seen.at(-1) ?? "")));
      }
      expect(seen).toEqual([
        ...["Gewichte", "Sicherheit", "Belastung und Kompetenz"],
        ...["Stand und Dynamik", "Verteilung", "Regeln und Prüfung"],
      ]);
      expect(found).toEqual([]);
    }, 300_000);

    test("R-15 a sum is spread to the last euro; more than there is as a floor is refused with a sentence; the file says the same", async () => {
      const { page } = moderator;
      await moderator.go("/indizes/musterkreis-index?ebene=GEM&blatt=verteilung");
      const amounts = (await page.locator("tbody tr td:nth-child(3)").allInnerTexts()).map((text) =>
        Number(text.replaceAll(".", "")),
      );
      expect(amounts.length).toBeGreaterThan(90);
      expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(1_000_000);
      await page.getByRole("button", { name: "Herunterladen" }).or(page.locator("summary[title]")).first().click();
      const file = page.waitForEvent("download");
      await page.locator('a[href*="format=csv"]').click();
      expect((await file).suggestedFilename()).toMatch(/^verteilung-musterkreis-index.*\.csv$/);
      await page.getByRole("button", { name: "Weiteren Schlüssel vergleichen" }).click();
      const third = page.getByRole("group", { name: "Schlüssel 3" });
      await third.getByLabel("Mindestens je Gebiet").fill("1.000");
      await expect
        .poll(() => page.locator("main").innerText(), soon)
        .toMatch(/Schlüssel 3 \(nur Belastungsindex\) gegen Schlüssel 1:\s\d+ Gebiete bekommen mehr: /);
      const heads = await page.locator("thead th").allInnerTexts();
      expect(heads.slice(2).map((head) => head.trim())).toEqual([
        "1: Belastungsindex × Einwohnerzahl",
        "2: nur Einwohnerzahl",
        "2 gegen 1",
        "3: nur Belastungsindex",
        "3 gegen 1",
      ]);
      const cells = (nth: number) => page.locator(`tbody tr td:nth-child(${nth})`).allInnerTexts();
      for (const [nth, sum] of [
        [4, 1_000_000],
        [5, 0],
        [6, 1_000_000],
        [7, 0],
      ] as const)
        expect((await cells(nth)).reduce((all, text) => all + germanWhole(text), 0)).toBe(sum);
      expect(Math.min(...(await cells(6)).map(germanWhole))).toBe(1000);
      expect(await axeFindings(moderator, "three keys of a distribution")).toEqual([]);
      const address = await page.locator('a[href*="format=csv"]').getAttribute("href");
      const paper = await (await page.request.get(new URL(address ?? "", page.url()).href)).text();
      expect(paper).toContain("Schlüssel 3 (nur Belastungsindex) gegen Schlüssel 1: mehr für");
      expect(paper).toContain("Schlüssel 3: Anteil = Index; mindestens 1.000 je Gebiet");
      await page.getByRole("group", { name: "Schlüssel 1" }).getByLabel("Mindestens je Gebiet").fill("999.999");
      await expect
        .poll(() => page.getByRole("alert").innerText(), soon)
        .toMatch(/lassen sich 1000000 nicht auf 95 Räume verteilen/);
    }, 120_000);

    test("bad definitions made in the browser get their sentence: weights of zero, one indicator in both indices", async () => {
      const { page } = moderator;
      await moderator.go("/indizes/neu");
      await page.getByLabel("Name", { exact: true }).fill("Probe");
      await page.getByLabel("Kürzel").fill("probe");
      await page.getByLabel("Begründung").first().fill("Probe");
      const add = page.getByLabel("Indikator hinzufügen");
      await add.fill("SGB-II-Quote");
      await page.getByRole("option", { name: "SGB-II-Quote" }).first().click();
      await page.getByLabel("Gewichte", { exact: true }).selectOption("given");
      await page.getByLabel("Gewicht von SGB-II-Quote").fill("0");
      await page.getByRole("button", { name: "Speichern und ansehen" }).first().click();
      await expect
        .poll(() => page.getByRole("alert").innerText(), soon)
        .toMatch(/Die Gewichte in „belastung“ ergeben zusammen null/);
      await page.getByLabel("Gewicht von SGB-II-Quote").fill("1");
      await add.fill("SGB-II-Quote");
      await page.getByRole("option", { name: "SGB-II-Quote" }).first().click();
      await page.keyboard.press("Escape");
      await page.getByLabel("Index von SGB-II-Quote").nth(1).selectOption("competence");
      await page.getByRole("button", { name: "Speichern und ansehen" }).first().click();
      await expect
        .poll(() => page.getByRole("alert").innerText(), soon)
        .toMatch(/steht zweimal, in „belastung“ und in „kompetenz“/);
    }, 120_000);

    test("an index is made by keyboard alone, with comparisons in pairs that contradict each other and are said to", async () => {
      const { page } = moderator;
      await moderator.go("/indizes/neu");
      const type = async (label: string, text: string): Promise<void> => {
        await tabTo(moderator, `#${await page.getByLabel(label, { exact: true }).first().getAttribute("id")}`);
        await page.keyboard.type(text);
      };
      const id = `tasten-${Date.now()}`;
      await type("Name", "Tastenindex");
      await type("Kürzel", id);
      await type("Begründung", "Probe");
      const weights = page.getByLabel("Gewichte", { exact: true });
      await tabTo(moderator, `#${await weights.getAttribute("id")}`);
      await page.keyboard.type("Paarweise");
      await expect.poll(() => weights.inputValue(), soon).toBe("pairs");
      for (const indicator of ["SGB-II-Quote", "Kinderarmut (SGB", "Altersarmut (Grund"]) {
        await tabTo(moderator, 'main input[role="combobox"]');
        await page.keyboard.type(indicator);
        await page.getByRole("option", { name: indicator }).first().waitFor();
        await moderator.press("ArrowDown", "Enter", "Escape");
        // The way on from a field is its own: the next round begins at the top again.
        await page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)");
      }
      await expect.poll(() => page.locator(".w-choices > li:not(.w-choices__head)").count(), soon).toBe(3);
      const pair = (name: string) => page.getByLabel(name);
      await tabTo(moderator, `#${await pair("SGB-II-Quote oder Kinderarmut").getAttribute("id")}`);
      await page.keyboard.type("SGB-II-Quote: 5");
      await tabTo(moderator, `#${await pair("SGB-II-Quote oder Altersarmut").getAttribute("id")}`);
      await page.keyboard.type("Altersarmut (Grundsicherung im Alter): 5");
      await expect.poll(() => page.locator(".k-note").innerText(), soon).toContain("Die Antworten widersprechen sich");
      expect(await axeFindings(moderator, "an index in the making")).toEqual([]);
      await tabTo(moderator, 'form button[type="submit"]');
      await moderator.press("Enter");
      await page.waitForURL(new RegExp(`/indizes/${id}`));
      await settled(page);
      await expect.poll(() => page.locator("h1").innerText(), soon).toBe("Tastenindex");
      await moderator.go(`/indizes/${id}?blatt=regeln`);
      expect(await page.locator("main").innerText()).toMatch(/Gewichte aus Paarvergleichen: SGB-II-Quote \d/);
      await page.getByRole("link", { name: "Neue Fassung aus dieser Definition" }).click();
      // The same form again, with the answers that were given.
      const first = pair("SGB-II-Quote oder Kinderarmut");
      await expect.poll(() => first.inputValue(), soon).toBe("5");
      await first.selectOption("1");
      await page.getByLabel("Begründung").first().fill("Widerspruch ausgeräumt");
      await page.getByRole("button", { name: "Neue Fassung speichern" }).click();
      await page.waitForURL(new RegExp(`/indizes/${id}`));
      await moderator.go(`/indizes/${id}?blatt=regeln`);
      const rules = await page.locator("main").innerText();
      expect(rules).toContain("Fassungen (2)");
      expect(rules).toContain("Widerspruch ausgeräumt");
      expect(rules).toMatch(/gegenüber Fassung 1 geändert hat\s+Gewichte in „Belastungsindex“: neu bestimmt\./);
      expect(rules).toMatch(/Belastungsindex: (\d+ von \d+ Gebieten wechseln|Alle \d+ Gebiete)/);
    }, 300_000);
  },
);
