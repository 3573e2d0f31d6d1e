import type { Kysely } from "kysely";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { pseudonymOf, tokenHash } from "./panelSecrets.ts";

/** Who holds a link: their round and group, and the name that their grades bear. */
export interface SeatHolder {
  readonly participant: number;
  readonly round: number;
  readonly group: string;
  readonly pseudonym: string;
}

/** Whose link this is; a refusal where it is nobody's, or nobody's any more. */
export async function seatOf(db: Kysely<Database>, token: string): Promise<SeatHolder> {
  const found = await db
    .selectFrom("round_participant")
    .select(["id", "round_id", "group_id"])
    .where("token_hash", "=", tokenHash(token))
    .where("withdrawn", "=", false)
    .executeTakeFirst();
  if (found === undefined) throw new Refusal("combine.unknownLink", {}, { kind: "missing" });
  const { id: participant, round_id: round, group_id: group } = found;
  return { participant, round, group, pseudonym: pseudonymOf(token, round) };
}
