import { beforeAll, describe, expect, test } from "vitest";
import { phrasesThatDiffer } from "../journeys/phrasesThatDiffer.ts";
import { noBrowser, webCounty } from "../journeys/webCounty.ts";
import { allPages } from "../journeys/webPages.ts";
import {
  type EnglishWalk,
  type KeyboardWalk,
  type PhoneWalk,
  walkInEnglish,
  walkOnDesktop,
  walkOnPhone,
} from "./walk.ts";

// Every page is loaded three times, and everything that is asked of every page is looked up on the way.
const long = 2_400_000;

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(`Every page${noBrowser === undefined ? "" : ` (${noBrowser})`}`, () => {
  let pages: readonly string[] = [];
  let desktop: KeyboardWalk;
  let phone: PhoneWalk;
  let english: EnglishWalk;

  beforeAll(async () => {
    pages = await allPages((await webCounty()).address);
    [desktop, phone, english] = await Promise.all([walkOnDesktop(pages), walkOnPhone(pages), walkInEnglish(pages)]);
  }, long);

  test("more than 30 pages are reached, each of them on a desktop, on a phone and in English", () => {
    expect(new Set(pages).size).toBeGreaterThan(30);
    for (const { visited, troubles } of [desktop, phone, english]) {
      expect(troubles).toEqual([]);
      expect(visited).toEqual(pages);
    }
  });

  for (const theme of ["light", "dark"] as const) {
    test(`X-030 the automated check finds 0 errors on more than 30 pages, ${theme}, on a desktop`, () => {
      expect(new Set(desktop.visited).size).toBeGreaterThan(30);
      expect(desktop.axe[theme]).toEqual([]);
    });

    test(`X-030 the automated check finds 0 errors on more than 30 pages, ${theme}, on a phone`, () => {
      expect(new Set(phone.visited).size).toBeGreaterThan(30);
      expect(phone.axe[theme]).toEqual([]);
    });
  }

  test("X-030 every page is walked through by keyboard alone: focus is seen, never trapped, and reaches the content", () => {
    expect(desktop.stops.length).toBeGreaterThan(30);
    for (const { path, first, unseen, inMain } of desktop.stops) {
      expect(first, path).toBe("Zum Inhalt springen");
      expect(unseen, `${path}: focus is seen`).toEqual([]);
      expect(inMain, `${path}: something in the content can be reached`).toBeGreaterThan(0);
    }
  });

  test("X-030 at four hundred percent zoom no page needs scrolling sideways", () => {
    expect(phone.widths).toHaveLength(pages.length);
    expect(phone.widths.filter(({ width }) => width > 320)).toEqual([]);
  });

  test("X-072 switching the language changes every label on every page", () => {
    const german = phrasesThatDiffer("de");
    expect(english.texts).toHaveLength(pages.length);
    for (const { path, language, texts } of english.texts) {
      expect(language, path).toBe("en");
      expect(texts.length, path).toBeGreaterThan(10);
      expect(
        texts.filter((text) => german.has(text)),
        path,
      ).toEqual([]);
    }
  });

  test("no page asks anything of anybody but the county's own server, and none reports an error", () => {
    for (const { outbound, errors } of [desktop, phone, english]) {
      expect(outbound).toEqual([]);
      // The address that leads nowhere is told so.
      expect(errors.filter((error) => !/404/.test(error))).toEqual([]);
    }
  });
});
