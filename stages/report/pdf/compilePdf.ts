import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { germanDate } from "../../../kernel/time/germanDate.ts";
import { cellText, columnHeading, holdsFigures } from "../cellText.ts";
import type { Document } from "../document.ts";
import { withRowHeaders } from "./rowHeaders.ts";

/**
 * A report as PDF that everybody can read: tagged, with real headings, table
 * heads and alternative texts (PDF/UA-1; the compiler refuses a picture without
 * an alternative text).
 *
 * The same document and the same day give the same bytes.
 *
 * @returns the bytes of the PDF
 */
export function compilePdf(document: Document): Uint8Array {
  const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs: fonts() }] });
  const blocks = document.blocks.map((block, index) => {
    if (block.kind === "picture") {
      const file = `/picture-${index}.svg`;
      compiler.mapShadow(join(import.meta.dirname, file), Buffer.from(block.svg));
      return { kind: block.kind, title: block.title, alternative: block.alternative, source: block.source, file };
    }
    if (block.kind === "table") {
      const rows = block.rows.map((row) => row.map((cell, at) => cellText(cell, block.columns[at])));
      return {
        kind: block.kind,
        title: block.title,
        source: block.source,
        columns: block.columns.map((column, at) => ({
          heading: columnHeading(column),
          numeric: holdsFigures(column),
          narrow: rows.every((row) => (row[at] ?? "").length <= narrowLetters),
        })),
        rows,
      };
    }
    return block;
  });
  const data = { ...document, madeOnText: germanDate(document.madeOn), blocks };
  compiler.mapShadow(join(import.meta.dirname, "document.json"), Buffer.from(JSON.stringify(data)));
  const compiled = compiler.compile({ mainFilePath: join(import.meta.dirname, "report.typ") });
  if (compiled.result === null)
    throw new Error(`report does not compile: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`);
  const creationTimestamp = Date.parse(document.madeOn) / 1000;
  return withRowHeaders(compiler.pdf(compiled.result, { pdfStandard: "ua-1", creationTimestamp }));
}

/** A column of figures, years or codes takes what it needs; words share the rest of the line. */
const narrowLetters = 12;

let loaded: Buffer[] | undefined;

function fonts(): Buffer[] {
  const folder = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/fira-sans/package.json"));
  loaded ??= ["400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "700Bold"].map((style) =>
    readFileSync(join(folder, style, `FiraSans_${style}.ttf`)),
  );
  return loaded;
}
