import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { kinds } from "../../offices/history/server/kinds.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";

const fresh = await freshDatabase();
afterAll(() => fresh.drop());

const operations = [...serverStages.values()].flatMap((stage) => stage.operations);

/** Acts that overwrite nothing which somebody else may be writing at the same time; why, for each. */
const overwriteNothing: Readonly<Record<string, string>> = {
  "protect.trustReleaseKey": "a key is trusted or not; trusting it twice is trusting it",
  "protect.withdrawReleaseKey": "a key is trusted or not; withdrawing it twice is withdrawing it",
  "protect.startRenewal": "starts a job",
  "combine.changeRound": "adds an event to the round; events are only added",
  "combine.panel": "reads",
  "combine.invite": "adds invitations",
  "combine.renewLink": "makes a new link; the older one ends",
  "combine.withdraw": "adds an event to the round; events are only added",
  "running.startBackup": "starts a job",
  "running.confirmItem": "ticks off one point of a list; ticking it twice is ticking it",
  "people.renewInvitation": "makes a new link; the older one ends",
  "people.disablePerson": "an account is open or not; closing it twice is closing it",
  "people.enablePerson": "an account is open or not; opening it twice is opening it",
  "people.removePerson": "takes an account out; that happens once",
  "people.resetSecondFactor": "takes a second factor out; that happens once",
  "people.endGrant": "ends a role; that happens once",
  "readers.uploadVideo": "adds a file; where it is shown is another act",
  "readers.answerMessage": "adds an answer to a message",
};

test("every act that changes a thing says from which version it starts, so that two people never overwrite each other", () => {
  const changing = operations.map(({ contract }) => contract).filter(({ policy }) => policy.action === "change");
  const without = changing
    .filter(({ policy }) => policy.object !== "ownAccount" && policy.object !== "signIn")
    .filter(({ input }) => !("basedOn" in ((input as { properties?: object }).properties ?? {})))
    .map(({ name }) => name);
  expect(without.filter((name) => !(name in overwriteNothing))).toEqual([]);
  // A reason for what is no longer there, or asks for its version by now, goes.
  expect(Object.keys(overwriteNothing).filter((name) => !without.includes(name))).toEqual([]);
});

/** Definitions and indices keep their versions themselves; rights keep them in the tenant whose they are. */
const keepThemselves = ["indicator", "baseFigure", "index", "right"];

test("each kind of thing of which the database keeps versions is known to the history, and each known kind keeps them", async () => {
  const { rows } = await sql<{ definition: string }>`
    select pg_get_triggerdef(oid) as definition from pg_trigger
    where not tgisinternal and tgfoid::regproc::text like '%keep_version'`.execute(fresh.db);
  const kept = rows.map(({ definition }) => /keep_version\('([^']+)'/.exec(definition)?.[1] ?? definition);
  expect(kept.length).toBeGreaterThan(10);
  expect([...new Set([...kept, ...keepThemselves])].sort()).toEqual(Object.keys(kinds).sort());
});

test("each kind that only its stage can take back is taken back by exactly one", () => {
  const byStages = [...serverStages.values()].flatMap(({ restores = {} }) => Object.keys(restores)).sort();
  const asked = Object.entries(kinds).flatMap(([kind, { row }]) => (row === "stage" ? [kind] : []));
  expect(byStages).toEqual(asked.sort());
});
