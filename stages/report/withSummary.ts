import type { Document } from "./document.ts";

/**
 * A report that begins with what it says in plain words; without a summary it stays as it is.
 *
 * @example
 * withSummary({ title: "B", subtitle: "", county: "K", madeOn: "2024-06-30", notices: [], blocks: [] }, "Kurz.\n\nUnd gut.").blocks
 * // [{ kind: "heading", level: 1, text: "In einfachen Worten" }, { kind: "paragraph", text: "Kurz.", by: "editor" }, { kind: "paragraph", text: "Und gut.", by: "editor" }]
 */
export function withSummary(document: Document, summary: string): Document {
  const paragraphs = summary
    .split(/\n\s*\n?/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
  if (paragraphs.length === 0) return document;
  return {
    ...document,
    blocks: [
      { kind: "heading", level: 1, text: "In einfachen Worten" },
      ...paragraphs.map((text) => ({ kind: "paragraph", text, by: "editor" }) as const),
      ...document.blocks,
    ],
  };
}
