import { expect, test } from "vitest";
import { explanation } from "./explanation.ts";
import { explanationHtml } from "./explanationHtml.ts";
import { lossBy } from "./publicReport.ts";

const cover = {
  title: "Kinder <unter 3>",
  source: "Register",
  recipient: "Sozialplanung",
  purpose: "Sozialbericht",
  person: "Statistikstelle",
  releasedOn: "2024-03-04",
  method: "suppress" as const,
  rules: [{ inWords: "Zahlen von 1 bis 2 werden gesperrt.", setBy: "Amt, 12.01.2024" }],
  cells: 4,
  withheld: 2,
};
const cells = [
  { key: ["Ahorn"], isWithheld: true },
  { key: ["Birke"], isWithheld: true },
  { key: ["Linde"], isWithheld: false },
  { key: ["Insgesamt"], isWithheld: false },
];
const report = {
  cells: 4,
  withheld: 2,
  audit: { attacked: 2 },
  lossBy: lossBy({ dimensions: [{ id: "ort", label: "Ort" }] }, cells),
  alternatives: [
    { minimum: 3, withheld: 2 },
    { minimum: 5, withheld: 3 },
  ],
};

test("X-010 the report for laypeople says how much was withheld, by which rule, who set it, and what another minimum would change", () => {
  const { messages, sections } = explanation({ ...cover, report });
  expect(messages[0]).toBe("Von 4 Zahlen sind 2 gesperrt (50,0\u202f%).");
  const all = JSON.stringify(sections);
  expect(all).toContain("Zahlen von 1 bis 2 werden gesperrt. Festgelegt von: Amt, 12.01.2024.");
  expect(sections.find(({ title }) => title === "Was geht verloren? Nach Ort")?.table?.rows).toEqual([
    ["Ahorn", "1", "1", "100,0\u202f%"],
    ["Birke", "1", "1", "100,0\u202f%"],
  ]);
  expect(sections.find(({ title }) => title.startsWith("Was wäre"))?.table?.rows).toEqual([
    ["3", "2", "0"],
    ["5", "3", "+1"],
  ]);
});

test("a package without the public part of the report is explained by its cover alone", () => {
  const { messages, sections } = explanation({ ...cover, report: {} });
  expect(messages).toHaveLength(2);
  expect(sections.every(({ table }) => table === undefined)).toBe(true);
});

test("the page of the report opens by itself: nothing is loaded, and titles are text, not markup", () => {
  const html = explanationHtml(explanation({ ...cover, report }));
  expect(html).toContain("<h1>Schutzbericht: Kinder &lt;unter 3&gt;</h1>");
  expect(html).toContain('<th scope="row">Ahorn</th>');
  expect(html).not.toMatch(/<script|<link|src=|https?:/);
});
