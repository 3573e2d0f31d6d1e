import { createHash } from "node:crypto";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Value } from "../../../../kernel/value/value.ts";
import { serverInTest } from "../../../../runtime/http/serverInTest.ts";
import { holding, type Role } from "../../../../runtime/people/person.ts";
import { plannerAtThisMachine } from "../../../../runtime/people/policy.ts";
import { freshDatabase } from "../../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../../describe/server/smallCounty.ts";
import { stage as describeStage } from "../../../describe/server/stage.ts";
import type { FrozenIndex, IndexAnswer, ModeratorEvent, RoundAnswer, Seat, Workbench } from "../../combine.ts";
import { canonicalJson, computeIndex, groupOf, type IndexValues, indexPlan } from "../../combine.ts";
import { perMunicipality, povertyOf2023 } from "../fiveMunicipalities.ts";
import { stage } from "../stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
// municipalities A to E as G1 to G5.
await deliver({ file: "armut.csv", figures: povertyOf2023 });

let now = new Date("2026-03-02T09:00:00Z");
let asks = plannerAtThisMachine;
const server = await serverInTest(fresh, {
  stages: new Map([
    ["describe", describeStage],
    ["combine", stage],
  ]),
  now: () => now,
  whoAsks: () => asks,
});

async function call<Answer>(
  method: "GET" | "POST" | "DELETE",
  url: string,
  payload?: object,
  status = 200,
): Promise<Answer> {
  const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, `${url} ${answer.body}`).toBe(status);
  return answer.json();
}

const valuesOf = ({ areas, columns }: Workbench): IndexValues => ({
  areas: areas.map(({ code }) => code),
  names: null,
  columns: new Map(columns.map((column) => [column.id, column.values])),
  texts: new Map(),
});

type Told = { code: string; sentence: string };
const id = (
  await call<{ id: number }>("POST", "/api/weighting-rounds", {
    title: "Belastungs- und Kompetenzindex",
    purpose: "Auswahl und Gewichte sind offen; die Ebene steht fest.",
    level: "GEM",
    groups: ["Fachbereich 5", "Gemeinden", "Kreispolitik"],
  })
).id;
const address = `/api/weighting-rounds/${id}`;
const act = (...events: ModeratorEvent[]) => call("POST", `${address}/events`, { events });
const refused = async (event: object, status = 422) =>
  (await call<Told>("POST", `${address}/events`, { events: [event] }, status)).sentence;
const round = (until?: number) => call<RoundAnswer>("GET", until === undefined ? address : `${address}?until=${until}`);
const seat = (token: string) => call<Seat>("POST", "/api/panel/seat", { token });
const answer = (token: string, said: object, status = 200) =>
  call<Told>("POST", "/api/panel/answer", { token, answer: said }, status);

const { links } = await call<{ links: { participant: number; name: string; token: string }[] }>(
  "POST",
  `${address}/panel`,
  {
    id,
    people: ["Jugendamt", "Sozialamt", "Amtsverwaltung", "Kreistag"].map((name, i) => ({
      group: `g${1 + (i % 3)}`,
      name,
      email: `stelle${i}@kreis.example`,
    })),
  },
);
const tokens = links.map((link) => link.token);
const [first = "", second = "", third = "", fourth = ""] = tokens;

