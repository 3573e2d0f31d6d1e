import { afterAll, expect, test } from "vitest";
import { readSeries } from "../../../runtime/store/facts.ts";
import type { Mapping } from "../mapping.ts";
import { acceptDelivery } from "./acceptDelivery.ts";
import { checkDelivery } from "./checkDelivery.ts";
import { deliverAgain } from "./deliverAgain.ts";
import { receiveDelivery } from "./receiveDelivery.ts";
import { showDelivery } from "./showDelivery.ts";
import { testCounty } from "./testCounty.ts";

const county = await testCounty();
const { context } = county;
afterAll(() => county.drop());

async function residentsOf(code: string): Promise<unknown> {
  const { id } = await context.db.selectFrom("area").select("id").where("code", "=", code).executeTakeFirstOrThrow();
  const [series] = await readSeries(context.db, { figures: ["BEV_INSG"], areaIds: [id], frequency: "year" });
  return series === undefined ? undefined : [series.firstOrdinal, ...series.values];
}

async function take(name: string, text: string, change: (mapping: Mapping) => Mapping = (mapping) => mapping) {
  const { id, proposal } = await receiveDelivery.run(context, { file: county.send(name, text) });
  const check = await checkDelivery.run(context, { id, mapping: change(proposal.mapping) });
  const accepted = check.acceptable ? await acceptDelivery.run(context, { id }) : null;
  return { proposal, check, accepted };
}

const said =
  (period: string) =>
  (mapping: Mapping): Mapping =>
    mapping.table === undefined
      ? mapping
      : { ...mapping, table: { ...mapping.table, period: { by: "constant", period } } };

const plain = (a: number, b: number) =>
  `Melderegister der Gemeinden\n\nAGS;Name;Bevölkerung insgesamt\n01099001;Adorf;${a}\n01099002;Bestadt;${b}\n01099003;Cehausen;300\n01099004;Deheim;200\n`;

test("a file that does not tell its time is asked for it, and cannot be accepted before", async () => {
  const silent = await take("melderegister.csv", plain(1200, 20345));
  expect(silent.proposal.mapping.table?.period).toEqual({ by: "constant", period: "????" });
  expect(silent.check.acceptable).toBe(false);
  expect(silent.check.sentences[0]).toContain("sagt nicht, zu welcher Zeit ihre Zahlen gehören");
  const answered = await take("melderegister.csv", plain(1200, 20345), said("2023"));
  expect(answered.accepted?.values).toBe(4);
  expect(await residentsOf("01099001")).toEqual([2023, 1200]);
});

test("PI-040 the next file of the same shape is suggested all but the time, which is never taken over silently", async () => {
  const next = await take("melderegister_neu.csv", `${plain(1250, 20400)}\n1) Fortschreibung\n`);
  expect(next.proposal.learnedFrom).toMatchObject({ lastPeriod: "2023" });
  expect(next.proposal.mapping.table?.period).toEqual({ by: "constant", period: "????" });
  expect(next.accepted).toBeNull();
  const answered = await take("melderegister_neu.csv", `${plain(1250, 20400)}\n1) Fortschreibung\n`, said("2024"));
  expect(answered.check.changes).toMatchObject({ added: 4, changed: 0 });
  expect(await residentsOf("01099001")).toEqual([2023, 1200, 1250]);
});

test("a time that stands in the name of the file alone is said to be a guess", async () => {
  const named = await take("melderegister_2025.csv", plain(1260, 20450));
  expect(named.proposal.mapping.table?.period).toEqual({
    by: "constant",
    period: "2025",
    guessedFrom: "melderegister_2025.csv",
  });
  expect(named.check.sentences.join(" ")).toContain("wurde nur aus „melderegister_2025.csv“ geschlossen");
});

const wide = (years: readonly number[], title = "") =>
  `${title}AGS;Name;${years.map((year) => `Bevölkerung insgesamt 31.12.${year}`).join(";")}\n01099001;Adorf;${years.map((year) => year - 1000).join(";")}\n01099002;Bestadt;${years.map((year) => year + 100).join(";")}\n`;

test("a wide file of next year brings its new year along, a line of title more does not hide its columns", async () => {
  const first = await take("breit.csv", wide([2014, 2015]));
  expect(first.accepted?.values).toBe(4);
  const next = await take("breit_neu.csv", wide([2014, 2015, 2016], "Fortschreibung\n\n"));
  expect(next.proposal.learnedFrom).not.toBeNull();
  expect(next.check.changes).toMatchObject({ added: 2, same: 4, changed: 0 });
  expect(next.accepted?.supersedes).toHaveLength(1);
  // Nobody delivered 2017 to 2022, and the other tests 2023 to 2025.
  expect(await residentsOf("01099002")).toEqual([
    2014,
    2114,
    2115,
    2116,
    ...Array(6).fill("unknown"),
    20345,
    20400,
    20450,
  ]);
});

