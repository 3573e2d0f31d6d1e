import type { ColumnType, Generated } from "kysely";

/** The tables of `db/migrations/0016_goals.sql`, in every tenant's own schema, and those of `db/installation/0004_goals.sql`. */
export interface GoalTables {
  goal: GoalTable;
  goal_edition: GoalEditionTable;
  "kreislauf.shared_goal": SharedGoalTable;
  "kreislauf.goal_adoption": GoalAdoptionTable;
}

type Json<T> = ColumnType<T, string, string>;
type Moment = ColumnType<Date, Date | string, Date | string>;
type MaybeMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Day = string;

export interface GoalTable {
  id: Generated<number>;
  level: "guiding" | "intermediate" | "operational";
  parent_id: number | null;
  title: string;
  description: Generated<string>;
  indicator_id: string | null;
  level_id: string | null;
  area_code: string | null;
  baseline: ColumnType<unknown, string | null, string | null>;
  target_value: number | null;
  target_date: Day | null;
  unit_id: number | null;
  responsible: Generated<string>;
  set_aside: Generated<boolean>;
  shared: Generated<boolean>;
  original_tenant: string | null;
  original_goal: number | null;
  original_edition: number | null;
  made_by: string | null;
  owner: string | null;
}

interface GoalEditionTable {
  goal_id: number;
  number: number;
  content: Json<unknown>;
  released_by: string;
  released_at: Moment;
}

interface SharedGoalTable {
  tenant: string;
  goal_id: number;
  edition: number;
  content: Json<unknown>;
  shared_at: Moment;
  withdrawn_at: MaybeMoment;
}

interface GoalAdoptionTable {
  from_tenant: string;
  goal_id: number;
  edition: number;
  to_tenant: string;
  copy_id: number;
  adopted_at: Moment;
  released: ColumnType<unknown, string | null | undefined, string | null>;
}