test("PM10-032 people with a link propose without an account; the proposal bears the name of their group, not theirs", async () => {
  const seen = await seat(first);
  expect(seen).toMatchObject({ group: "Fachbereich 5", step: "collect", turn: "propose", answered: false });
  await answer(first, {
    kind: "proposal",
    label: "SGB-II-Quote",
    indicator: "sgb2_quote",
    reason: "Kern der Armut",
    source: "BA",
  });
  await answer(second, {
    kind: "proposal",
    label: "Kinderarmut",
    indicator: "kinderarmut",
    reason: "Kinder zuerst",
    source: "BA",
  });
  await answer(third, { kind: "proposal", label: "SGB II Quote", reason: "doppelt gemeint", source: "" });
  await act(
    { kind: "proposed", label: "Altersarmut", indicator: "altersarmut", reason: "auf Papier", source: "", group: "g2" },
    { kind: "proposed", label: "Einkommen", indicator: "medianeinkommen", reason: "Stärke", source: "", group: null },
    { kind: "merged", proposal: "v3", into: "v1" },
    { kind: "timed", step: "discuss", from: null, until: "2026-03-31" },
  );
  const { proposals } = await round();
  expect(proposals.map((p) => [p.label, p.group, p.times])).toEqual([
    ["SGB-II-Quote", "Fachbereich 5", 2],
    ["Kinderarmut", "Gemeinden", 1],
    ["SGB II Quote", "Kreispolitik", 1],
    ["Altersarmut", "Gemeinden", 1],
    ["Einkommen", null, 1],
  ]);
  expect(
    await refused(
      { kind: "proposed", label: "x", indicator: "gibt_es_nicht", reason: "r", source: "", group: null },
      404,
    ),
  ).toBe("Eine Kennzahl „gibt_es_nicht“ gibt es im Katalog nicht. Wählen Sie eine aus der Liste.");
});

test("before and after its window a step takes nothing through the links and says so; the moderation still enters things", async () => {
  const { sentence } = await call<Told>("POST", "/api/panel/result", { token: first }, 409);
  expect(sentence).toBe("Ein Ergebnis gibt es erst in Schritt 8.");
  const late = { kind: "proposal", label: "Zu spät", reason: "r", source: "" };
  await act({ kind: "timed", step: "collect", from: "2026-03-10", until: null });
  expect(await seat(first)).toMatchObject({ turn: "wait", opens: "2026-03-10", over: false });
  expect((await answer(first, late, 422)).sentence).toContain("10.03.2026");
  await act({ kind: "timed", step: "collect", from: null, until: "2026-03-01" });
  expect(await seat(first)).toMatchObject({ turn: "wait", opens: null, over: true, until: "2026-03-01" });
  expect((await answer(first, late, 422)).sentence).toContain("01.03.2026");
  await act({ kind: "timed", step: "collect", from: null, until: "2026-03-02" });
  expect(await seat(first)).toMatchObject({ turn: "propose", over: false });
  // The clock of the county decides: in winter it is one hour ahead of UTC, in summer two.
  for (const [moment, until, over] of [
    ["2026-03-02T22:59:00Z", "2026-03-02", false],
    ["2026-03-02T23:01:00Z", "2026-03-02", true],
    ["2026-07-15T21:59:00Z", "2026-07-15", false],
    ["2026-07-15T22:01:00Z", "2026-07-15", true],
  ] as const) {
    const before = now;
    now = new Date(moment);
    await act({ kind: "timed", step: "collect", from: null, until });
    expect(await seat(first), moment).toMatchObject({ over });
    if (over) expect((await answer(first, late, 422)).sentence).toContain(until.split("-").reverse().join("."));
    now = before;
  }
  await act({ kind: "timed", step: "collect", from: null, until: null });
});

