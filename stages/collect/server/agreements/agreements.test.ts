import { afterAll, expect, test } from "vitest";
import type { Mapping } from "../../mapping.ts";
import { acceptDelivery } from "../acceptDelivery.ts";
import { checkDelivery } from "../checkDelivery.ts";
import { receiveDelivery } from "../receiveDelivery.ts";
import { testCounty } from "../testCounty.ts";
import { agreements } from "./agreements.ts";
import { saveAgreement } from "./saveAgreement.ts";

const county = await testCounty();
afterAll(() => county.drop());

const on = (day: string) => ({ ...county.context, now: () => new Date(`${day}T09:00:00Z`) });
const mapping: Mapping = {
  reader: "table",
  table: {
    headerRows: [1],
    firstRow: 2,
    area: { by: "column", column: "AGS", match: "code" },
    period: { by: "column", column: "Jahr" },
    values: { by: "columns", columns: [{ column: "Arbeitslose" }] },
    decimal: "comma",
  },
  figures: [{ source: "Arbeitslose", figure: "ALO_INSG" }],
};
const terms = {
  holder: "Jobcenter",
  title: "Arbeitslose je Gemeinde",
  figures: ["ALO_INSG"],
  legalBasis: "",
  purpose: "Sozialplanung nach § 80 SGB VIII",
  retention: "zehn Jahre",
  approval: "Schreiben vom 12.01.2026",
  approvedUntil: "2026-12-31",
};

test("X-020 a source without legal basis cannot be activated", async () => {
  await expect(saveAgreement.run(on("2026-03-01"), { ...terms, active: true })).rejects.toMatchObject({
    code: "collect.agreementIncomplete",
    parameters: { fields: "Rechtsgrundlage" },
  });
  const { id } = await saveAgreement.run(on("2026-03-01"), { ...terms, active: false });
  const legalBasis = "§ 67c SGB X";
  await saveAgreement.run(on("2026-03-02"), { ...terms, id, legalBasis, active: true });
  expect((await agreements.run(on("2026-03-02"), {})).agreements).toEqual([
    { ...terms, id, legalBasis, active: true, version: 2 },
  ]);
});

test("X-021 the approval ends on 31.12.: the delivery of 31.12. is accepted, that of 02.01. is blocked", async () => {
  const file = (year: number) =>
    county.send("alo.csv", `AGS;Jahr;Arbeitslose\n01099001;${year};120\n01099002;${year};45\n`);
  const lastDay = on("2026-12-31");
  const { id } = await receiveDelivery.run(lastDay, { file: file(2024) });
  expect((await checkDelivery.run(lastDay, { id, mapping })).acceptable).toBe(true);
  await acceptDelivery.run(lastDay, { id });

  const tooLate = on("2027-01-02");
  const late = await receiveDelivery.run(tooLate, { file: file(2025) });
  const check = await checkDelivery.run(tooLate, { id: late.id, mapping });
  expect(check.acceptable).toBe(false);
  expect(check.sentences[0]).toBe(
    "Die Genehmigung der Vereinbarung „Arbeitslose je Gemeinde“ galt bis 31.12.2026; ALO_INSG darf danach nicht mehr geliefert werden. Verlängern Sie die Vereinbarung unter Daten › Vereinbarungen.",
  );
  await expect(acceptDelivery.run(tooLate, { id: late.id })).rejects.toMatchObject({ code: "collect.notChecked" });

  // Checked in time, accepted too late: the day of acceptance decides.
  const inTime = await receiveDelivery.run(lastDay, { file: file(2026) });
  expect((await checkDelivery.run(lastDay, { id: inTime.id, mapping })).acceptable).toBe(true);
  await expect(acceptDelivery.run(tooLate, { id: inTime.id })).rejects.toMatchObject({ code: "collect.hasErrors" });
});
