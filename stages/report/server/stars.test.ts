import { expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../describe/server/smallCounty.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
const some = { G1: 800, G2: 1200, G3: 700, G4: 900, G5: 600 };
const all = { G1: 2000, G2: 4000, G3: 1400, G4: 3000, G5: 2200 };
await deliver({
  file: "alles.csv",
  disclosure: "none",
  figures: {
    // Children in day care are counted on 1 March, residents on 31 December.
    KITA_U3: { "2023": some },
    KTP_U3: { "2023": { G1: 0, G2: 0, G3: 0, G4: 0, G5: 0 } },
    BEV_U3: { "2023": all },
    // Both on 31 December.
    SGB2_U15: { "2023": some },
    BEV_U15: { "2023": all },
  },
});
const server = await serverInTest(fresh, { stages: serverStages });

test("R-1 in report and PDF, too, a rate whose parts are of different days bears a star, with the days named below", async () => {
  const made = await server.inject({
    method: "POST",
    url: "/api/reports",
    payload: {
      ...{ template: "sozialbericht", title: "Mit Stern", level: "GEM", profileLevel: "GEM" },
      indicators: "betreuungsquote_u3,kinderarmut",
    },
  });
  expect(made.statusCode, made.body).toBe(200);
  const { id } = made.json();
  const { html } = (await server.inject(`/api/reports/${id}`)).json() as { html: string };
  // 800 of 2,000 in Altdorf: the rate of care with a star, that of poverty without.
  expect(html).toContain(">40,0*<");
  expect(html).toContain(">40,0<");
  expect(html).toMatch(/„\*“: Zähler und Nenner haben verschiedene Stichtage/);
  expect(html).toMatch(/verschiedene Stichtage: [^<]* 01\.03\. und [^<]* 31\.12\./);
  const pdf = await server.inject(`/api/reports/${id}/pdf`);
  expect(pdf.statusCode).toBe(200);
});
