import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { crc32 as ownCrc32 } from "../package/zipArchive.ts";
import { delimited } from "../tables.ts";
import { readPackage } from "./packageFiles.ts";
import { stage } from "./stage.ts";

const examples = join(import.meta.dirname, "../../../examples/protect");
let folder: string;
let key: string;
let trust: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-release-"));
  await kreislauf("keys", "--out", join(folder, "keys"));
  key = join(folder, "keys/release-key.pem");
  trust = join(folder, "keys/release-key.pub.pem");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("keys are told to programs with --json: where they lie and their fingerprint", async () => {
  const { code, out } = await kreislauf("keys", "--out", join(folder, "more-keys"), "--json");
  const publicKey = join(folder, "more-keys/release-key.pub.pem");
  expect([code, JSON.parse(out)]).toMatchObject([0, { fingerprint: expect.stringMatching(/\S{8,}/), publicKey }]);
});

async function kreislauf(...words: string[]) {
  const said = { out: "", told: "" };
  const code = await runCommand(["protected", ...words], [{ firstWords: ["protected"], load: async () => stage }], {
    print: (text) => {
      said.out += text;
    },
    tell: (text) => {
      said.told += text;
    },
    signal: new AbortController().signal,
    phrasesOf: async () => stage.phrases,
    version: "0",
  });
  return { code, ...said };
}

async function protectedExample(name: string, ...more: string[]): Promise<{ table: string; spec: string }> {
  const out = join(folder, ["protected", name, ...more].join(""));
  const spec = join(examples, name, "specification.yaml");
  await kreislauf("protect", "--table", join(examples, name, "table.csv"), "--spec", spec, "--out", out, ...more);
  return { table: join(out, "table.csv"), spec };
}

function release({ table, spec }: { table: string; spec: string }, out: string, ...more: string[]) {
  const [recipient, purpose, person] = ["Sozialplanung", "Sozialbericht 2024", "Leitung der Statistikstelle"];
  const words = ["--recipient", recipient, "--purpose", purpose, "--person", person, "--date", "2024-03-12"];
  const what = ["--table", table, "--spec", spec, "--figure", "SGB2_LB", "--period", "2023"];
  return kreislauf("release", ...what, ...words, "--key", key, "--out", out, ...more);
}

test("X-003 a release says content, recipient, date, purpose, rule set and person, with a hash of everything", async () => {
  const out = join(folder, "whole");
  const run = await release(await protectedExample("simple"), out);
  expect(run).toMatchObject({ code: 0, told: "" });
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  expect(manifest).toMatchObject({
    recipient: "Sozialplanung",
    purpose: "Sozialbericht 2024",
    person: "Leitung der Statistikstelle",
    releasedOn: "2024-03-12",
    figure: "SGB2_LB",
    period: "2023",
  });
  expect(manifest.rules[0].inWords).toMatch(/gesperrt/);
  const others = readdirSync(out).filter((name) => !/^(manifest|signature)\.json$/.test(name));
  expect(manifest.files.map((file: { name: string }) => file.name).sort()).toEqual(others.sort());
  for (const { name, sha256 } of manifest.files)
    expect(
      createHash("sha256")
        .update(readFileSync(join(out, name)))
        .digest("hex"),
    ).toBe(sha256);
  const { header, rows } = delimited(readFileSync(join(out, "table.csv"), "utf8"));
  expect(header.slice(0, 2)).toEqual(["Grundzahl", "Zeit"]);
  const withheld = rows.filter(({ fields }) => fields.at(-1) === "withheld");
  expect(withheld.length).toBe(manifest.withheld);
  expect(new Set(withheld.map(({ fields }) => fields.at(-2)))).toEqual(new Set(["."]));
  expect(await kreislauf("verify", out, "--trust", trust)).toMatchObject({ code: 0, told: "" });
});

