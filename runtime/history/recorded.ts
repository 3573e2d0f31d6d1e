import type { TSchema } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Context } from "../http/operation.ts";
import { actAs } from "../store/acting.ts";
import { type Attempt, appendEntry } from "./auditTrail.ts";

/**
 * Runs what changes something and leaves its trace: a line in the audit trail
 * before it begins and one for how it ended, and the person's name on every
 * version that the database keeps meanwhile.
 *
 * The first line is there before anything is changed, so that no change is without
 * one, however the program ends.
 */
export async function recorded<Output>(
  context: Context,
  contract: Contract<TSchema, TSchema>,
  input: object,
  work: () => Promise<Output>,
): Promise<Output> {
  const { db, person } = context;
  const { action, object } = contract.policy;
  const leave = (outcome: Attempt["outcome"], made: unknown = {}) => {
    const subject = { ...identifiersOf(input), ...identifiersOf(made) };
    const attempt = { operation: contract.name, action, object, subject, outcome };
    return appendEntry(db, person, context.now(), attempt);
  };
  await leave("begun");
  let output: Output;
  try {
    output = await actAs(
      { personId: person.id, person: person.name, reason: reasonOf(input), now: context.now() },
      work,
    );
  } catch (trouble) {
    await leave(trouble instanceof Refusal ? "refused" : "failed");
    throw trouble;
  }
  await leave("done", output);
  return output;
}

/** Notes that somebody tried what is not theirs to do. */
export function recordRefusal(context: Pick<Context, "db" | "person" | "now">, contract: Contract<TSchema, TSchema>) {
  const { action, object } = contract.policy;
  const attempt = { operation: contract.name, action, object, subject: {}, outcome: "refused" } as const;
  return appendEntry(context.db, context.person, context.now(), attempt);
}

// Names under which contracts keep what identifies a thing; other fields may hold what somebody wrote.
const identifying = [
  "id",
  "key",
  "level",
  "code",
  "indicator",
  "template",
  "division",
  "fingerprint",
  "kind",
  "number",
];

/**
 * The identifiers among the fields of an input or answer.
 *
 * @example
 * identifiersOf({ id: 7, level: "GEM", note: "Frau M. rief an", name: "x" }) // { id: 7, level: "GEM" }
 */
export function identifiersOf(fields: unknown): Record<string, string | number | boolean> {
  if (typeof fields !== "object" || fields === null) return {};
  const found = Object.entries(fields).filter(
    ([name, value]) =>
      identifying.includes(name) &&
      (typeof value === "number" || (typeof value === "string" && /^[\w./:-]{1,64}$/.test(value))),
  );
  return Object.fromEntries(found);
}

function reasonOf(input: object): string {
  const { reason, note } = input as { reason?: unknown; note?: unknown };
  return [reason, note].find((text) => typeof text === "string" && text !== "")?.toString() ?? "";
}
