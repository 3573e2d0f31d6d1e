import { describe, expect, test } from "vitest";
import type { Document } from "../document.ts";
import { compilePdf } from "./compilePdf.ts";
import { missedCheckpoints } from "./matterhorn.testing.ts";

const picture = (title: string): Document["blocks"][number] => ({
  kind: "picture",
  title,
  svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/><text x="1" y="9" font-size="2">Ä</text></svg>',
  alternative: `Karte: ${title}`,
  source: "Quelle: Jobcenter",
});
const report: Document = {
  title: "Sozialbericht",
  subtitle: "Lebenslagen",
  county: "Musterkreis",
  madeOn: "2024-03-01",
  notices: ["Der Musterkreis ist erfunden."],
  blocks: [
    { kind: "heading", level: 1, text: "Das Wichtigste" },
    { kind: "keyMessages", title: "In Kürze", messages: ["Jedes fünfte Kind.", "Weniger Arbeitslose (–3 %)."] },
    { kind: "heading", level: 1, text: "Arbeit & Einkommen #1" },
    { kind: "paragraph", text: "Im Kreis *nicht* fett: 14,9 %.", by: "machine" },
    { kind: "heading", level: 2, text: "Kinderarmut" },
    picture("Jedes fünfte Kind"),
    {
      kind: "table",
      title: "Alle Werte",
      columns: [{ label: "Gemeinde" }, { label: "Quote", unit: "%", decimals: 1 }],
      // Longer than a page, so that its head is repeated.
      rows: Array.from({ length: 90 }, (_, at) => [`Ort ${at}`, at % 7 === 0 ? ("withheld" as const) : at / 3]),
      source: "Quelle: Jobcenter",
    },
    { kind: "heading", level: 3, text: "Im Einzelnen" },
    picture("Noch eine"),
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: "Methoden" },
    { kind: "paragraph", text: "Gerechnet nach R-3.", by: "editor" },
  ],
};
const pdf = compilePdf(report);
/** The same file with some of its words changed for others of the same length, so that every place stays right. */
const spoiled = (words: RegExp, by: string): Uint8Array => {
  const text = Buffer.from(pdf).toString("latin1");
  const changed = text.replace(words, (found) => by.padEnd(found.length, " "));
  if (changed === text || changed.length !== text.length) throw new Error(`nothing to spoil: ${words}`);
  return Buffer.from(changed, "latin1");
};

describe("X-030 what a machine can test of PDF/UA, after the Matterhorn Protocol", () => {
  test("a report of headings, key messages, pictures and a table over several pages misses no checkpoint", () => {
    expect(missedCheckpoints(pdf)).toEqual([]);
  });

  test.each([
    ["06/01-006", /\/Marked true/, "/Marked null"],
    ["11-001", /\/Lang \(de-DE\)/, ""],
    ["07-001", /\/DisplayDocTitle true/, "/DisplayDocTitle null"],
    ["06-002", /<pdfuaid:part>1</, "<pdfuaid:part>2<"],
    ["13-004", /\/Alt \((?=Karte)/, "/Xlt ("],
    ["14-003", /\/S \/H2\b/, "/S /H4"],
    ["14-002", /\/S \/H1\b/g, "/S /H2"],
    ["15-003", /\/Scope \/Row/, "/Scope /X"],
    ["09-004", /\/S \/TR\b/, "/S /P"],
    ["02-001", /\/S \/Figure\b/, "/S /Bild"],
    ["28-008", /\/Tabs \/S/, "/Tabs /R"],
    ["28-012", /\/Contents (?=[(<])/, "/Xontents "],
    ["31-027", /\/ToUnicode (?=\d+ 0 R)/, "/ToUnicoda "],
    ["31-009", /\/FontFile[23]? (?=\d+ 0 R)/, "/FontFilx "],
  ] as const)("checkpoint %s is seen to be missed where it is", (checkpoint, words, by) => {
    const missed = missedCheckpoints(spoiled(words, by));
    expect(missed.map((one) => one.slice(0, checkpoint.length))).toContain(checkpoint);
  });
});
