import { sql } from "kysely";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { addressListsContract } from "../../spaces/addressContract.ts";
import { seenDivisions } from "./seenDivisions.ts";

interface ListRow {
  readonly list: number;
  readonly division: string;
  readonly validOn: string;
  readonly fileName: string;
  readonly source: string;
  readonly licence: string;
  readonly addresses: number;
}

/** The address lists of divisions that the person may see. */
async function lists(context: ReachingContext, { division }: { division?: string }) {
  const seen = await seenDivisions(context);
  const { rows } = await sql<ListRow>`
    select l.id as list, l.division_id as division, to_char(l.valid_on, 'YYYY-MM-DD') as "validOn", l.file_name as "fileName",
      l.source, l.licence, (select count(*)::integer from address a where a.list_id = l.id) as addresses
    from address_list l
    where (${division ?? null}::text is null or l.division_id = ${division ?? null})
      and (${seen}::text[] is null or l.division_id = any(${seen}::text[]))
    order by l.division_id, l.valid_on desc, l.id desc`.execute(context.db);
  return { lists: rows };
}

export const addressLists = operation(addressListsContract, lists, { narrows: ["own", "published"] });
