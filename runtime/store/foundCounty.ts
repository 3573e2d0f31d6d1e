import type { Kysely } from "kysely";
import type { Text } from "../../kernel/text/text.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Database } from "./database.ts";

/** Whose data these are; kept under the setting `county`. */
export interface CountyName {
  readonly name: string;
  /** Whether it is invented; then `notice` says so on every page. */
  readonly fictional: boolean;
  readonly notice: Text | null;
}

/** Names an empty county and gives it its levels; refuses where there is already one. */
export async function foundCounty(
  db: Kysely<Database>,
  county: CountyName,
  levels: readonly { id: string; label: string; rank: number }[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const known = await readCounty(transaction);
    if (known !== undefined || !(await isEmpty(transaction)))
      throw new Refusal("store.countyExists", { name: known?.name ?? "?" }, { kind: "conflict" });
    await nameCounty(transaction, county);
    if (levels.length === 0) return;
    const rows = levels.map(({ id, label, rank }) => ({ id, label_de: label, rank, purposes: ["data"] }));
    await transaction.insertInto("area_level").values(rows).execute();
  });
}

/** Gives the county its name, or another one. */
export async function nameCounty(db: Kysely<Database>, county: CountyName): Promise<void> {
  const content = JSON.stringify(county);
  await db
    .insertInto("setting")
    .values({ key: "county", content })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
    .execute();
}

/** Whose data these are, or undefined while nobody said. */
export async function readCounty(db: Kysely<Database>): Promise<CountyName | undefined> {
  const row = await db.selectFrom("setting").select("content").where("key", "=", "county").executeTakeFirst();
  return row?.content as CountyName | undefined;
}

/** Whether nothing was ever brought in: no levels, no deliveries. */
export async function isEmpty(db: Kysely<Database>): Promise<boolean> {
  const level = await db.selectFrom("area_level").select("id").limit(1).executeTakeFirst();
  const delivery = await db.selectFrom("delivery").select("id").limit(1).executeTakeFirst();
  return level === undefined && delivery === undefined && (await readCounty(db)) === undefined;
}
