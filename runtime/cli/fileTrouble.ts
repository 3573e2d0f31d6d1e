import { Refusal } from "../../kernel/trouble/refusal.ts";

/** Troubles that lie with a folder or disk, and what to say of them. */
const sentences: Readonly<Record<string, string>> = {
  EACCES: "cli.noPermission",
  EPERM: "cli.noPermission",
  EROFS: "cli.readOnly",
  ENOSPC: "cli.diskFull",
  EDQUOT: "cli.diskFull",
  ENOENT: "cli.noSuchPath",
  ENOTDIR: "cli.notAFolder",
  EEXIST: "cli.notAFolder",
  EISDIR: "cli.isAFolder",
};

/**
 * What went wrong with a file or folder, as a refusal that says which and what to do;
 * undefined for everything else, which is a fault of ours.
 *
 * @example
 * fileTrouble(Object.assign(new Error("EACCES"), { code: "EACCES", path: "/var/backups" }))?.code // "cli.noPermission"
 * fileTrouble(new Error("can broken")) // undefined
 */
export function fileTrouble(trouble: unknown): Refusal | undefined {
  const { code, path } = (trouble ?? {}) as { code?: unknown; path?: unknown };
  const sentence = typeof code === "string" ? sentences[code] : undefined;
  return sentence === undefined || typeof path !== "string" ? undefined : new Refusal(sentence, { path });
}
