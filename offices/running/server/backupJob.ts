import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeBackup } from "../../../runtime/backup/writeBackup.ts";
import type { JobKind } from "../../../runtime/jobs/jobKind.ts";
import { backupName, backupsIn, tooMany } from "../backupNames.ts";

export interface BackupPlace {
  /** Address of the database. */
  readonly url: string;
  /** Folder in which backups are kept. */
  readonly to: string;
  /** How many are kept; the oldest go. */
  readonly kept: number;
  readonly version: string;
}

export const backupKind = { name: "running.backup", label: { de: "Sicherung", en: "Backup" } } as const;

/**
 * Backs up the whole installation into the folder of backups, and lets the oldest go.
 *
 * The archive is written beside the database, which it only reads. Run again after
 * a crash, it writes another one; half a one never bears a name.
 */
export function backupJob({ url, to, kept, version }: BackupPlace): JobKind<object> {
  return {
    ...backupKind,
    work: async ({ folder, now, signal, progress }) => {
      const name = backupName(now());
      const { bytes, rows, files, lostFiles } = await writeBackup({
        url,
        folder,
        file: join(to, name),
        version,
        now,
        signal,
        progress,
      });
      const old = tooMany(backupsIn(await readdir(to)), kept);
      for (const one of old) await rm(join(to, one), { force: true });
      return { result: { name, bytes, rows, files, lostFiles: lostFiles.length, removed: old.length } };
    },
  };
}
