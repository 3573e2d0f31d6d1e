import type { Command } from "../../../runtime/cli/command.ts";
import { withCounty } from "../withCounty.ts";

/** `kreislauf audit export`: the audit trail as CSV for the data protection officer. */
export const auditExport: Command = {
  words: ["audit", "export"],
  summary: "Gibt das Protokoll der Änderungen als CSV aus",
  usage: "[--since 2026-01-01] > protokoll.csv",
  options: { since: { type: "string" } },
  run: async (call) => {
    const { since } = call.values;
    await withCounty(call, async (context) => {
      const { exportAudit } = await import("../../../offices/history/server/history.ts");
      const file = await exportAudit.run(context, typeof since === "string" ? { since } : {});
      for await (const part of (file as { content: AsyncIterable<Uint8Array> }).content)
        call.print(Buffer.from(part).toString("utf8"));
    });
    return 0;
  },
};
