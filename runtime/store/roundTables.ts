import type { ColumnType, Generated } from "kysely";

/** The tables of `db/migrations/0005_weighting_round.sql`. */
export interface RoundTables {
  weighting_round: WeightingRoundTable;
  round_event: RoundEventTable;
  round_participant: RoundParticipantTable;
  round_answered: RoundAnsweredTable;
  round_ballot_box: RoundBallotBoxTable;
  index_version: IndexVersionTable;
}

type Json = ColumnType<unknown, string, string>;
type MaybeJson = ColumnType<unknown, string | null | undefined, string | null>;
type MaybeMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

interface WeightingRoundTable {
  id: Generated<number>;
  created_at: ColumnType<Date, Date | string, never>;
  closed_at: MaybeMoment;
}

interface RoundEventTable {
  round_id: number;
  number: number;
  content: Json;
}

interface RoundParticipantTable {
  id: Generated<number>;
  round_id: number;
  group_id: string;
  name: string;
  email: string;
  token_hash: string;
  withdrawn: Generated<boolean>;
}

interface RoundAnsweredTable {
  round_id: number;
  asking: number;
  participants: number[];
}

interface RoundBallotBoxTable {
  round_id: number;
  asking: number;
  ballots: Json;
}

interface IndexVersionTable {
  index_id: string;
  version: number;
  definition: Json;
  made_at: ColumnType<Date, Date | string, never>;
  made_by: string;
  reason: string;
  round_id: number | null;
  frozen_at: MaybeMoment;
  sheet: MaybeJson;
  result: MaybeJson;
}
