import { resolve } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { readSettings } from "../../server/settings.ts";
import { dataFolder, tellProgress } from "../withCounty.ts";

/** `kreislauf restore`: a backup into an empty data folder or database, wholly or not at all. */
export const restore: Command = {
  words: ["restore"],
  summary: {
    de: "Holt eine Sicherung in einen leeren Datenordner oder eine leere Datenbank zurück",
    en: "Restores a backup into an empty data folder or database",
  },
  usage: "DATEI.tar --data NEUER_ORDNER [--verify]",
  options: { verify: { type: "boolean" } },
  run: async (call) => {
    const [path, ...more] = call.positionals;
    if (path === undefined || more.length > 0)
      throw new Refusal("cli.missingOption", { option: "DATEI", words: "restore", usage: restore.usage });
    const settings = readSettings(process.env);
    const { restoreBackup, verifyBackup } = await import("../../../runtime/backup/restoreBackup.ts");
    const file = resolve(path);
    const watch = { signal: call.signal, progress: tellProgress(call) };
    const isTrial = call.values.verify === true;
    const manifest = isTrial ? await verifyBackup(file, watch) : await bringBack();
    const tables = manifest.schemas.flatMap((schema) => schema.tables);
    const summary = {
      madeAt: manifest.madeAt,
      version: manifest.version,
      tenants: manifest.schemas.filter(({ room }) => room === "tenant").length,
      tables: tables.length,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      files: manifest.parts.filter(({ name }) => name.startsWith("files/")).length,
      lostFiles: manifest.lostFiles,
    };
    if (call.values.json === true) call.print(JSON.stringify(summary, null, 2));
    else {
      const { tenants, rows, files } = summary;
      const lost = manifest.lostFiles.length;
      call.print(
        call.say({
          de: `${isTrial ? "Die Sicherung ist vollständig und unverändert" : "Zurückgeholt"}: Stand ${summary.madeAt}, ${tenants === 1 ? "1 Mandant" : `${tenants} Mandanten`}, ${rows} Zeilen in ${tables.length} Tabellen, ${files} Dateien.`,
          en: `${isTrial ? "The backup is complete and unchanged" : "Restored"}: as of ${summary.madeAt}, ${tenants === 1 ? "1 tenant" : `${tenants} tenants`}, ${rows} rows in ${tables.length} tables, ${files} files.`,
        }),
      );
      if (lost > 0)
        call.tell(
          call.say({
            de: `Achtung: ${lost === 1 ? "1 Datei fehlte" : `${lost} Dateien fehlten`} schon, als gesichert wurde.`,
            en: `Attention: ${lost === 1 ? "1 file was" : `${lost} files were`} missing already when the backup was made.`,
          }),
        );
      if (!isTrial)
        call.tell(
          call.say({
            de: "Alle müssen sich neu anmelden. „kreislauf check“ prüft, ob alles stimmt.",
            en: "Everybody must sign in anew. “kreislauf check” finds out whether all is right.",
          }),
        );
    }
    return manifest.lostFiles.length > 0 ? 3 : 0;

    async function bringBack() {
      // A broken backup is refused before a database is made for it.
      await verifyBackup(file, watch);
      const { reachDatabase } = await import("../../../runtime/store/reachDatabase.ts");
      const folder = dataFolder(call);
      const database = await reachDatabase({ folder, databaseUrl: settings.databaseUrl, as: "server" });
      try {
        return await restoreBackup({ file, url: database.url, folder, ...watch });
      } finally {
        await database.leave();
      }
    }
  },
};
