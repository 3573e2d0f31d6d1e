import type { Block, Document } from "./document.ts";

/** What a block is called where one chooses who sees it. */
export function blockTitle(block: Block): string {
  switch (block.kind) {
    case "heading":
      return block.text;
    case "paragraph":
      return block.text.length > 90 ? `${block.text.slice(0, 89)}…` : block.text;
    case "keyMessages":
    case "picture":
    case "table":
      return block.title;
    case "pageBreak":
      return "";
  }
}

/**
 * The mark of each block: made of its kind, its title and how often both came before, so that a
 * mark means the same block as long as the report says the same.
 *
 * @param hash 16 hexadecimal digits of a text
 */
export function blockMarks({ blocks }: Document, hash: (text: string) => string): string[] {
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    const name = `${block.kind} ${blockTitle(block)}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return hash(`${name} ${before}`);
  });
}

/**
 * A report without the blocks that stay inside the administration (PM08-019).
 *
 * Undefined when one of them is no longer found: a newer template words it otherwise, and whoever
 * guessed which block was meant might show it. Then nothing is shown until somebody marks it anew.
 */
export function withoutInternal(
  document: Document,
  internal: readonly string[],
  hash: (text: string) => string,
): Document | undefined {
  const marks = blockMarks(document, hash);
  if (internal.some((mark) => !marks.includes(mark))) return undefined;
  return { ...document, blocks: document.blocks.filter((_, at) => !internal.includes(marks[at] ?? "")) };
}
