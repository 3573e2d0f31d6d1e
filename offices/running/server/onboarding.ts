import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce, versionInForce } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { modeKey, readMode } from "../../../runtime/store/operatingMode.ts";
import { confirmItemContract, onboardingContract, switchModeContract } from "../contract.ts";
import { type Confirmations, onboarding, personalItems } from "../onboarding.ts";
import { onboardingFacts } from "./onboardingFacts.ts";

const confirmedKey = "onboarding";

async function confirmations({ db }: Pick<Context, "db">): Promise<Confirmations> {
  const row = await db.selectFrom("setting").select("content").where("key", "=", confirmedKey).executeTakeFirst();
  return (row?.content ?? {}) as Confirmations;
}

async function itemsOf(context: Context) {
  return onboarding(await onboardingFacts(context), await confirmations(context));
}

/** Where the county stands on its way to regular operation. */
export const showOnboarding = operation(onboardingContract, async (context) => {
  const { db } = context;
  const items = await itemsOf(context);
  const last = await db
    .selectFrom("change")
    .select(["changed_at", "person"])
    .where("kind", "=", "setting")
    .where("id", "=", modeKey)
    .orderBy("number", "desc")
    .executeTakeFirst();
  return {
    mode: await readMode(db),
    switched: last === undefined ? null : { at: last.changed_at.toISOString(), by: last.person },
    modeVersion: await versionInForce(db, { kind: "setting", id: modeKey }),
    open: items.filter(({ met }) => !met).length,
    items,
  };
});

/**
 * Notes that somebody stands for a point that only people can know, with name and day.
 *
 * Refuses a point that the platform checks by itself.
 */
export const confirmItem = operation(confirmItemContract, async (context, { item, confirmed, note = "" }) => {
  const { db, person, now } = context;
  const known = personalItems.find((one) => one === item);
  if (known === undefined) throw new Refusal("running.notToConfirm", { item });
  await db.transaction().execute(async (transaction) => {
    const { [known]: _, ...others } = await confirmations({ db: transaction });
    const said = { by: person.name, on: localDay(now()), note: note.trim() };
    await keep(transaction, confirmedKey, confirmed ? { ...others, [known]: said } : others);
  });
  return { item, met: confirmed };
});

/**
 * Switches the county into regular operation once all is done, and back at any time.
 *
 * Refuses regular operation while a point of the list is open.
 */
export const switchMode = operation(switchModeContract, async (context, { mode, basedOn }) => {
  if (mode === "regular") {
    const open = (await itemsOf(context)).filter(({ met }) => !met);
    if (open.length > 0)
      throw new Refusal(
        "running.notReadyForRegular",
        { count: open.length, open: open.map(({ id }) => id).join(", ") },
        { kind: "conflict" },
      );
  }
  return changeOnce(context.db, { kind: "setting", id: modeKey }, basedOn, async (transaction) => {
    await keep(transaction, modeKey, { mode });
    return { mode };
  });
});

async function keep(db: Context["db"], key: string, setting: object): Promise<void> {
  const content = JSON.stringify(setting);
  await db
    .insertInto("setting")
    .values({ key, content })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
    .execute();
}
