import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { reportHtml } from "./html.ts";

const html = reportHtml({
  title: "Sozialbericht <2023>",
  subtitle: "Lebenslagen",
  county: "Musterkreis",
  madeOn: "2024-03-01",
  notices: [],
  blocks: [
    { kind: "heading", level: 1, text: "Arbeit" },
    { kind: "heading", level: 2, text: "Quote" },
    {
      kind: "table",
      title: "Werte",
      columns: [{ label: "Gemeinde" }, { label: "Quote", unit: "%", decimals: 1 }],
      rows: [
        ["<script>alert(1)</script>", 21.35],
        ["Altdorf", "later"],
      ],
      source: "Quelle",
    },
  ],
});
const { document } = parseHTML(`<main>${html}</main>`);

test("X-030 the article has one first heading, and no level is skipped", () => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((h) => Number(h.tagName.slice(1)));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  const steps = levels.slice(1).map((level, at) => level - (levels[at] ?? 0));
  expect(Math.max(...steps)).toBe(1);
});

test("X-030 every table has a caption and heads for columns and rows", () => {
  expect(document.querySelector("caption")?.textContent).toBe("Werte");
  expect(document.querySelectorAll('th[scope="col"]')).toHaveLength(2);
  expect(document.querySelectorAll('th[scope="row"]')).toHaveLength(2);
  expect([...document.querySelectorAll("td")].map((cell) => cell.textContent)).toEqual(["21,4", "..."]);
});

test("an area's name with markup stays a name", () => {
  expect(document.querySelector("script")).toBeNull();
});