test("a number left out as broken, a title with its year and a reference day hold for their own file only", async () => {
  const text = (year: number) =>
    `AGS;Name;Jahr;Arbeitslose insgesamt\n01099001;Adorf;${year};${year === 2020 ? 99_000_000 : 40}\n01099002;Bestadt;${year};600\n`;
  const own = (mapping: Mapping): Mapping => ({
    ...mapping,
    figures: [
      {
        source: "Arbeitslose insgesamt",
        figure: "ALO_INSG",
        leaveOut: [{ area: "01099001", reason: "Zahlen zusammengeklebt" }],
      },
    ],
    source: { title: "Arbeitslose 2020", publisher: "Amt", referenceDate: "30.06.2020" },
  });
  await take("arbeitslose_a.csv", text(2020), own);
  const next = await take("arbeitslose_b.csv", text(2021));
  expect(next.proposal.mapping.figures[0]?.leaveOut).toBeUndefined();
  expect(next.proposal.mapping.source).toEqual({ publisher: "Amt" });
  expect(next.check.valuesKept).toBe(2);
});

test("a value is taken back to an earlier version: the same file again, its differences shown, the newest holds and none is lost", async () => {
  const text = (residents: number) =>
    `AGS;Name;Jahr;BEV_INSG\n01099001;Adorf;2031;${residents}\n01099002;Bestadt;2031;900\n`;
  const value = async () => ((await residentsOf("01099001")) as unknown[]).at(-1);
  const first = (await take("rueckweg-1.csv", text(500))).accepted;
  const second = (await take("rueckweg-2.csv", text(555))).accepted;
  expect([second?.supersedes, await value()]).toEqual([[first?.id], 555]);
  const id = first?.id ?? 0;
  // Sending the file anew is not enough: it is there.
  expect((await receiveDelivery.run(context, { file: county.send("rueckweg-1.csv", text(500)) })).alreadyThere).toBe(
    true,
  );

  const again = await deliverAgain.run(context, { id, reason: "Die Korrektur war falsch." });
  expect(await deliverAgain.run(context, { id, reason: "Zwei zugleich" })).toEqual(again);
  expect(await value()).toBe(555);
  const { mapping, steps } = await showDelivery.run(context, again);
  expect(steps[0]).toMatchObject({
    state: "received",
    note: `rueckweg-1.csv, wie Lieferung ${id}: Die Korrektur war falsch.`,
  });
  const check = await checkDelivery.run(context, { ...again, mapping: mapping as Mapping });
  expect(check.changes).toMatchObject({ added: 0, same: 1, changed: 1 });
  expect(check.changes.list[0]).toMatchObject({ areaName: "Adorf", before: 555, after: 500 });
  const accepted = await acceptDelivery.run(context, again);
  expect([accepted.supersedes, await value()]).toEqual([[second?.id], 500]);
  for (const one of [id, second?.id ?? 0])
    expect((await showDelivery.run(context, { id: one })).contents[0]?.values).toBe(2);
  // And forth again.
  const forth = await deliverAgain.run(context, { id: second?.id ?? 0, reason: "Doch richtig." });
  await checkDelivery.run(context, { ...forth, mapping: (await showDelivery.run(context, forth)).mapping as Mapping });
  await acceptDelivery.run(context, forth);
  expect(await value()).toBe(555);
});

test("what was never accepted cannot be taken up again, and what is not there is missing", async () => {
  const { id } = await receiveDelivery.run(context, {
    file: county.send("nie.csv", "AGS;Name;Jahr;BEV_INSG\n01099001;Adorf;2032;7\n"),
  });
  await expect(deliverAgain.run(context, { id, reason: "Versuch" })).rejects.toMatchObject({
    ...{ code: "collect.neverAccepted", kind: "conflict" },
  });
  await expect(deliverAgain.run(context, { id: 999_999, reason: "Versuch" })).rejects.toMatchObject({
    kind: "missing",
  });
});

test("the same source for Kreise, under the heads of the one for municipalities, finds the Kreis", async () => {
  const table = (codes: readonly string[], year: number) =>
    `AGS;Raum;Arbeitslose ${year}\n${codes.map((code, at) => `${code};R${at};${100 + at}`).join("\n")}\n`;
  const four = ["01099001", "01099002", "01099003", "01099004"];
  const figures = [{ source: "Arbeitslose", figure: "ALO_INSG" }];
  await take("gemeinden.csv", table(four, 2021), (mapping) => ({
    ...mapping,
    figures,
    level: "GEM",
    ignoreAreas: ["*"],
  }));
  // Next year's municipalities keep what was said of them; the Kreise have nothing to do with it.
  const next = await take("gemeinden.csv", table(four, 2022));
  expect(next.proposal.mapping).toMatchObject({ level: "GEM", ignoreAreas: ["*"] });
  const kreise = await take("kreise.csv", table(["01099", "01001", "01002", "02000"], 2022));
  expect(kreise.proposal.mapping.level).toBeUndefined();
  expect(kreise.check.areas).toMatchObject({ matched: 1, byLevel: { KREIS: 1 } });
});
