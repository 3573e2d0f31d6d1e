import type { ColumnType, Generated } from "kysely";

type Moment = ColumnType<Date, Date | string, Date | string>;
type MaybeMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/** What people make of figures, and what the public tells the county about its pages. */
export interface ReadingTables {
  interpretation: InterpretationTable;
  feedback: FeedbackTable;
}

export interface InterpretationTable {
  id: Generated<number>;
  indicator_id: string;
  level_id: string;
  area_code: string;
  period: string;
  text: string;
  written_by: string;
  written_at: Moment;
  confirmed_by: ColumnType<string | null, string | null | undefined, string | null>;
  confirmed_at: MaybeMoment;
  withdrawn: Generated<boolean>;
  made_by: string | null;
}

export interface FeedbackTable {
  id: Generated<number>;
  kind: "barrier" | "content" | "other";
  page: string;
  message: string;
  answer_to: ColumnType<string | null, string | null | undefined, string | null>;
  received_at: Moment;
  done_by: ColumnType<string | null, string | null | undefined, string | null>;
  done_at: MaybeMoment;
  note: Generated<string>;
}
