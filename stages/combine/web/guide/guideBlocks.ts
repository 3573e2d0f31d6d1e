/** A piece of a guide: what stands between two empty lines of its text. */
export type GuideBlock =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "list"; readonly isCounted: boolean; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "picture"; readonly file: string; readonly alternative: string };

/**
 * The blocks of a guide that is written in Markdown, as far as our guides use it: headings, paragraphs, lists, tables,
 * pictures. What is unknown is a paragraph.
 *
 * @example
 * guideBlocks("# A\n\nSay **it**.\n\n- one\n- two").map(({ kind }) => kind) // ["heading", "words", "list"]
 */
export function guideBlocks(text: string): GuideBlock[] {
  const pieces = text.split(/\n\s*\n/).map((piece) => piece.trim());
  return pieces.filter((piece) => piece !== "").map(blockOf);
}

function blockOf(piece: string): GuideBlock {
  const heading = /^(#{1,3}) (.*)$/s.exec(piece);
  if (heading !== null) {
    const [, marks = "", words = ""] = heading;
    return { kind: "heading", level: marks.length as 1 | 2 | 3, text: words };
  }
  const picture = /^!\[([^\]]*)\]\((?:.*\/)?([^)/]+)\)$/s.exec(piece);
  if (picture !== null) return { kind: "picture", alternative: picture[1] ?? "", file: picture[2] ?? "" };
  const lines = piece.split("\n");
  for (const [mark, isCounted] of [
    [/^- /, false],
    [/^\d+\. /, true],
  ] as const)
    if (lines.every((line) => mark.test(line)))
      return { kind: "list", isCounted, items: lines.map((line) => line.replace(mark, "")) };
  if (lines.every((line) => line.startsWith("|"))) {
    const [head = [], , ...rows] = lines.map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
    return { kind: "table", head, rows };
  }
  return { kind: "words", text: piece };
}

/** A run of words, as it is or with weight. */
export interface GuideRun {
  readonly text: string;
  readonly isStrong: boolean;
}

/**
 * The words of a paragraph with what stands out in it. Links to other files of the documentation become their words.
 *
 * @example
 * guideRuns("Say **it** ([why](x.md)).") // [{ text: "Say ", isStrong: false }, { text: "it", isStrong: true }, { text: " (why).", isStrong: false }]
 */
export function guideRuns(text: string): GuideRun[] {
  return text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .split("**")
    .flatMap((run, at) => (run === "" ? [] : [{ text: run, isStrong: at % 2 === 1 }]));
}
