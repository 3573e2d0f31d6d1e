import type { ColumnType, Generated } from "kysely";
import type { Circle } from "../../kernel/contract/circle.ts";
import type { AccountTables } from "./accountTables.ts";
import type { GoalTables } from "./goalTables.ts";
import type { InterpretationTables } from "./interpretationTables.ts";
import type { ProtectTables } from "./protectTables.ts";
import type { ReaderTables } from "./readerTables.ts";
import type { RoundTables } from "./roundTables.ts";
import type { OwnershipTables, TenantTables } from "./tenantTables.ts";

/** The tables of `db/migrations` as Kysely sees them; one interface per table, columns as in SQL. Those of `db/installation` bear the name of its schema. */
export interface Database
  extends ProtectTables,
    AccountTables,
    TenantTables,
    OwnershipTables,
    RoundTables,
    GoalTables,
    ReaderTables,
    InterpretationTables {
  area_level: AreaLevelTable;
  division: DivisionTable;
  area: AreaTable;
  area_part: AreaPartTable;
  boundary_version: BoundaryVersionTable;
  area_geometry: AreaGeometryTable;
  boundary_change: BoundaryChangeTable;
  conversion_key: ConversionKeyTable;
  facility: FacilityTable;
  file: FileTable;
  delivery: DeliveryTable;
  delivery_step: DeliveryStepTable;
  learned_mapping: LearnedMappingTable;
  figure: FigureTable;
  slice: SliceTable;
  series: SeriesTable;
  withheld_cell: WithheldCellTable;
  definition: DefinitionTable;
  class_breaks: ClassBreaksTable;
  setting: SettingTable;
  report: ReportTable;
  release_key: ReleaseKeyTable;
  transfer: TransferTable;
  address_list: AddressListTable;
  address: AddressTable;
  delivery_agreement: DeliveryAgreementTable;
  version: VersionTable;
  change: ChangeView;
  audit_entry: AuditEntryTable;
  audit_person: AuditPersonTable;
  audit_head: AuditHeadTable;
  job: JobTable;
  job_progress: JobProgressTable;
}

/** Read as parsed JSON, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;
/** Dates come and go as `YYYY-MM-DD` text, so that no time zone moves them. */
type Day = string;
type Moment = ColumnType<Date, Date | string, Date | string>;

export interface AreaLevelTable {
  id: string;
  label_de: string;
  label_en: string | null;
  rank: number;
  purposes: string[];
}

export interface DivisionTable {
  id: string;
  level_id: string;
  label_de: string;
  label_en: string | null;
  kind: "administrative" | "statistical" | "planning" | "action";
  is_partition: boolean;
  author: string;
  purpose: string;
  criteria: string;
  decided_on: Day | null;
  approval: Generated<string>;
  made_by: string | null;
  owner: string | null;
}

export interface AreaTable {
  id: Generated<number>;
  division_id: string;
  level_id: string;
  code: string;
  name: string;
  valid_from: Day | null;
  valid_to: Day | null;
}

export interface AreaPartTable {
  part_id: number;
  whole_id: number;
  share: Generated<number>;
  valid_from: Day | null;
  valid_to: Day | null;
}

export interface BoundaryVersionTable {
  id: string;
  division_id: string;
  valid_on: Day;
  source: string;
  licence: string;
}

export interface AreaGeometryTable {
  area_id: number;
  boundary_version_id: string;
  original: Json<unknown>;
  screen: Json<unknown>;
  ground_m2: number;
}

export interface BoundaryChangeTable {
  id: Generated<number>;
  level_id: string;
  happened_on: Day;
  kind: "merge" | "split" | "transfer" | "rename" | "key";
  from_code: string;
  from_name: string;
  to_code: string;
  to_name: string;
  share_population: number | null;
  share_area: number | null;
  source: string;
}

export interface ConversionKeyTable {
  level_id: string;
  from_day: Day;
  to_day: Day;
  from_codes: string[];
  to_codes: string[];
  share_population: (number | null)[];
  share_area: (number | null)[];
  source: string;
}

export interface FacilityTable {
  id: Generated<number>;
  delivery_id: number | null;
  kind: string;
  name: string;
  provider: Generated<string>;
  address: Generated<string>;
  longitude: number | null;
  latitude: number | null;
  capacity: number | null;
  valid_from: Day | null;
  valid_to: Day | null;
  published: Generated<boolean>;
}

export interface FileTable {
  hash: string;
  bytes: number;
  first_name: string;
  stored_at: Moment;
}

export interface DeliveryTable {
  id: Generated<number>;
  file_hash: string;
  file_name: string;
  state: "received" | "read" | "checked" | "accepted" | "rejected";
  reader: string | null;
  mapping: ColumnType<unknown, string | null, string | null>;
  source: Json<unknown>;
  boundary_version_id: string | null;
  disclosure: Generated<string>;
  supersedes_id: number | null;
  findings: Json<unknown>;
  accepted_order: number | null;
  made_by: string | null;
  owner: string | null;
}

export interface DeliveryStepTable {
  delivery_id: number;
  state: string;
  happened_at: Moment;
  person: string;
  note: Generated<string>;
}

export interface LearnedMappingTable {
  shape: string;
  mapping: Json<unknown>;
  delivery_id: number;
  learned_at: Moment;
}

