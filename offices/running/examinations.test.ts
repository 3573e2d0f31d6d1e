import { expect, test } from "vitest";
import { phrase } from "../../kernel/trouble/phrase.ts";
import { type DatabaseFacts, diagnose, exitCodeOf, type Facts } from "./examinations.ts";
import phrases from "./messages.de.json" with { type: "json" };

const now = new Date("2026-05-01T08:00:00Z");
const database: DatabaseFacts = {
  version: "16.4",
  encoding: "UTF8",
  mayCreate: true,
  mayCreateRoles: true,
  isSuperuser: false,
  encrypted: true,
  remote: true,
  connections: 100,
  clock: now,
  newestMoment: new Date("2026-04-30T08:00:00Z"),
  stepsBehind: 0,
  stepsAhead: 0,
  otherSteps: [],
  tenants: 1,
  orphanFiles: 0,
  lostFiles: 0,
  failedJobs: 0,
  waitingJobs: 0,
};
const sound: Facts = {
  node: "v24.4.0",
  platform: "linux x64",
  folder: { path: "/srv/k", exists: true, writable: true, open: false, freeBytes: 2 ** 40, leftovers: 0 },
  settings: [],
  host: "127.0.0.1",
  hostIsOwn: true,
  signInOff: false,
  tls: true,
  embedded: false,
  database,
  databaseTrouble: undefined,
  fonts: true,
  pages: true,
  backups: { folder: "/srv/b", newest: "2026-05-01T02:15:00Z", nightly: true },
  now,
};

const found = (facts: Partial<Facts>) =>
  diagnose({ ...sound, ...facts })
    .filter(({ state }) => state !== "good")
    .map(({ code, state }) => `${state} ${code}`);
const foundIn = (more: Partial<DatabaseFacts>) => found({ database: { ...database, ...more } });

test("FL-014 an installation in good order has nothing to complain about", () => {
  expect(found({})).toEqual([]);
  expect(exitCodeOf(diagnose(sound))).toBe(0);
});

test("FL-014 each thing that may be wrong with a machine is named", () => {
  expect(found({ node: "v18.20.0" })).toEqual(["error nodeTooOld"]);
  expect(found({ node: "v20.18.1" })).toEqual(["error nodeTooOld"]);
  expect(found({ node: "v20.19.0" })).toEqual(["hint nodeOld"]);
  expect(found({ folder: { ...sound.folder, writable: false } })).toEqual(["error folderNotWritable"]);
  expect(found({ folder: { ...sound.folder, freeBytes: 5e8 } })).toEqual(["error diskFull"]);
  expect(found({ folder: { ...sound.folder, freeBytes: 5e9, open: true } })).toEqual([
    "warning folderOpen",
    "warning diskShort",
  ]);
  expect(found({ fonts: false })).toEqual(["error fontsMissing"]);
});

test("X-023 an open server without sign-in is an error, without encryption a warning", () => {
  expect(found({ host: "0.0.0.0", hostIsOwn: false, signInOff: true })).toEqual(["error openWithoutSignIn"]);
  expect(found({ host: "0.0.0.0", hostIsOwn: false, tls: false })).toEqual(["warning openWithoutTls"]);
  expect(found({ signInOff: true, tls: false })).toEqual([]);
});

test("FL-014 each thing that may be wrong with the database is named", () => {
  expect(found({ database: undefined, databaseTrouble: "Sie läuft nicht." })).toEqual(["error noDatabase"]);
  expect(foundIn({ version: "14.11" })).toEqual(["error databaseTooOld"]);
  expect(foundIn({ encoding: "SQL_ASCII" })).toEqual(["error encoding"]);
  expect(foundIn({ mayCreate: false, mayCreateRoles: false })).toEqual([
    "error mayNotCreate",
    "warning mayNotCreateRoles",
  ]);
  expect(foundIn({ isSuperuser: true })).toEqual(["warning superuser"]);
  expect(foundIn({ encrypted: false })).toEqual(["warning notEncrypted"]);
  expect(foundIn({ encrypted: false, remote: false })).toEqual([]);
  expect(foundIn({ stepsAhead: 1 })).toEqual(["error newerTables"]);
  expect(foundIn({ stepsBehind: 2 })).toEqual(["hint olderTables"]);
  expect(foundIn({ otherSteps: ["0003_transfer.sql"] })).toEqual(["error otherSteps"]);
  expect(foundIn({ tenants: 0 })).toEqual(["hint databaseEmpty"]);
  expect(foundIn({ clock: new Date("2026-05-01T08:00:30Z") })).toEqual(["warning clocksApart"]);
  expect(foundIn({ newestMoment: new Date("2026-05-02T08:00:00Z") })).toEqual(["error clockSetBack"]);
  expect(foundIn({ lostFiles: 1, orphanFiles: 2, failedJobs: 3, waitingJobs: 4 })).toEqual([
    "error lostFiles",
    "warning failedJobs",
    "hint orphanFiles",
    "hint waitingJobs",
  ]);
});

test("X-023 a missing or old backup is a warning", () => {
  const backups = { folder: "/srv/b", newest: null, nightly: false };
  expect(found({ backups })).toEqual(["warning noNightlyBackup", "warning noBackup"]);
  expect(found({ backups: { ...backups, nightly: true, newest: "2026-04-28T02:15:00Z" } })).toEqual([
    "warning backupOld",
  ]);
  expect(exitCodeOf(diagnose({ ...sound, backups }))).toBe(3);
});

test("every diagnosis has a German sentence", () => {
  const everything = [
    { ...sound, backups: { folder: "/b", newest: null, nightly: false }, settings: ["x"], fonts: false, pages: false },
    { ...sound, database: { ...database, stepsAhead: 1, lostFiles: 1, orphanFiles: 1, failedJobs: 1, waitingJobs: 1 } },
    { ...sound, database: undefined, databaseTrouble: "Sie läuft nicht." },
  ];
  for (const facts of everything)
    for (const { code, parameters } of diagnose(facts))
      expect(phrase(phrases, { code: `running.${code}`, parameters, place: null }).length).toBeGreaterThan(0);
});
