import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { phrase } from "../../kernel/trouble/phrase.ts";
import phrases from "../../offices/running/messages.de.json" with { type: "json" };
import { sourceFiles } from "../../tools/sourceFiles.ts";
import { demandGuardedDatabase, knownSettings, readSettings, settingsTable, settingTroubles } from "./settings.ts";

const root = join(import.meta.dirname, "../..");
const sentences = (environment: Record<string, string>) =>
  settingTroubles(environment).map((trouble) => phrase(phrases, trouble));

test("FL-014 without any setting everything has a sensible value", () => {
  expect(readSettings({})).toMatchObject({
    host: "127.0.0.1",
    databaseUrl: undefined,
    uploadMegabytes: 2_048,
    backupsKept: 14,
    shutdownSeconds: 30,
  });
  expect(readSettings({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: undefined, databaseUrl: undefined });
});

test("FL-014 a setting that nobody knows is refused with the name that was probably meant", () => {
  expect(sentences({ KREISLAUF_UPLOAD_MEGABYTE: "10" })).toEqual([
    "Die Einstellung KREISLAUF_UPLOAD_MEGABYTE gibt es nicht. Meinten Sie KREISLAUF_UPLOAD_MEGABYTES? Alle Einstellungen stehen in docs/betrieb.md.",
  ]);
  expect(() => readSettings({ KREISLAUF_BACKUP: "/var/backups" })).toThrow("unknownSetting");
  expect(sentences({ PATH: "/bin", HOME: "/root", LANG: "C" })).toEqual([]);
});

test("FL-014 a setting that makes no sense is refused with what would", () => {
  expect(sentences({ PORT: "achtzig" })[0]).toBe(
    "Die Einstellung PORT braucht eine ganze Zahl von 0 bis 65535, nicht „achtzig“.",
  );
  expect(sentences({ KREISLAUF_ADDRESS: "sozialplanung.kreis.example" })[0]).toContain("https:// oder http:// beginnt");
  expect(sentences({ KREISLAUF_BACKUPS: "backups" })[0]).toContain("der mit / beginnt");
  expect(sentences({ KREISLAUF_PROXY: "nginx" })[0]).toContain("127.0.0.1");
});

test("X-023 a database on another machine is reached encrypted and verified, or the county says that it need not be", () => {
  const open = "postgres://kreislauf:geheim@db.kreis.example:5432/kreislauf";
  const refused = [
    ...[open, `${open}?sslmode=require`, `${open}?sslmode=disable`, open.replace("db.kreis.example", "10.0.0.7")],
    ...["postgres:///kreislauf?host=db.kreis.example", open.replace("db.kreis.example", "127.0.0.1.kreis.example")],
  ];
  for (const url of refused) {
    expect(sentences({ DATABASE_URL: url }), url).toEqual([expect.stringContaining("?sslmode=verify-full")]);
    expect(sentences({ DATABASE_URL: url })[0]).not.toContain("geheim");
    expect(sentences({ DATABASE_URL: url, KREISLAUF_DATABASE_TLS: "none" }), url).toEqual([]);
    expect(() => demandGuardedDatabase(url, {}), url).toThrow("databaseInTheOpen");
  }
  for (const url of [
    ...[`${open}?sslmode=verify-full`, open.replace("db.kreis.example", "127.0.0.1"), "postgres://u:k@[::1]:5432/k"],
    ...["postgres://u:k@localhost/k", "postgres:///kreislauf?host=/var/run/postgresql", ""],
  ])
    expect(sentences({ DATABASE_URL: url }), url).toEqual([]);
  expect(sentences({ KREISLAUF_DATABASE_TLS: "ja" })[0]).toContain("required, none");
});

test("X-023 what is secret is not repeated when it is refused", () => {
  for (const [name, text] of Object.entries({
    DATABASE_URL: "mysql://u:geheim@h/x",
    KREISLAUF_METRICS_TOKEN: "geheim",
  })) {
    const [sentence = ""] = sentences({ [name]: text });
    expect(sentence).toContain(name);
    expect(sentence).not.toContain("geheim");
  }
});

test("FL-014 the handbook has the table of settings as the program knows them", () => {
  const book = join(root, "docs/betrieb.md");
  expect(existsSync(book)).toBe(true);
  expect(readFileSync(book, "utf8")).toContain(settingsTable());
});

test("every KREISLAUF_ name that the program reads is a known setting or one of tests", () => {
  const known = new Set(knownSettings.map(({ name }) => name));
  const read = sourceFiles(root)
    .filter((path) => !/\.test\.tsx?$/.test(path) && /\/(apps|runtime|stages|offices)\//.test(path))
    .flatMap((path) => [...readFileSync(path, "utf8").matchAll(/\bKREISLAUF_[A-Z_]*[A-Z]\b/g)].map(([name]) => name));
  const inTests = ["KREISLAUF_BUNDLED", "KREISLAUF_DEBUG", "KREISLAUF_TEST_SERVER", "KREISLAUF_OPEN_DATA"];
  const more = [
    "KREISLAUF_VERIFICATION",
    "KREISLAUF_DEMO_ADDRESS",
    "KREISLAUF_SEED",
    "KREISLAUF_SERVER",
    "KREISLAUF_RANDOM_TABLES",
  ];
  const unknown = new Set(read.filter((name) => !known.has(name) && !inTests.includes(name) && !more.includes(name)));
  expect([...unknown]).toEqual([]);
});
