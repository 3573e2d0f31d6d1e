import { type Kysely, sql } from "kysely";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { importAddressesContract } from "../../spaces/addressContract.ts";
import { type AddressColumns, addressList } from "../../spaces/addressList.ts";
import { openFile } from "../openFile.ts";
import { spaceSentences } from "./spaceSentences.ts";
import { finding } from "./storeAreas.ts";

type Db = Kysely<Database>;

const rowsAtOnce = 2_000;

/**
 * Takes the address list that whoever drew a division delivered with it (TR-001). Whole
 * or not at all: a house in two areas, an unknown area or a row that cannot be read
 * keeps it from being stored. The same list for the same day changes nothing; a newer
 * one stands beside it.
 *
 * Refuses a division that does not exist.
 */
export const importAddresses = operation(importAddressesContract, async ({ db, now, person }, input) => {
  const { file, division, validOn, source, licence = "", columns = {}, dryRun } = input;
  const areas = await areasOf(db, division);
  const given = Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== undefined)) as AddressColumns;
  const { addresses, findings: odd } = addressList(await openFile(file), given);
  const findings = [...odd];
  const named = new Map<string, number>();
  for (const { line, area } of addresses) {
    const id = areas.get(area);
    if (id === undefined)
      findings.push({ ...finding("error", "addressArea", { area, division }), place: { row: line } });
    else named.set(area, id);
  }
  const used = new Set(named.values());
  const without = [...areas].filter(([, id]) => !used.has(id));
  const [first] = without;
  if (first !== undefined)
    findings.push(
      finding("warning", "addressAreasWithout", {
        count: new Set(without.map(([, id]) => id)).size,
        first: first[0],
      }),
    );
  const answer = (changed: boolean, list: number | null, more = findings) => ({
    changed,
    list,
    addresses: addresses.length,
    areasNamed: used.size,
    areasInAll: new Set(areas.values()).size,
    findings: more,
    sentences: spaceSentences(more),
  });
  if (dryRun === true || findings.some(({ severity }) => severity === "error")) return answer(false, null);
  return db.transaction().execute(async (trx) => {
    const list = await trx
      .insertInto("address_list")
      .values({
        division_id: division,
        valid_on: validOn,
        file_hash: file.hash,
        file_name: file.name,
        source,
        licence,
        imported_at: now(),
        person: person.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    if (list === undefined) return answer(false, null, [...findings, finding("note", "addressListKnown", {})]);
    for (let at = 0; at < addresses.length; at += rowsAtOnce)
      await trx
        .insertInto("address")
        .values(
          addresses.slice(at, at + rowsAtOnce).map((one) => ({
            list_id: list.id,
            line: one.line,
            place: one.place,
            street: one.street,
            number_from: one.from,
            number_to: one.to,
            letter: one.letter,
            side: one.side,
            area_id: named.get(one.area) ?? 0,
          })),
        )
        .execute();
    return answer(true, list.id);
  });
});

/** Numbers of the areas of a division by code and by name; a name that two bear leads to neither. */
async function areasOf(db: Db, division: string): Promise<Map<string, number>> {
  const there = await db.selectFrom("division").select("id").where("id", "=", division).executeTakeFirst();
  if (there === undefined) throw new Refusal("collect.divisionUnknown", { division }, { kind: "missing" });
  const { rows } = await sql<{ id: number; code: string; name: string }>`
    select id, code, name from area where division_id = ${division} and valid_to is null order by code`.execute(db);
  const found = new Map<string, number>();
  for (const { id, name } of rows) if (rows.filter((row) => row.name === name).length === 1) found.set(name, id);
  for (const { id, code } of rows) found.set(code, id);
  return found;
}
