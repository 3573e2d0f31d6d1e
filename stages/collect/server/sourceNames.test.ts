import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { loadSourceNames } from "../../../runtime/catalogue/loadSourceNames.ts";
import { suggestedFigure } from "../figureSuggestion.ts";

const { baseFigures } = loadCatalogue();
const names = loadSourceNames();
const figures = [...baseFigures.values()].map(({ id, label }) => ({ id, label, otherNames: names.get(id) }));

describe("What sources call a base figure", () => {
  test("every name belongs to one figure of the catalogue", () => {
    expect([...names.keys()].filter((id) => !baseFigures.has(id))).toEqual([]);
    const all = [...names.values()].flat().map((name) => name.toLowerCase());
    expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
  });

  test("every base figure is recognised by its own name, and by each other name of it", () => {
    const wrong = figures.flatMap(({ id, label, otherNames }) =>
      [label.de, ...(otherNames ?? [])]
        .map((name) => ({ name, id, taken: suggestedFigure(name, figures) }))
        .filter(({ taken }) => taken !== id),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ["Einwohner", "BEV_INSG"],
    ["Einwohner insgesamt", "BEV_INSG"],
    ["Einwohnerinnen und Einwohner", "BEV_INSG"],
    ["Einwohner unter 3 Jahre", "BEV_U3"],
    ["Bevölkerung 65 Jahre und älter", "BEV_65P"],
    ["Einwohner 6 bis unter 18 Jahre", "BEV_6_17"],
    ["Arbeitslose Frauen", "ALO_W"],
    ["Arbeitslose", "ALO"],
    ["Bedarfsgemeinschaften", "BG_INSG"],
    ["Erwerbsfähige Leistungsberechtigte", "ELB"],
  ])("%s is %s", (name, figure) => {
    expect(suggestedFigure(name, figures)).toBe(figure);
  });

  test.each([
    "Jahr",
    "Gemeinde",
    "Einwohner 7 bis unter 9 Jahre",
    "Einwohner je km²",
    "Bemerkung",
    "Arbeitslosenquote",
  ])("%s is none of them", (name) => {
    expect(suggestedFigure(name, figures)).toBe(null);
  });
});
