import { expect, test } from "vitest";
import type { ProposeAreasOutput } from "../spaces/proposalContract.ts";
import { carriedOver, draftOf, mappingOf, problemsOf, withCode } from "./areasDraft.ts";

const proposal: ProposeAreasOutput = {
  kind: "areas",
  format: "geoJson",
  layers: [],
  layer: null,
  headerRow: null,
  features: 3,
  drawn: 3,
  projection: { name: "EPSG:25832", declared: false, known: true },
  fields: [],
  groups: [
    { code: "01056", name: "Pinneberg", areas: 2 },
    { code: "01061", name: "Steinburg", areas: 1 },
  ],
  mapping: {
    code: { attributes: ["ARS"], key: "ags" },
    name: "GEN",
    level: { id: "GEM", label: { de: "Gemeinde", en: "Municipality" }, rank: 30, purposes: ["data"] },
    division: { id: "gemeinden", label: { de: "Gemeinden" }, kind: "administrative", partition: true },
    filter: [{ column: { attributes: ["ARS"], key: "ags" }, startsWith: "01056" }],
    wholes: [
      {
        level: { id: "KREIS" },
        division: { id: "kreise", label: { de: "Kreise" }, kind: "administrative", partition: true },
        code: { attributes: ["ARS"], first: 5 },
        names: { "01056": "Kreis Pinneberg" },
      },
    ],
    projection: "EPSG:25832",
  },
  boundaryVersion: { validOn: "2023-12-31", source: "BKG", licence: "" },
  changes: null,
  findings: [],
  sentences: [],
};

test("a proposal that nobody touches comes out as the mapping that was proposed, with what a person added", () => {
  const draft = draftOf(proposal);
  expect(problemsOf(draft, proposal)).toEqual({ author: "empty", purpose: "empty", criteria: "empty" });
  const facts = { author: "Land", purpose: "Verwaltung", criteria: "Gemeindeordnung" };
  const filled = { ...draft, division: { ...draft.division, ...facts } };
  expect(problemsOf(filled, proposal)).toEqual({});
  const about = { ...facts, kind: "administrative", partition: true, decidedOn: null, approval: "" };
  expect(mappingOf(filled, true, {})).toEqual({
    ...proposal.mapping,
    division: { ...about, id: "gemeinden", label: { de: "Gemeinden" } },
    boundaryVersion: proposal.boundaryVersion,
    wholes: [
      {
        level: { id: "KREIS" },
        // Larger areas that are made on the way were drawn by whoever drew the smaller ones.
        division: { ...about, id: "kreise", label: { de: "Kreise" } },
        code: { attributes: ["ARS"], first: 5 },
        names: { "01056": "Kreis Pinneberg" },
      },
    ],
  });
});

test("another column as the code takes the choice of the Kreis and the larger areas along", () => {
  const code = { columns: ["AGS"], first: "", digits: "", isRegional: false };
  const draft = withCode(draftOf(proposal), code, proposal.groups);
  expect(mappingOf(draft, true, {})).toMatchObject({
    code: "AGS",
    filter: [{ column: "AGS", startsWith: "01056" }],
    wholes: [{ code: { attributes: ["AGS"], first: 5 } }],
  });
});

test("of a file with many Kreise one is asked for, unless all of them are wanted", () => {
  const draft = { ...draftOf(proposal), conditions: [] };
  expect(problemsOf(draft, proposal).group).toBe("choose");
  expect(problemsOf({ ...draft, wantsAll: true }, proposal).group).toBeUndefined();
});

test("a corrected file takes over what was typed and keeps what it tells itself", () => {
  const typed = draftOf(proposal);
  const before = { ...typed, licence: "dl-de/by-2-0", division: { ...typed.division, author: "Land" } };
  const next = draftOf({ ...proposal, boundaryVersion: { validOn: "2024-12-31", source: "", licence: "" } });
  const carried = carriedOver(next, before, []);
  expect([carried.validOn, carried.source, carried.licence]).toEqual(["2024-12-31", "BKG", "dl-de/by-2-0"]);
  expect(carried.division.author).toBe("Land");
  // Areas of another level were drawn by others, perhaps.
  const other = draftOf({ ...proposal, mapping: { ...proposal.mapping, level: { id: "AMT" } } });
  expect(carriedOver(other, before, []).division.author).toBe("");
});
