import type { Call, Command } from "../../../runtime/cli/command.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { readCounty } from "../withCounty.ts";

/** `kreislauf audit export`: the audit trail for the data protection officer, as CSV or with `--json` as a list. */
export const auditExport: Command = {
  words: ["audit", "export"],
  summary: {
    de: "Gibt das Protokoll der Änderungen als CSV aus",
    en: "Prints the audit trail as CSV",
  },
  usage: "[--since 2026-01-01] [--json] > protokoll.csv",
  options: { since: { type: "string" } },
  run: async (call) => {
    const { since } = call.values;
    await readCounty(call, async (context) => {
      if (call.values.json === true) return printEntries(call, context, since);
      const { exportAudit } = await import("../../../offices/history/server/history.ts");
      const file = await exportAudit.run(context, typeof since === "string" ? { since } : {});
      for await (const part of (file as { content: AsyncIterable<Uint8Array> }).content)
        call.print(Buffer.from(part).toString("utf8"));
    });
    return 0;
  },
};

/** A page at a time, so that a trail of many years does not have to fit into the memory. */
async function printEntries(call: Call, context: Context, since: unknown): Promise<void> {
  const { showTrail } = await import("../../../offices/history/server/history.ts");
  let isFirst = true;
  for (let before: number | undefined; ; ) {
    const { entries, more } = await showTrail.run(context, { limit: 500, ...(before === undefined ? {} : { before }) });
    const wanted = typeof since === "string" ? entries.filter((entry) => entry.happenedAt >= since) : entries;
    for (const entry of wanted) {
      call.print(`${isFirst ? "[" : ","}${JSON.stringify(entry)}\n`);
      isFirst = false;
    }
    if (!more || wanted.length < entries.length) break;
    before = entries.at(-1)?.number;
  }
  call.print(isFirst ? "[]" : "]");
}