test("PM10-033 PM10-034 PM10-035 discussion with coverage, selection with reasons, and no indicator in both indices", async () => {
  await act({ kind: "advanced" });
  await answer(first, { kind: "comment", proposal: "v1", stance: "for", text: "gut belegt" });
  await answer(third, { kind: "comment", proposal: "v4", stance: "unsure", text: "wenige Fälle" });
  expect((await round()).coverage).toEqual({ invited: 3, answered: 2, silent: ["Gemeinden"] });
  expect((await round()).open).toEqual([
    {
      ...{ code: "combine.groupsSilent", severity: "note", parameters: { count: 1, groups: "Gemeinden" } },
      sentence: "Noch nicht gehört: Gemeinden.",
    },
  ]);
  await act({ kind: "advanced" });
  const before = (await round()).events;
  expect(await refused({ kind: "advanced" }, 409)).toMatch(/^Noch nicht entschiedene Vorschläge: 4, zuerst /);
  // All or nothing: the first of the two could have happened.
  await call(
    "POST",
    `${address}/events`,
    { events: [{ kind: "decided", proposal: "v1", outcome: "include", reason: "x" }, { kind: "advanced" }] },
    409,
  );
  expect((await round()).events).toBe(before);
  await act(
    ...["v1", "v2", "v4", "v5"].map(
      (proposal): ModeratorEvent => ({ kind: "decided", proposal, outcome: "include", reason: "Beschluss" }),
    ),
    { kind: "advanced" },
    { kind: "placed", proposal: "v1", side: "burden", main: null },
    { kind: "placed", proposal: "v2", side: "burden", main: null },
    { kind: "placed", proposal: "v4", side: "burden", main: null },
    { kind: "placed", proposal: "v5", side: "competence", main: null },
  );
  expect(await refused({ kind: "placed", proposal: "v2", side: "competence", main: null })).toBe(
    "„Kinderarmut“ steht schon im Belastungsindex und kann nicht auch in den Kompetenzindex. Nehmen Sie den Indikator dort zuerst heraus.",
  );
  expect((await round()).proposals.map((p) => p.place?.polarity)).toEqual([1, 1, undefined, 1, 1]);
});

test("PM10-036 a numeric grade is refused with a sentence", async () => {
  await act({ kind: "advanced" });
  expect(await refused({ kind: "graded", proposal: "v1", grade: 3 })).toBe(
    "Bei „SGB-II-Quote“ steht die Zahl 3. Hier gelten Stufen: gering, mittel, hoch oder sehr hoch.",
  );
  await act(
    ...["v1", "v2", "v4", "v5"].map((proposal): ModeratorEvent => ({ kind: "graded", proposal, grade: "hoch" })),
    { kind: "advanced" },
    { kind: "roundOpened" },
  );
});

const grades = { v1: "hoch", v2: "sehr_hoch", v4: "mittel", v5: "hoch" };

test("PM10-037 grades by link: who is missing is seen, what anybody said is not; a later round asks only without agreement", async () => {
  await answer(first, { kind: "grades", grades, reasons: { v1: "wirkt am längsten" } });
  await answer(second, { kind: "grades", grades, reasons: {} });
  await answer(third, { kind: "grades", grades: { ...grades, v2: "gering" }, reasons: { v2: "zählt doppelt" } });
  await answer(third, { kind: "grades", grades: { ...grades, v4: 2 }, reasons: {} }, 422);
  const panel = await call<{ people: { name: string; answered: boolean }[] }>("GET", `${address}/panel`);
  expect(panel.people.map((one) => [one.name, one.answered])).toEqual([
    ["Jugendamt", true],
    ["Kreistag", false],
    ["Sozialamt", true],
    ["Amtsverwaltung", true],
  ]);
  expect((await round()).asking).toMatchObject({ number: 1, answers: 3 });
  expect((await round()).proposals.flatMap((p) => p.results)).toEqual([]);
  expect(await seat(first)).toMatchObject({
    answered: true,
    asked: [{ id: "v1", own: "hoch", ownReason: "wirkt am längsten" }, {}, {}, {}],
  });
  expect((await seat(fourth)).asked.map((question) => question.own)).toEqual([null, null, null, null]);

  await answer(fourth, { kind: "grades", grades: { ...grades, v2: "gering" }, reasons: {} });
  await act({ kind: "roundClosed" });
  const closed = await round();
  expect(closed.toAsk).toEqual(["v2"]);
  expect(closed.proposals[1]?.results).toEqual([
    {
      round: 1,
      people: 4,
      median: 2.5,
      lowerQuartile: 1,
      upperQuartile: 4,
      counts: [2, 0, 0, 2],
      agreed: false,
      reasons: ["zählt doppelt"],
    },
  ]);
  await act({ kind: "roundOpened" });
  const again = await seat(third);
  expect(again.asked).toMatchObject([
    {
      id: "v2",
      own: null,
      ownBefore: "gering",
      feedback: { median: 2.5, counts: [2, 0, 0, 2], reasons: ["zählt doppelt"] },
    },
  ]);
  for (const token of tokens) await answer(token, { kind: "grades", grades: { v2: "sehr_hoch" }, reasons: {} });
  await act({ kind: "roundClosed" }, { kind: "advanced" });
});

