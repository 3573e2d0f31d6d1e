import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { readSettings } from "../../server/settings.ts";
import { dataFolder, tellProgress } from "../withCounty.ts";

/** `kreislauf backup`: everything in one archive; also beside a running server. */
export const backup: Command = {
  words: ["backup"],
  summary: {
    de: "Sichert alles in eine Datei: Daten aller Mandanten, Konten, gelieferte Dateien",
    en: "Backs everything up into one file: data of all tenants, accounts, delivered files",
  },
  usage: "[--out DATEI.tar|ORDNER]",
  options: { out: { type: "string" } },
  run: async (call) => {
    if (call.positionals.length > 0)
      throw new Refusal("cli.missingOption", { option: "--out", words: "backup", usage: backup.usage });
    const settings = readSettings(process.env);
    const folder = dataFolder(call);
    const [{ reachDatabase }, { writeBackup }, { backupName }] = await Promise.all([
      import("../../../runtime/store/reachDatabase.ts"),
      import("../../../runtime/backup/writeBackup.ts"),
      import("../../../offices/running/backupNames.ts"),
    ]);
    const { out, json } = call.values;
    const place = resolve(typeof out === "string" ? out : (settings.backups ?? join(folder, "backups")));
    const isFile = typeof out === "string" && !out.endsWith("/") && !isFolder(place) && /\.[a-z]+$/i.test(place);
    const now = () => new Date();
    const database = await reachDatabase({ folder, databaseUrl: settings.databaseUrl, as: "guest" });
    try {
      const written = await writeBackup({
        url: database.url,
        folder,
        home: settings.schema,
        file: isFile ? place : join(place, backupName(now())),
        version: programVersion(),
        now,
        signal: call.signal,
        progress: tellProgress(call),
      });
      const { file, bytes, tables, rows, files, lostFiles } = written;
      if (json === true) call.print(JSON.stringify(written, null, 2));
      else {
        const size = (bytes / 2 ** 20).toFixed(1);
        call.print(
          call.say({
            de: `Gesichert: ${file} (${size.replace(".", ",")} MB; ${tables} Tabellen mit ${rows} Zeilen, ${files} Dateien).`,
            en: `Backed up: ${file} (${size} MB; ${tables} tables with ${rows} rows, ${files} files).`,
          }),
        );
        if (lostFiles.length > 0)
          call.tell(
            `${call.say({
              de: `Achtung: ${lostFiles.length} gelieferte Dateien fehlen im Datenordner oder sind verändert und fehlen darum auch in der Sicherung`,
              en: `Attention: ${lostFiles.length} delivered files are missing in the data folder or were changed, and so are missing in the backup too`,
            })}: ${lostFiles.slice(0, 5).join(", ")}`,
          );
      }
      return lostFiles.length > 0 ? 3 : 0;
    } finally {
      await database.leave();
    }
  },
};

/** Version of this program, as it stands in package.json. */
export function programVersion(): string {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8")).version;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
