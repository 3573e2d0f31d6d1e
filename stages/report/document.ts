import type { Value } from "../../kernel/value/value.ts";

/**
 * A report as its reader meets it: blocks in reading order, free of any page or
 * screen. The web page and the PDF are made from the same document, so that
 * their words and figures agree.
 */
export interface Document {
  readonly title: string;
  readonly subtitle: string;
  readonly county: string;
  /** Day on which the figures were read, `YYYY-MM-DD`. */
  readonly madeOn: string;
  /** Stands on the cover and in every footer: that the county is fictional, that the report is a draft. */
  readonly notices: readonly string[];
  readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | KeyMessages | Picture | FigureTable | PageBreak;

export interface Heading {
  readonly kind: "heading";
  /** 1 is a chapter. Levels are never skipped. */
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: string;
  /** `machine`: written from the figures, and marked so; `editor`: by the people who answer for the report. */
  readonly by: "machine" | "editor";
}

/** What a reader with one minute must know. */
export interface KeyMessages {
  readonly kind: "keyMessages";
  readonly title: string;
  readonly messages: readonly string[];
}

export interface Picture {
  readonly kind: "picture";
  /** The finding as a sentence, not the topic. */
  readonly title: string;
  readonly svg: string;
  /** What somebody who cannot see the picture learns from it. */
  readonly alternative: string;
  readonly source: string;
}

export interface FigureTable {
  readonly kind: "table";
  readonly title: string;
  readonly columns: readonly Column[];
  /** First cell of a row is its header. */
  readonly rows: readonly (readonly (string | Value)[])[];
  readonly source: string;
}

export interface Column {
  readonly label: string;
  readonly unit?: string;
  /** Digits behind the comma; absent for a column of words. */
  readonly decimals?: number;
  /** The cells are figures as well, each written out with a unit of its own. */
  readonly writtenOut?: true;
}

export interface PageBreak {
  readonly kind: "pageBreak";
}
