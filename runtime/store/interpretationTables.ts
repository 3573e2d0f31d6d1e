import type { ColumnType, Generated } from "kysely";

/** The table of `db/migrations/0015_interpretations.sql`. */
export interface InterpretationTables {
  interpretation: InterpretationTable;
}

export interface InterpretationTable {
  id: Generated<number>;
  indicator_id: string;
  level_id: string;
  area_code: string;
  period: string;
  text: string;
  definition_version: number;
  figure: number;
  deliveries: number[];
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
  made_by: string;
  confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  confirmed_by: string | null;
  withdrawn: Generated<boolean>;
}
