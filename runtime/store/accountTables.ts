import type { ColumnType, Generated } from "kysely";

/** The tables of `db/installation/0001_accounts.sql` and `0005_stronger_ways_in.sql`, in the schema that all counties of an installation share. */
export interface AccountTables {
  "kreislauf.account": AccountTable;
  "kreislauf.credential": CredentialTable;
  "kreislauf.passkey": PasskeyTable;
  "kreislauf.second_factor": SecondFactorTable;
  "kreislauf.session": SessionTable;
  "kreislauf.verification": VerificationTable;
  "kreislauf.invitation": InvitationTable;
  "kreislauf.attempt": AttemptTable;
  "kreislauf.account_event": AccountEventTable;
}

type Moment = ColumnType<Date, Date | string, Date | string>;
type MaybeMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export interface AccountTable {
  id: string;
  name: string;
  /** Always in small letters. */
  email: string;
  email_verified: Generated<boolean>;
  two_factor_enabled: Generated<boolean>;
  created_at: Moment;
  updated_at: Moment;
  joined_at: MaybeMoment;
  disabled_at: MaybeMoment;
}

export interface CredentialTable {
  id: string;
  account_id: string;
  provider: string;
  provider_account_id: string;
  password: string | null;
  created_at: Moment;
  updated_at: Moment;
}

export interface PasskeyTable {
  id: string;
  account_id: string;
  name: string | null;
  public_key: string;
  credential_id: string;
  counter: number;
  device_type: string;
  backed_up: boolean;
  transports: string | null;
  model: string | null;
  created_at: MaybeMoment;
}

export interface SecondFactorTable {
  id: string;
  account_id: string;
  secret: string;
  recovery_codes: string;
  verified: boolean;
  failed_count: number;
  locked_until: MaybeMoment;
}

export interface SessionTable {
  id: string;
  account_id: string;
  token: string;
  device: string;
  created_at: Moment;
  used_at: Moment;
  expires_at: Moment;
  proof: Generated<Proof>;
  proved_at: MaybeMoment;
}

/** By what somebody proved who they are when a session was opened. */
export type Proof = "password" | "secondFactor" | "passkey" | "provider";

export interface AccountEventTable {
  id: Generated<number>;
  account_id: string;
  happened_at: Moment;
  what: string;
  by_other: string | null;
  seen_at: MaybeMoment;
}

export interface VerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Moment;
  created_at: Moment;
  updated_at: Moment;
}

export interface InvitationTable {
  token_hash: string;
  account_id: string;
  invited_by: string;
  created_at: Moment;
  expires_at: Moment;
  used_at: MaybeMoment;
}

export interface AttemptTable {
  key: string;
  failures: number;
  last_at: Moment;
  waits_until: MaybeMoment;
}