test("X-022 the database cannot be joined from a person to their grades, nor does an order or a time tell", async () => {
  const boxes = await sql<{ text: string }>`select ballots::text as text from round_ballot_box`.execute(fresh.db);
  const people = await fresh.db.selectFrom("round_participant").selectAll().execute();
  const everything = await sql<{ text: string }>`
    select coalesce(string_agg(t::text, ' '), '') as text from (
      select to_jsonb(a) as t from round_participant a union all select to_jsonb(b) from round_event b
      union all select to_jsonb(c) from round_answered c union all select to_jsonb(d) from audit_entry d
      union all select to_jsonb(e) from version e) all_rows`.execute(fresh.db);
  const pseudonyms = [...boxes.rows.flatMap(({ text }) => [...text.matchAll(/"pseudonym": "(\w+)"/g)])].map(
    ([, p]) => p ?? "",
  );
  expect(new Set(pseudonyms).size).toBe(4);
  // Pseudonyms are nowhere but in the boxes; links are nowhere at all; boxes know no person and no hour.
  for (const pseudonym of pseudonyms) expect(everything.rows[0]?.text).not.toContain(pseudonym);
  for (const token of tokens)
    expect(everything.rows[0]?.text + boxes.rows.map((box) => box.text).join("")).not.toContain(token);
  for (const { text } of boxes.rows) {
    for (const person of people) expect(text).not.toContain(person.token_hash);
    expect(text).not.toMatch(/\d\d:\d\d/);
    expect(text).not.toMatch(/"group": "g/);
    const order = [...text.matchAll(/"pseudonym": "(\w+)"/g)].map(([, p]) => p ?? "");
    expect(order).toEqual([...order].sort());
  }
  // One row per asking, written as a whole: the transaction that wrote it is that of the last answer only.
  expect(boxes.rows).toHaveLength(2);
});

test("X-022 the audit trail knows what the moderation did, and nothing of who came to a seat and when", async () => {
  const rows = await fresh.db.selectFrom("audit_entry").select("operation").distinct().execute();
  const operations = rows.map((row) => row.operation);
  expect(operations).toContain("combine.changeRound");
  expect(operations.filter((name) => name === "combine.seat" || name === "combine.answerPanel")).toEqual([]);
});

test("a lost link is replaced; the old one ends, and nobody answers twice in one round", async () => {
  await act({ kind: "reopened", step: "delphi", reason: "Einige waren verhindert" }, { kind: "roundOpened" });
  await answer(first, { kind: "grades", grades, reasons: {} });
  const { token } = await call<{ token: string }>("POST", `${address}/panel/${links[0]?.participant}/link`, {});
  expect((await answer(first, { kind: "grades", grades, reasons: {} }, 404)).sentence).toBe(
    "Dieser Link gilt nicht oder nicht mehr. Bitten Sie die Moderation um einen neuen.",
  );
  expect((await answer(token, { kind: "grades", grades, reasons: {} }, 409)).sentence).toMatch(
    /^Mit Ihrem früheren Link/,
  );
  for (const one of [second, third, fourth]) await answer(one, { kind: "grades", grades, reasons: {} });
  await act({ kind: "roundClosed" }, { kind: "advanced" });
  expect((await round()).askings).toBe(1);
});

test("PM10-038 PM10-039 R-4 points, the result as published, other points by name, then a frozen version with its sheet", async () => {
  await act({ kind: "tabled", table: "1-2-3-4" }, { kind: "advanced" });
  const weights = (await round()).proposals.flatMap((p) =>
    p.weight === null ? [] : [[p.weight.points, Number(p.weight.share.toFixed(3))]],
  );
  expect(weights).toEqual([
    [3, 0.333],
    [4, 0.444],
    [2, 0.222],
    [3, 1],
  ]);
  const published = [-1.257, -0.73, -0.147, 0.665, 1.469];
  const rounded = (values: readonly Value[]) => values.map((v) => Number(Number(v).toFixed(3)));
  const preview = await call<IndexAnswer>("GET", `/api/index/runde-${id}?level=GEM`);
  expect(rounded(preview.areas.map((a) => a.index))).toEqual(published);
  // Without an account, like every holder of a link: what a round has come to is looked at from the seat.
  asks = { id: "public", name: "Öffentlichkeit", grants: holding("R10") };
  await call<Told>("GET", `/api/index/runde-${id}/workbench?level=GEM`, undefined, 404);
  const shown = await call<Workbench>("POST", "/api/panel/result", { token: second });
  expect(shown).toMatchObject({ id: `runde-${id}`, level: "GEM", period: "2023" });
  expect(rounded(groupOf(computeIndex(indexPlan(shown.definition), valuesOf(shown)), "belastung").values)).toEqual(
    published,
  );
  expect(await seat(second)).toMatchObject({ result: true, index: null, turn: "remark" });
  asks = plannerAtThisMachine;
  await answer(second, { kind: "remark", text: "nachvollziehbar" });
  const made = await call("POST", `${address}/freeze`, { index: "pm", reason: "Beschluss des Kreistags" });
  expect(made).toEqual({ index: "pm", version: 1 });
  expect(await seat(second)).toMatchObject({ turn: "wait", frozen: true, index: { id: "pm", version: 1 } });
  const frozen = await call<FrozenIndex>("GET", "/api/index/pm/versions/1");
  expect(rounded(frozen.result.indices[0]?.values ?? [])).toEqual(published);
  const { citation, fingerprint, sections, components } = frozen.sheet;
  expect(fingerprint).toBe(createHash("sha256").update(canonicalJson(frozen.definition)).digest("hex"));
  expect(citation).toContain(
    `Fassung 1 vom 02.03.2026, Index „pm“, Ebene Gemeinde, Zeitraum 2023. Prüfsumme ${fingerprint.slice(0, 16)}.`,
  );
  const lines = sections.flatMap((section) => [section.title, ...section.lines]).join("\n");
  expect(lines).toContain("5 Vorschläge, davon 1 als doppelt zusammengeführt.");
  expect(lines).toContain("Besprochen mit 2 von 3 eingeladenen Gruppen");
  expect(lines).toContain("Am 02.03.2026 wieder geöffnet: Einige waren verhindert");
  expect(lines).toMatch(/Mit den Punkten 1-2-4-8 statt 1-2-3-4\nBelastungsindex: .* 5 Gebiete/);
  expect(lines).toContain("nicht gegeneinander aufgerechnet");
  expect(components.map((c) => [c.label, c.grade, c.points])).toEqual([
    ["SGB-II-Quote", "hoch", 3],
    ["Kinderarmut", "sehr hoch", 4],
    ["Altersarmut", "mittel", 2],
    ["Einkommen", "hoch", 3],
  ]);
});

test("X-074 a frozen version stays as it is, also when the county's figures are corrected; the next says what changed and why", async () => {
  const before = await call<FrozenIndex>("GET", "/api/index/pm/versions/1");
  await expect(sql`update index_version set reason = 'x'`.execute(fresh.db)).rejects.toThrow("only added");
  await expect(sql`delete from index_version`.execute(fresh.db)).rejects.toThrow("only added");
  await expect(sql`update round_event set content = '{}'`.execute(fresh.db)).rejects.toThrow("only added");
  await deliver({ file: "neu.csv", figures: { GRUSI_ALTER: { "2023": perMunicipality([90, 25, 40, 35, 50]) } } });
  expect(await call("GET", "/api/index/pm/versions/1")).toEqual(before);
  expect(await refused({ kind: "minuted", step: "result", text: "Nachtrag" }, 409)).toMatch(
    /^Die Runde ist abgeschlossen/,
  );
  await act(
    { kind: "reopened", step: "points", reason: "Die Punkte trennen zu wenig" },
    { kind: "tabled", table: "1-2-4-8" },
    { kind: "advanced" },
  );
  await call("POST", `${address}/freeze`, { index: "pm", reason: "Die Punkte trennen zu wenig" });
  const { sheet } = await call<FrozenIndex>("GET", "/api/index/pm/versions/2");
  const changes = sheet.sections.find((section) => section.title === "Änderungen gegenüber Fassung 1");
  expect(changes?.lines[0]).toBe("Gewichte: Stufen mit den Punkten 1-2-4-8, vorher Stufen mit den Punkten 1-2-3-4.");
  expect(changes?.lines.at(-1)).toBe("Warum: Die Punkte trennen zu wenig");
});

test("a round can be replayed from its opening on", async () => {
  const whole = await round();
  const seen = new Set<string>();
  for (let n = 1; n <= whole.allEvents; n += 1) {
    const then = await round(n);
    expect(then.events).toBe(n);
    seen.add(then.step);
  }
  expect(seen.size).toBe(8);
  expect(await round(whole.allEvents)).toEqual(whole);
  expect(whole.history.filter((one) => one.kind === "frozen").map((one) => one.text)).toEqual([
    "Beschluss des Kreistags",
    "Die Punkte trennen zu wenig",
  ]);
});

test("PM10-040 the workbench has what the browser needs to compute the same index", async () => {
  const bench = await call<Workbench>("GET", "/api/index/pm/workbench?level=GEM&version=1");
  expect(bench.versions.map((one) => [one.version, one.frozen])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(bench.definition.axes).toEqual({ burden: "belastung", competence: "kompetenz" });
  expect(bench.columns.map((column) => column.id)).toEqual([
    "sgb2_quote",
    "kinderarmut",
    "altersarmut",
    "medianeinkommen",
  ]);
  expect(bench.columns[1]?.values).toEqual([6, 9, 12, 21, 27]);
  expect(bench.columns[1]?.errors.every((error) => typeof error === "number" && error > 0)).toBe(true);
  await call("GET", "/api/index/pm/workbench?level=GEM&version=9", undefined, 404);
});

test("X-022 names and addresses are erased 90 days after the round was closed; groups stay", async () => {
  now = new Date("2026-05-30T09:00:00Z");
  const kept = await call<{ people: { name: string; email: string }[]; erasedOn: string }>("GET", `${address}/panel`);
  expect(kept.erasedOn).toBe("2026-05-31");
  expect(kept.people.map((one) => one.name)).toContain("Jugendamt");
  now = new Date("2026-05-31T09:00:00Z");
  const { people } = await call<typeof kept>("GET", `${address}/panel`);
  expect(people.map((one) => one.name + one.email)).toEqual(["", "", "", ""]);
  now = new Date("2026-03-02T09:00:00Z");
});

test("rights: the panel's roles read and rate, only the lead planner moderates, only the head of the department freezes", async () => {
  const as = async (role: Role, act: () => Promise<unknown>) => {
    asks = { id: "x", name: "x", grants: holding(role) };
    try {
      await act();
    } finally {
      asks = plannerAtThisMachine;
    }
  };
  for (const role of ["R2", "R5", "R9", "R14"] as const)
    await as(role, async () => {
      await call("GET", address);
      await call("GET", `${address}/panel`, undefined, 403);
      await call("POST", `${address}/events`, { events: [{ kind: "advanced" }] }, 403);
    });
  await as("R1", () => call("POST", `${address}/freeze`, { index: "pm", reason: "x" }, 403));
  await as("R10", () => call("GET", address, undefined, 403));
});
