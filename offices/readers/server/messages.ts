import type { Selectable } from "kysely";
import { operation } from "../../../runtime/http/operation.ts";
import type { ReaderMessageTable } from "../../../runtime/store/readerTables.ts";
import { messagesContract, type ReaderMessage } from "../contract.ts";

const mostShown = 500;

/** What readers said, open messages first, the newest of each before the others. */
export const messages = operation(messagesContract, async ({ db }) => {
  const rows = await db
    .selectFrom("reader_message")
    .selectAll()
    .orderBy((of) => of("answered_at", "is not", null))
    .orderBy("id", "desc")
    .limit(mostShown)
    .execute();
  const { open } = await db
    .selectFrom("reader_message")
    .select((of) => of.fn.countAll<string>().as("open"))
    .where("answered_at", "is", null)
    .executeTakeFirstOrThrow();
  return { messages: rows.map(messageOf), open: Number(open) };
});

/** A stored message as the page for those who look after the platform shows it. */
export function messageOf(row: Selectable<ReaderMessageTable>): ReaderMessage {
  return {
    id: row.id,
    kind: row.kind,
    page: row.page,
    message: row.message,
    answerTo: row.answer_to,
    receivedAt: row.received_at.toISOString(),
    answeredBy: row.answered_by,
    answeredAt: row.answered_at?.toISOString() ?? null,
    note: row.note,
  };
}
