import type { Kysely } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { transferReport as contract } from "../contract.ts";
import { type Explanation, explanation } from "../explanation.ts";
import type { ReleaseManifest } from "../package/releaseManifest.ts";
import type { PublicReport } from "../publicReport.ts";

/** The protection report of a transfer, from what the statistics office signed. */
export const transferReport = operation(contract, async ({ db }, { id }) => {
  const { title, subtitle, messages, sections } = await explainedTransfer(db, id);
  return {
    title,
    subtitle,
    messages: [...messages],
    sections: sections.map(({ paragraphs, table, ...section }) => ({
      ...section,
      paragraphs: [...paragraphs],
      ...(table === undefined
        ? {}
        : { table: { ...table, columns: [...table.columns], rows: table.rows.map((row) => [...row]) } }),
    })),
  };
});

/**
 * What a transfer's package says about its protection, in words for everybody: how many cells were held back and what
 * their number means.
 *
 * Refuses a transfer that does not exist.
 *
 * @param id number of the transfer, as the page shows it
 */
export async function explainedTransfer(db: Kysely<Database>, id: number): Promise<Explanation> {
  const row = await db
    .selectFrom("transfer")
    .leftJoin("transfer_report", "transfer_report.transfer_id", "transfer.id")
    .select(["transfer.manifest", "transfer_report.report"])
    .where("transfer.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("protect.unknownTransfer", { id }, { kind: "missing" });
  // Checked against its schema, and its signature, when the package was taken in.
  const manifest = JSON.parse(row.manifest) as ReleaseManifest;
  const report = (row.report ?? {}) as Partial<PublicReport>;
  return explanation({ ...manifest, report: await withAreaNames(db, manifest, report) });
}

/** Areas by the names that people know them by; the package calls them by their keys. */
async function withAreaNames(
  db: Kysely<Database>,
  { table }: ReleaseManifest,
  report: Partial<PublicReport>,
): Promise<Partial<PublicReport>> {
  // A table whose total bears a name is matched by names, and may call all its other areas by keys.
  if (report.lossBy === undefined) return report;
  const others = new Set(table.characteristics.map(({ label }) => label));
  const areas = await db.selectFrom("area").select(["code", "name"]).execute();
  const names = new Map(areas.map(({ code, name }) => [code, name]));
  return {
    ...report,
    lossBy: report.lossBy.map((loss) =>
      others.has(loss.label)
        ? loss
        : {
            ...loss,
            members: loss.members.map((member) => ({ ...member, code: names.get(member.code) ?? member.code })),
          },
    ),
  };
}
