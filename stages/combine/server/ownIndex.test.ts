import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../describe/server/smallCounty.ts";
import { stage as describeStage } from "../../describe/server/stage.ts";
import type { IndexAnswer, Workbench } from "../combine.ts";
import { povertyOf2023, same } from "./fiveMunicipalities.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
await deliver({ file: "armut.csv", figures: povertyOf2023 });
const server = await serverInTest(fresh, {
  stages: new Map([
    ["describe", describeStage],
    ["combine", stage],
  ]),
});

async function call<Answer>(method: "GET" | "POST", url: string, payload?: object, status = 200): Promise<Answer> {
  const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, `${url} ${answer.body}`).toBe(status);
  return answer.json();
}

type Told = { code: string; sentence: string };

test("an index made in the browser is kept by the county; what is wrong with it is said with the place", async () => {
  const save = (definition: string, status = 200) =>
    call<Told & { version: number }>("POST", "/api/indices", { definition, reason: "Probe" }, status);
  const yaml = (components: string, more = "") =>
    `format: kreislauf-index/1\nid: eigener\nlabel: Eigener\nindices:\n  - id: eigener_index\n    label: Eigener\n    components:\n${components}${more}`;
  expect((await save(yaml("      - { indicator: kinderarmut }\n      - { indicator: sgb2_quote }\n"))).version).toBe(1);
  expect(
    (await save(yaml("      - { indicator: kinderarmut, weight: 3 }\n      - { indicator: sgb2_quote }\n"))).version,
  ).toBe(2);
  expect((await call<IndexAnswer>("GET", "/api/index/eigener?level=GEM")).components.map((c) => c.weight)).toEqual([
    0.75, 0.25,
  ]);
  const zero = yaml("      - { indicator: kinderarmut, weight: 0 }\n");
  expect((await save(zero, 422)).sentence).toBe(
    "Zeile 5, Spalte 5: Die Gewichte in „eigener_index“ ergeben zusammen null. Geben Sie mindestens einem Bestandteil ein Gewicht über null.",
  );
  const both = yaml(
    "      - { indicator: kinderarmut }\n",
    "  - { id: zweiter, components: [{ indicator: kinderarmut }] }\n",
  );
  expect((await save(both, 422)).sentence).toMatch(/steht zweimal.*Jeder Indikator gehört in genau einen Teilindex/);
  expect((await save(yaml("      - { indicator: gibt_es_nicht }\n"), 404)).sentence).toMatch(/gibt_es_nicht/);
  const taken = yaml("      - { indicator: kinderarmut }\n").replace("id: eigener\n", "id: sozialformel\n");
  expect((await save(taken, 409)).sentence).toMatch(/liefert die Plattform mit/);
});

test("areas below a minimum of heads get no index; the heads come from the county's own figures, for server and browser", async () => {
  const kept = (column: string, minimum = 0, basedOn?: number) => ({
    ...(basedOn === undefined ? {} : { basedOn }),
    reason: "Kleine Gebiete",
    definition: JSON.stringify({
      ...{ format: "kreislauf-index/1", id: "nur-grosse", label: "Nur große", normalisation: "z" },
      areas: { exclude: { below: { column, minimum } } },
      indices: [{ id: "belastung", label: "Belastung", components: [{ indicator: "kinderarmut" }] }],
    }),
  });
  const { sentence } = await call<Told>("POST", "/api/indices", kept("gibt-es-nicht"), 404);
  expect(sentence).toContain("gibt-es-nicht");
  // Any indicator may be the measure; here the rate of old-age poverty.
  await call("POST", "/api/indices", kept("altersarmut"));
  const workbench = () => call<Workbench>("GET", "/api/index/nur-grosse/workbench?level=GEM");
  const { further, areas } = await workbench();
  expect(further.map(({ id }) => id)).toEqual(["altersarmut"]);
  const measures = (further[0]?.values ?? []).map(Number);
  const [lowest, second] = [...measures].sort((a, b) => a - b);
  await call("POST", "/api/indices", kept("altersarmut", second, 1));
  const found = await call<IndexAnswer>("GET", "/api/index/nur-grosse?level=GEM");
  const small = areas.filter((_, i) => measures[i] === lowest).map(({ code }) => code);
  expect(found.areas.filter((area) => typeof area.index !== "number").map(({ code }) => code)).toEqual(small);
  expect(small).toHaveLength(1);
});

test("all areas alike, and one area alone, are refused with a sentence when the index is opened", async () => {
  await deliver({
    file: "gleich.csv",
    figures: {
      SGB2_U15: { "2017": same(70) },
      BEV_U15: { "2017": same(1000) },
      SGB2_LB: { "2017": same(700) },
      BEV_0_RAG: { "2017": same(10_000) },
    },
  });
  const alike = await call<Told>("GET", "/api/index/eigener?level=GEM&period=2017", undefined, 422);
  expect(alike.sentence).toMatch(/^Alle 5 Räume haben in jedem Indikator denselben Wert/);
  const alone = await call<Told>("GET", "/api/index/eigener?level=KREIS&period=2023", undefined, 422);
  expect(alone.sentence).toMatch(/^Es gibt nur einen Raum/);
});
