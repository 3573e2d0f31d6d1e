import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Policy } from "../../kernel/contract/contract.ts";

/** A row of the table of permissions: what fifteen roles may do with one kind of object. */
export interface PermissionRow {
  readonly row: string;
  /** What the platform calls it; none for what it does not have yet. */
  readonly object?: string;
  readonly cells: readonly string[];
}

interface PermissionFile {
  readonly permissions: readonly PermissionRow[];
  readonly own: readonly PermissionRow[];
}

const content = parse(
  readFileSync(join(import.meta.dirname, "../../catalogue/roles/permissions.yaml"), "utf8"),
) as PermissionFile;

/** The table as the catalogue transcribes it. */
export const permissions = content.permissions;

/** Rows by what the platform calls their objects, also those that are its own business. */
export const rowOf: ReadonlyMap<string, PermissionRow> = new Map(
  [...content.permissions, ...content.own].flatMap((row) =>
    row.object === undefined ? [] : [[row.object, row] as const],
  ),
);

/** Folder of the requirements that the catalogue transcribes, where it is at hand. */
export const requirements = join(process.env.KREISLAUF_DOMAIN ?? "../shared/domain", "requirements.md");

/** The table as the requirements print it; undefined where they are not at hand. */
export function printedTable(): readonly PermissionRow[] | undefined {
  if (!existsSync(requirements)) return undefined;
  const text = readFileSync(requirements, "utf8");
  const chapter = text.slice(
    text.indexOf("## Roles and permissions"),
    text.indexOf("### What each role does in a year"),
  );
  return chapter
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter((cells) => cells.length === 16 && cells[0] !== "Object" && !/^-+$/.test(cells[0] ?? ""))
    .map(([row = "", ...cells]) => ({ row, cells }));
}

/** How far a cell lets somebody go: over everything, over one's own, over what is published. */
export interface Allowed {
  readonly everything: boolean;
  readonly own: boolean;
  readonly published: boolean;
}

const letters: Readonly<Record<Policy["action"], string>> = {
  create: "C",
  read: "R",
  change: "U",
  release: "A",
  rate: "rate",
  decide: "C record",
};

/**
 * What a cell of the table says about one kind of act. Read as printed, with these rules:
 *
 * - `A` opens reading too: who approves reads what there is to approve; with one act named behind it, what is read for that act.
 * - `o` is one's own, `p` and `released` are what is published; every other word behind a letter names
 *   the one act that is meant ("import", "shared") and opens nothing else.
 * - In weighting rounds, who manages (`C`) creates, changes, releases and reads; who rates reads too.
 * - Politicians decide in the committee, not here: "D in committee" lets them read what was decided.
 *   "C record" is the act of recording it, and who records reads it.
 */
export function allowedBy(cell: string, { action, object, as }: Policy): Allowed {
  const allowed = { everything: false, own: false, published: false };
  for (const part of cell.replaceAll("*", "").split(/[,/] /)) {
    const [may = "", ...rest] = part.trim().split(" ");
    const how = rest.join(" ");
    if (object === "weightingRound" || object === "panelSeat") {
      const opens = may === "C" ? ["create", "change", "release", "read"] : may === "rate" ? ["rate", "read"] : [];
      if (opens.includes(action)) allowed.everything = true;
    } else if (part === letters.decide) {
      if (action === "decide" || action === "read") allowed.everything = true;
    } else if (part === "D in committee") {
      if (action === "read") allowed.everything = true;
    } else if (/^[CRUAD]+$/.test(may)) {
      const approves = may.includes("A") && (how === "" || how === as);
      const holds = may.includes(letters[action]) || (action === "read" && approves);
      if (!holds) continue;
      if (how === "" || how === as) allowed.everything = true;
      if (how === "o") allowed.own = true;
      if (how === "p" || how === "released") allowed.published = true;
    }
  }
  return allowed;
}

/**
 * What the table gives somebody with a role: the cell of the role and, since everybody is also the public, that of R10.
 *
 * @param role 1 to 15
 */
export function expected(role: number, policy: Policy): Allowed {
  const row = rowOf.get(policy.object);
  if (row === undefined) throw new Error(`no row in the table of permissions: ${policy.object}`);
  const [mine, publics] = [role, 10].map((column) => allowedBy(row.cells[column - 1] ?? "–", policy));
  const either = (of: keyof Allowed) => mine?.[of] === true || publics?.[of] === true;
  return { everything: either("everything"), own: either("own"), published: either("published") };
}
