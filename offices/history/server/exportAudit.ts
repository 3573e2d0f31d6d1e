import { localDay } from "../../../kernel/time/localDay.ts";
import { startOfDay } from "../../../kernel/time/startOfDay.ts";
import { type Context, type FileAnswer, operation } from "../../../runtime/http/operation.ts";
import { exportAudit as contract } from "../contract.ts";
import { readEntries } from "./readEntries.ts";

const page = 2_000;

/** The audit trail as CSV that German Excel opens right, for the data protection officer. */
export const exportAudit = operation(contract, async (context, { since }): Promise<FileAnswer> => {
  return {
    name: `protokoll-${localDay(context.now())}.csv`,
    mediaType: "text/csv; charset=utf-8",
    content: linesOf(context, since),
  };
});

async function* linesOf({ db }: Context, since: string | undefined): AsyncGenerator<Uint8Array> {
  const from = since === undefined ? undefined : startOfDay(since);
  yield Buffer.from("\ufeffNummer;Zeitpunkt;Person;Vorgang;Handlung;Gegenstand;Kennung;Ausgang\r\n");
  for (let before: number | undefined; ; ) {
    const entries = await readEntries(db, { before, since: from, limit: page });
    const lines = entries.map((entry) =>
      [
        String(entry.number),
        entry.happenedAt,
        entry.person ?? "(gelöscht)",
        entry.operation,
        entry.action,
        entry.object,
        Object.entries(entry.subject)
          .map(([name, value]) => `${name}=${value}`)
          .join(" "),
        entry.outcome,
      ]
        .map(field)
        .join(";"),
    );
    if (lines.length > 0) yield Buffer.from(`${lines.join("\r\n")}\r\n`);
    if (entries.length < page) return;
    before = entries.at(-1)?.number;
  }
}

// A field that begins like a formula would be computed by a spreadsheet.
function field(text: string): string {
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
