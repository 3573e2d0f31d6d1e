import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Document } from "../document.ts";
import { compilePdf } from "./compilePdf.ts";

const report: Document = {
  title: "Sozialbericht",
  subtitle: "Lebenslagen",
  county: "Musterkreis",
  madeOn: "2024-03-01",
  notices: ["Der Musterkreis ist erfunden."],
  blocks: [
    { kind: "heading", level: 1, text: "Arbeit & Einkommen #1" },
    { kind: "paragraph", text: "Im Kreis *nicht* fett: 14,9 %.", by: "machine" },
    { kind: "heading", level: 2, text: "Kinderarmut" },
    {
      kind: "picture",
      title: "Jedes fünfte Kind",
      svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>',
      alternative: "Karte der Kinderarmut",
      source: "Quelle: Jobcenter",
    },
    {
      kind: "table",
      title: "Alle Werte",
      columns: [{ label: "Gemeinde" }, { label: "Quote", unit: "%", decimals: 1 }],
      rows: [
        ["Neuenfeld", 21.35],
        ["Altdorf", "withheld"],
      ],
      source: "Quelle: Jobcenter",
    },
  ],
};

test("X-030 the PDF is tagged for readers who cannot see it: language, title, headings, table heads, alternative texts", () => {
  const text = opened(compilePdf(report));
  expect(text).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
  expect(text).toContain("/StructTreeRoot");
  expect(text).toMatch(/\/Lang\s*\(de-DE\)/);
  expect(text).toMatch(/\/S\s*\/H1/);
  expect(text).toMatch(/\/S\s*\/H2/);
  // Two heads of columns, and one for each of the two rows.
  expect(text.match(/\/S\s*\/TH\b/g)).toHaveLength(4);
  expect(text).toMatch(/\/Alt\s*[(<]/);
  expect(text).toContain("<pdfuaid:part>1</pdfuaid:part>");
});

test("X-030 in every table of the PDF the first cell of a row is its header, and every object is where the file says it is", () => {
  const bytes = Buffer.from(compilePdf(report)).toString("latin1");
  expect(bytes.match(/\/Scope \/Row/g)).toHaveLength(2);
  expect(bytes.match(/\/Scope \/Column/g)).toHaveLength(2);
  // The two data cells that are left name no headers of their own, so that the scopes count.
  expect(bytes).not.toMatch(/\/S \/TD[^#]*?\/Headers \[\(/);
  const table = bytes.indexOf("xref\n0 ", Number(/startxref\s+(\d+)/.exec(bytes)?.[1]));
  expect(table).toBe(Number(/startxref\s+(\d+)/.exec(bytes)?.[1]));
  const places = [...bytes.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((line) => Number(line[1]));
  expect(places.length).toBeGreaterThan(20);
  for (const [i, place] of places.entries())
    expect(bytes.slice(place, place + 12)).toMatch(new RegExp(`^${i + 1} 0 obj`));
});

test("X-030 a picture without an alternative text is refused by the compiler", () => {
  const bare = {
    ...report,
    blocks: report.blocks.map((block) => (block.kind === "picture" ? { ...block, alternative: "" } : block)),
  };
  expect(() => compilePdf(bare)).toThrow();
});

test("X-074 the same document gives the same bytes", () => {
  expect(Buffer.from(compilePdf(report)).equals(Buffer.from(compilePdf(report)))).toBe(true);
});

// Structure and metadata lie in deflated object streams.
function opened(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  let text = bytes.toString("latin1");
  for (const match of text.matchAll(/stream\r?\n/g)) {
    try {
      text += inflateSync(bytes.subarray(match.index + match[0].length)).toString("latin1");
    } catch {
      // Not deflated: fonts and the like.
    }
  }
  return text;
}
