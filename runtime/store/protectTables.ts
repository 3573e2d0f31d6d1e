import type { ColumnType, Generated } from "kysely";

/** The tables of `db/migrations/0007_protect_more.sql` and `0013_cells_for_readers.sql`, in every tenant's own schema. */
export interface ProtectTables {
  transfer_report: TransferReportTable;
  disclosure_rule: DisclosureRuleTable;
  audience_level: AudienceLevelTable;
  fine_data_consent: FineDataConsentTable;
  audience_cell: AudienceCellTable;
}

type Moment = ColumnType<Date, Date | string, Date | string>;

interface TransferReportTable {
  transfer_id: number;
  report: ColumnType<unknown, string, string>;
}

interface DisclosureRuleTable {
  id: Generated<number>;
  figure_key: string | null;
  audience: string | null;
  rule: string | null;
  reason: string;
  set_at: Moment;
  set_by: string;
}

interface AudienceLevelTable {
  id: Generated<number>;
  audience: string;
  level: string | null;
  reason: string;
  set_at: Moment;
  set_by: string;
}

interface FineDataConsentTable {
  person_id: string;
  person_name: string;
  wording: number;
  agreed_at: Moment;
}

interface AudienceCellTable {
  audience: string;
  figure_id: number;
  breakdown: string;
  frequency: string;
  ordinal: number;
  area_id: number;
  reason: "primary" | "secondary";
}
