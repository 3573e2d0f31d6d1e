import type { Explanation } from "../protect/protect.ts";
import type { Block, Document } from "./document.ts";

/** The protection report of a released table as a document to print: headings, sentences, tables. */
export function protectionDocument(
  { title, subtitle, messages, sections }: Explanation,
  cover: Pick<Document, "county" | "madeOn" | "notices">,
): Document {
  return {
    title,
    subtitle,
    ...cover,
    blocks: [
      { kind: "keyMessages", title: "Das Wichtigste", messages },
      ...sections.flatMap((section): Block[] => [
        { kind: "heading", level: 1, text: section.title },
        ...section.paragraphs.map((text): Block => ({ kind: "paragraph", text, by: "machine" })),
        ...(section.table === undefined
          ? []
          : [
              {
                kind: "table" as const,
                title: section.table.caption,
                columns: section.table.columns.map((label) => ({ label })),
                rows: section.table.rows,
                source: "Freigabepaket der Statistikstelle",
              },
            ]),
      ]),
    ],
  };
}
