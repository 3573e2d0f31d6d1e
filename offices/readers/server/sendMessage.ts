import type { Static } from "typebox";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { countTry, type Patience } from "../../../runtime/people/accounts/slowDown.ts";
import { sendMessageContract } from "../contract.ts";

/** Messages from one network: a library or town hall has many people behind one address. */
const perNetwork: Patience = {
  free: 20,
  firstWaitSeconds: 60,
  longestWaitSeconds: 900,
  forgottenAfterSeconds: 3_600,
};
/** Messages of everybody in an hour; beyond that somebody is at work who means no good. */
const mostInAnHour = 120;

/**
 * Keeps a message for those who look after the platform: which page, what, and an address only if one was left.
 *
 * Refuses an empty message, and for a while more than the limits per network and hour allow.
 */
export const sendMessage = operation(sendMessageContract, (context, input) => kept(context, input), {
  // The message is its own trace; a flood of them is none in the audit trail.
  tracesItself: true,
});

async function kept(
  context: Context,
  { kind, page, message, answerTo }: Static<typeof sendMessageContract.input>,
): Promise<{ id: number }> {
  const text = message.trim();
  if (text === "") throw new Refusal("readers.emptyMessage");
  await demandPatience(context);
  const { id } = await context.db
    .insertInto("reader_message")
    .values({
      ...{ kind, page, message: text, received_at: context.now() },
      answer_to: answerTo === undefined || answerTo.trim() === "" ? null : answerTo.trim(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id };
}

async function demandPatience({ db, door, now }: Context): Promise<void> {
  const { recent } = await db
    .selectFrom("reader_message")
    .select((of) => of.fn.countAll<string>().as("recent"))
    .where("received_at", ">", new Date(now().getTime() - 3_600_000))
    .executeTakeFirstOrThrow();
  if (Number(recent) >= mostInAnHour) throw new Refusal("readers.tooManyNow", {}, { kind: "later" });
  if (door === undefined) return;
  const { accounts, visit } = door;
  try {
    const book = { db: accounts.db, secret: accounts.secret, now };
    await countTry(book, ["readers.message", visit.network], perNetwork);
  } catch (trouble) {
    if (!(trouble instanceof Refusal) || trouble.code !== "people.waitAWhile") throw trouble;
    throw new Refusal("readers.wait", { wait: String(trouble.parameters.wait) }, { kind: "later" });
  }
}