test("X-002 a package tells neither withheld values nor which cells were small themselves", async () => {
  const from = await protectedExample("two-hierarchies");
  const out = join(folder, "silent");
  await release(from, out);
  const report = JSON.parse(readFileSync(join(from.table, "../report.json"), "utf8"));
  expect(report.primary).toBeGreaterThan(0);
  const shared = JSON.parse(readFileSync(join(out, "protection.json"), "utf8"));
  expect(Object.keys(shared).sort()).toEqual(
    [
      "alternatives",
      "audience",
      "audit",
      "cells",
      "forPublication",
      "inWords",
      "lossBy",
      "method",
      "rules",
      "shown",
      "source",
      "title",
      "withheld",
      "withheldPercent",
    ].sort(),
  );
  expect(shared.audit).toEqual({ safe: true, attacked: shared.withheld });
  // What a smaller minimum would withhold is not told: nothing at 3 would make every number withheld under 5 a 3 or a 4.
  expect(report.alternatives.map((a: { minimum: number }) => a.minimum)).toEqual([3, 5, 10]);
  const own = Math.max(...report.rules.map((rule: { minimum: number }) => rule.minimum));
  expect(shared.alternatives.every((a: { minimum: number }) => a.minimum >= own)).toBe(true);
  expect(shared.lossBy.every((loss: object) => JSON.stringify(Object.keys(loss)) === '["label","members"]')).toBe(true);
  expect(readFileSync(join(out, "report.html"), "utf8")).not.toMatch(/selbst geheim|mitgesperrt \(/);
  const { rows } = delimited(readFileSync(join(out, "table.csv"), "utf8"));
  const statuses = new Set(rows.map(({ fields }) => fields.at(-1)));
  expect(statuses).toEqual(new Set(["shown", "withheld"]));
});

test("X-002 an unsafe table is not released: exit 3, a sentence, nothing written", async () => {
  const { table, spec } = await protectedExample("simple");
  const unsafe = join(folder, "unsafe.csv");
  const report = JSON.parse(readFileSync(join(table, "../report.json"), "utf8"));
  const secret = report.withheld.find((cell: { kind: string }) => cell.kind === "primary");
  const start = `${secret.key.join(",")},`;
  const lines = readFileSync(table, "utf8").split("\n");
  writeFileSync(
    unsafe,
    lines.map((line) => (line.startsWith(start) ? `${start}${secret.value},shown` : line)).join("\n"),
  );
  const out = join(folder, "unsafe.zip");
  const run = await release({ table: unsafe, spec }, out);
  expect(run.code).toBe(3);
  expect(run.told).toContain(secret.key.join(" / "));
  expect(existsSync(out) || existsSync(`${out}.part`)).toBe(false);
  const unprotected = await release({ table: join(examples, "simple", "table.csv"), spec }, out);
  expect(unprotected.code).toBe(3);
  expect(existsSync(out)).toBe(false);
});

test("X-003 the same table, words, key and date give the same bytes, zipped or in a folder", async () => {
  const from = await protectedExample("linked");
  const [one, two, flat] = [join(folder, "one.zip"), join(folder, "two.zip"), join(folder, "flat")];
  for (const out of [one, two, flat]) expect((await release(from, out)).code).toBe(0);
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  for (const { name, content } of readPackage(one))
    expect(Buffer.from(content).equals(readFileSync(join(flat, name)))).toBe(true);
  expect(await kreislauf("verify", one, "--trust", trust)).toMatchObject({ code: 0 });
});

test("a table of 2,501 cells, too large for exact bounds, is released with the report beside it", async () => {
  const areas = Array.from({ length: 60 }, (_, n) => `A${n}`);
  const ages = Array.from({ length: 40 }, (_, n) => `${n}`);
  const count = (a: number, b: number) => (a * 7919 + b * 104_729 + a * b * 31) % 23;
  const rows: (string | number)[][] = [["raum", "alter", "value"]];
  const sum = (list: readonly number[]) => list.reduce((whole, one) => whole + one, 0);
  for (const [a, area] of areas.entries()) {
    for (const [b, age] of ages.entries()) rows.push([area, age, count(a, b)]);
    rows.push([area, "Insgesamt", sum(ages.map((_, b) => count(a, b)))]);
  }
  for (const [b, age] of ages.entries()) rows.push(["Insgesamt", age, sum(areas.map((_, a) => count(a, b)))]);
  rows.push(["Insgesamt", "Insgesamt", sum(areas.flatMap((_, a) => ages.map((__, b) => count(a, b))))]);
  const spec = join(folder, "large.yaml");
  const dimensions = "dimensions: [{ id: raum }, { id: alter }]";
  writeFileSync(spec, `title: T\n${dimensions}\nrules: [{ kind: minimumCount, minimum: 3 }]\n`);
  writeFileSync(join(folder, "large.csv"), rows.map((row) => `${row.join(",")}\n`).join(""));
  const out = join(folder, "large");
  await kreislauf("protect", "--table", join(folder, "large.csv"), "--spec", spec, "--out", out);
  const run = await release({ table: join(out, "table.csv"), spec }, join(folder, "large.zip"));
  expect(run).toMatchObject({ code: 0, told: "" });
  expect(run.out).toContain("2501 Zellen");
}, 60_000);

test("rounded and changed tables are released as well", async () => {
  const rounded = join(folder, "rounded");
  expect((await release(await protectedExample("simple", "--method", "round"), rounded)).code).toBe(0);
  expect(JSON.parse(readFileSync(join(rounded, "manifest.json"), "utf8"))).toMatchObject({
    method: "round",
    disclosure: "round5",
  });
});

test("X-003 verifying finds what was changed, taken away, added, unsigned, or signed by a stranger", async () => {
  const good = join(folder, "good");
  await release(await protectedExample("simple"), good);
  const broken = async (name: string, damage: (at: string) => void) => {
    const at = join(folder, name);
    cpSync(good, at, { recursive: true });
    damage(at);
    return kreislauf("verify", at, "--trust", trust);
  };
  const table = (at: string) => readFileSync(join(at, "table.csv"), "utf8");
  const changed = await broken("changed", (at) =>
    writeFileSync(join(at, "table.csv"), table(at).replace("shown", "Shown")),
  );
  expect(changed).toMatchObject({
    code: 2,
    told: expect.stringContaining("„table.csv“ wurde nach der Unterschrift verändert"),
  });
  const missing = await broken("missing", (at) => rmSync(join(at, "protection.json")));
  expect(missing).toMatchObject({ code: 2, told: expect.stringContaining("fehlt die Datei „protection.json“") });
  const added = await broken("added", (at) => writeFileSync(join(at, "more.csv"), "a"));
  expect(added).toMatchObject({ code: 2, told: expect.stringContaining("„more.csv“ gehört nicht") });
  const cover = await broken("cover", (at) => {
    const text = readFileSync(join(at, "manifest.json"), "utf8");
    writeFileSync(join(at, "manifest.json"), text.replace("Sozialplanung", "Zeitung"));
  });
  expect(cover).toMatchObject({ code: 2, told: expect.stringContaining("„manifest.json“ wurde") });
  const unsigned = await broken("unsigned", (at) => rmSync(join(at, "signature.json")));
  expect(unsigned).toMatchObject({ code: 2, told: expect.stringContaining("nicht unterschrieben") });
  await kreislauf("keys", "--out", join(folder, "strange"));
  const strange = await kreislauf("verify", good, "--trust", join(folder, "strange/release-key.pub.pem"));
  expect(strange).toMatchObject({ code: 2, told: expect.stringContaining("nicht als vertrauenswürdig") });
  writeFileSync(join(folder, "noise.zip"), "PK\u0003\u0004 but no more");
  expect(await kreislauf("verify", join(folder, "noise.zip"), "--trust", trust)).toMatchObject({
    code: 2,
    told: expect.stringContaining("kein lesbares Freigabepaket"),
  });
});

test("a package packed anew by another program, compressed, is still the same package", async () => {
  const good = join(folder, "again");
  await release(await protectedExample("simple"), good);
  const files = readdirSync(good).map((name) => ({ name, content: readFileSync(join(good, name)) }));
  const zip = join(folder, "again.zip");
  writeFileSync(zip, compressed(files));
  expect(await kreislauf("verify", zip, "--trust", trust)).toMatchObject({ code: 0 });
  expect(ownCrc32(files[0]?.content ?? [])).toBe(crc32(files[0]?.content ?? ""));
});

test("the private key is for its owner alone, and is not written over", async () => {
  expect(statSync(key).mode & 0o777).toBe(0o600);
  const before = readFileSync(key, "utf8");
  expect(await kreislauf("keys", "--out", join(folder, "keys"))).toMatchObject({ code: 2 });
  expect(readFileSync(key, "utf8")).toBe(before);
});

test("a report of another table, a public key in place of the private one, and impossible words are refused", async () => {
  const { table, spec } = await protectedExample("simple");
  const other = join(folder, "other");
  cpSync(join(table, ".."), other, { recursive: true });
  const report = JSON.parse(readFileSync(join(other, "report.json"), "utf8"));
  report.withheld[0].value += 1_000_000;
  writeFileSync(join(other, "report.json"), JSON.stringify(report));
  const out = join(folder, "never");
  const run = await release({ table: join(other, "table.csv"), spec }, out);
  expect(run).toMatchObject({ code: 2, told: expect.stringContaining("gehört zu einer anderen Tabelle") });
  expect(await release({ table, spec }, out, "--key", trust)).toMatchObject({ code: 2 });
  expect(await release({ table, spec }, out, "--figure", "kinder")).toMatchObject({ code: 2 });
  expect(await release({ table, spec }, out, "--period", "gestern")).toMatchObject({ code: 2 });
  expect(await release({ table, spec }, out, "--date", "2024-02-30")).toMatchObject({ code: 2 });
  expect(await release({ table, spec }, out, "--area", "ort")).toMatchObject({ code: 2 });
  expect(existsSync(out)).toBe(false);
});

/** A zip as other programs write it: compressed. */
function compressed(files: readonly { name: string; content: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), head, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  const listed = Buffer.concat(directory);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, Buffer.from("PK\u0005\u0006"), end]);
}