export interface FigureTable {
  id: Generated<number>;
  key: string;
  disclosure: Generated<string>;
  edition: Generated<number>;
  guarded_by: Generated<string>;
}

export interface SliceTable {
  id: Generated<number>;
  delivery_id: number;
  figure_id: number;
  breakdown: Generated<string>;
  frequency: string;
  ordinal: number;
  area_ids: number[];
  amounts: (number | null)[];
  statuses: (number | null)[] | null;
  sheet: Generated<string>;
  cell_rows: number[] | null;
  cell_columns: number[] | null;
  conversion: ColumnType<unknown, string | null, string | null>;
  marks: (number | null)[] | null;
}

export interface SeriesTable {
  figure_id: number;
  breakdown: string;
  frequency: string;
  area_id: number;
  first_ordinal: number;
  amounts: (number | null)[];
  statuses: (number | null)[] | null;
  marks: (number | null)[] | null;
}

export interface WithheldCellTable {
  figure_id: number;
  breakdown: string;
  frequency: string;
  ordinal: number;
  area_id: number;
  reason: "primary" | "secondary";
}

export interface DefinitionTable {
  kind: "baseFigure" | "indicator";
  id: string;
  version: number;
  content: Json<unknown>;
  changed_at: Moment;
  person: string;
  reason: Generated<string>;
  made_by: string | null;
  owner: string | null;
}

export interface ClassBreaksTable {
  indicator_id: string;
  level_id: string;
  method: "quantile" | "equal" | "jenks" | "deviation" | "manual";
  class_count: number;
  limits: number[] | null;
  changed_at: Moment;
  person: string;
}

export interface SettingTable {
  key: string;
  content: Json<unknown>;
}

export interface ReportTable {
  id: Generated<number>;
  template: string;
  title: string;
  parameters: Json<unknown>;
  state: "draft" | "released";
  snapshot: Json<unknown>;
  data_state: number;
  pdf: Buffer | null;
  created_at: Moment;
  created_by: string;
  released_at: Moment | null;
  released_by: string | null;
  made_by: string | null;
  owner: string | null;
  audiences: Generated<string[]>;
  internal_blocks: Generated<string[]>;
  summary: Generated<string>;
  circle: Generated<Circle>;
}

export interface ReleaseKeyTable {
  fingerprint: string;
  public_key: string;
  name: string;
  trusted_at: Moment;
  trusted_by: string;
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  withdrawn_by: string | null;
}

export interface AddressListTable {
  id: Generated<number>;
  division_id: string;
  valid_on: Day;
  file_hash: string;
  file_name: string;
  source: string;
  licence: Generated<string>;
  imported_at: Moment;
  person: string;
}

export interface AddressTable {
  list_id: number;
  line: number;
  place: Generated<string>;
  street: string;
  number_from: number | null;
  number_to: number | null;
  letter: Generated<string>;
  side: Generated<"all" | "odd" | "even">;
  area_id: number;
}

export interface TransferTable {
  id: Generated<number>;
  package_hash: string;
  content: string;
  figure_key: string;
  period: string;
  recipient: string;
  released_on: Day;
  purpose: string;
  rules: Json<unknown>;
  person: string;
  cells: number;
  withheld: number;
  key_fingerprint: string;
  manifest: string;
  signature: string;
  delivery_id: number;
  received_at: Moment;
  received_by: string;
}

export interface DeliveryAgreementTable {
  id: Generated<number>;
  holder: string;
  title: string;
  figures: string[];
  legal_basis: Generated<string>;
  purpose: Generated<string>;
  retention: Generated<string>;
  approval: Generated<string>;
  approved_until: Day | null;
  active: Generated<boolean>;
}

export interface VersionTable {
  kind: string;
  id: string;
  number: number;
  content: Json<unknown>;
  changed_at: Moment;
  person_id: string;
  person: string;
  reason: Generated<string>;
}

/** Versions of every kind, those of definitions among them. */
export type ChangeView = VersionTable;

export interface AuditEntryTable {
  number: number;
  happened_at: Moment;
  operation: string;
  action: string;
  object: string;
  subject: Json<Readonly<Record<string, string | number | boolean>>>;
  outcome: "begun" | "done" | "refused" | "failed";
  person_hash: string;
  previous: string;
  hash: string;
}

export interface AuditPersonTable {
  number: number;
  salt: string;
  person_id: string;
  person: string;
}

export interface AuditHeadTable {
  only_one: Generated<boolean>;
  number: number;
  hash: string;
}

export interface JobTable {
  id: Generated<number>;
  kind: string;
  label: Json<unknown>;
  input: Json<unknown>;
  state: Generated<"queued" | "running" | "done" | "failed" | "cancelled">;
  person: Json<unknown>;
  asked_at: Moment;
  started_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  attempts: Generated<number>;
  result: ColumnType<unknown, string | null | undefined, string | null>;
  trouble: ColumnType<unknown, string | null | undefined, string | null>;
  file_name: ColumnType<string | null, string | null | undefined, string | null>;
  media_type: ColumnType<string | null, string | null | undefined, string | null>;
  file: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
}

export interface JobProgressTable {
  job_id: number;
  doing: string;
  done: number;
  total: number | null;
  told_at: Moment;
}
