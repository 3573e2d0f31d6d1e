import type { ColumnType, Generated } from "kysely";

/** The tables of `db/installation/0002_tenants.sql`, in the schema that all counties of an installation share. */
export interface TenantTables {
  "kreislauf.tenant": TenantTable;
  "kreislauf.role_grant": RoleGrantTable;
  "kreislauf.handover": HandoverTable;
  "kreislauf.shared_definition": SharedDefinitionTable;
}

/** Those of `db/migrations/0008_ownership.sql`, in every tenant's own schema. */
export interface OwnershipTables {
  unit: UnitTable;
  unit_state: UnitStateTable;
  resolution: ResolutionTable;
}

type Json<T> = ColumnType<T, string, string>;
type Moment = ColumnType<Date, Date | string, Date | string>;
type MaybeMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Day = string;

export interface TenantTable {
  slug: string;
  name: string;
  kind: "county" | "municipality";
  parent: string | null;
  schema_name: string;
  database_role: string | null;
  added_at: ColumnType<Date, Date | undefined, never>;
}

export interface RoleGrantTable {
  id: Generated<number>;
  account_id: string;
  tenant: string;
  role: string;
  scope_kind: "unit" | "topic" | "area" | null;
  scope_id: string | null;
  valid_from: Day;
  valid_until: Day | null;
  reason: Generated<string>;
  granted_by: string;
  granted_at: Moment;
  ended_by: string | null;
  end_reason: Generated<string>;
  ended_at: MaybeMoment;
}

export interface HandoverTable {
  id: Generated<number>;
  from_tenant: string;
  to_tenant: string;
  title: string;
  file_name: string;
  content: string;
  content_hash: string;
  mapping: Json<unknown>;
  summary: Json<unknown>;
  released_by: string;
  released_at: Moment;
  taken_by: string | null;
  taken_at: MaybeMoment;
  delivery_id: number | null;
}

export interface SharedDefinitionTable {
  tenant: string;
  kind: "baseFigure" | "indicator";
  id: string;
  version: number;
  content: Json<unknown>;
}

export interface UnitTable {
  id: Generated<number>;
  kind: Generated<"office" | "provider" | "municipality">;
}

export interface UnitStateTable {
  unit_id: number;
  name: string;
  short: Generated<string>;
  parent_id: number | null;
  valid_from: Day;
  valid_to: Day | null;
  changed_by: string;
  changed_at: Moment;
}

/** About a report or about an edition of a goal. */
export interface ResolutionTable {
  id: Generated<number>;
  report_id: number | null;
  goal_id: number | null;
  goal_edition: number | null;
  body: string;
  decided_on: Day;
  outcome: "adopted" | "amended" | "rejected" | "postponed" | "withdrawn";
  votes_for: number | null;
  votes_against: number | null;
  abstentions: number | null;
  reference: Generated<string>;
  note: Generated<string>;
  recorded_by: string;
  recorded_by_name: string;
  recorded_at: Moment;
}
