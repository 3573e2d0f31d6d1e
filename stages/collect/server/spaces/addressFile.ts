import { sql } from "kysely";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { addressFileContract } from "../../spaces/addressContract.ts";
import { seenDivisions } from "./seenDivisions.ts";

interface AddressRow {
  readonly place: string;
  readonly street: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly letter: string;
  readonly side: "all" | "odd" | "even";
  readonly code: string;
  readonly name: string;
}

/**
 * An address list as a CSV that German Excel opens right, and that comes in again as it went out.
 *
 * Refuses a list that does not exist, in the same words as one of a division that the person may not see.
 */
async function asFile(context: ReachingContext, { list }: { list: number }) {
  const seen = await seenDivisions(context);
  const head = await context.db
    .selectFrom("address_list")
    .select(["division_id as division", "valid_on as validOn"])
    .where("id", "=", list)
    .executeTakeFirst();
  if (head === undefined || seen?.includes(head.division) === false)
    throw new Refusal("collect.addressListMissing", { list }, { kind: "missing" });
  const { rows } = await sql<AddressRow>`
    select a.place, a.street, a.number_from as from, a.number_to as to, a.letter, a.side, area.code, area.name
    from address a join area on area.id = a.area_id where a.list_id = ${list} order by a.line`.execute(context.db);
  const lines = rows.map((row) => {
    const isHouse = row.from !== null && row.from === row.to;
    const numbers = isHouse
      ? [`${row.from}${row.letter}`, "", "", ""]
      : ["", row.from ?? "", row.to ?? "", sides[row.side]];
    return [row.place, row.street, ...numbers, row.code, row.name].map(quoted).join(";");
  });
  const text = ["Ort;Straße;Hausnummer;von;bis;Seite;Raum;Name", ...lines, ""].join("\r\n");
  return {
    name: `adressen-${head.division}-${head.validOn}.csv`,
    mediaType: "text/csv; charset=utf-8",
    content: new TextEncoder().encode(`\ufeff${text}`),
  };
}

const sides = { all: "alle", odd: "ungerade", even: "gerade" } as const;

function quoted(field: string | number): string {
  // A sheet would run what begins like a formula.
  const text = String(field).replace(/^[=+\-@]/, "'$&");
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const addressFile = operation(addressFileContract, asFile, { narrows: ["own", "published"] });
