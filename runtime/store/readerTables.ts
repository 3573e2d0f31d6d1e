import type { ColumnType, Generated } from "kysely";

/** The tables of `db/migrations/0017_plain_words.sql`: what is said in plain words, and what readers say. */
export interface ReaderTables {
  plain_summary: PlainSummaryTable;
  reader_message: ReaderMessageTable;
}

export interface PlainSummaryTable {
  indicator_id: string;
  text: string;
}

export interface ReaderMessageTable {
  id: Generated<number>;
  kind: "barrier" | "mistake" | "idea" | "other";
  page: string;
  message: string;
  answer_to: string | null;
  received_at: ColumnType<Date, Date | string, Date | string>;
  answered_by: ColumnType<string | null, string | null | undefined, string | null>;
  answered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  note: Generated<string>;
}
