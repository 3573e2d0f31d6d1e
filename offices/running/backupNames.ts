/**
 * What a backup of this moment is called: names sort as they were made.
 *
 * @example
 * backupName(new Date("2026-03-01T02:15:07.123Z")) // "kreislauf-20260301-021507.tar"
 */
export function backupName(now: Date): string {
  const [day = "", time = ""] = now.toISOString().split("T");
  return `kreislauf-${day.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}.tar`;
}

/**
 * The backups among the files of a folder, oldest first.
 *
 * @example
 * backupsIn(["kreislauf-20260302-021500.tar", "notes.txt", "kreislauf-20260301-021507.tar"]) // ["kreislauf-20260301-021507.tar", "kreislauf-20260302-021500.tar"]
 */
export function backupsIn(names: readonly string[]): string[] {
  return names.filter((name) => /^kreislauf-\d{8}-\d{6}\.tar$/.test(name)).sort();
}

/**
 * Those that are let go when only so many are kept; the newest stays in any case.
 *
 * @example
 * tooMany(["a", "b", "c"], 2) // ["a"]
 * tooMany(["a"], 0) // []
 */
export function tooMany(names: readonly string[], kept: number): string[] {
  return names.slice(0, Math.max(0, names.length - Math.max(1, kept)));
}

/**
 * When a backup was made, by its name.
 *
 * @example
 * madeAt("kreislauf-20260301-021507.tar") // "2026-03-01T02:15:07Z"
 */
export function madeAt(name: string): string {
  return name.replace(/^kreislauf-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.tar$/, "$1-$2-$3T$4:$5:$6Z");
}
