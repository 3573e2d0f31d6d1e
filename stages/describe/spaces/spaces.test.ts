import { expect, test } from "vitest";
import { type StoredArea, type StoredSpaces, spacesOf } from "./spaces.ts";

const levels = [
  { id: "KREIS", label: { de: "Kreis" }, rank: 0, purposes: [] },
  { id: "AMT", label: { de: "Amt" }, rank: 1, purposes: [] },
  { id: "GEM", label: { de: "Gemeinde" }, rank: 2, purposes: [] },
  { id: "SUB", label: { de: "Quartier" }, rank: 3, purposes: [] },
];
const division = (id: string, level: string, partition = true) =>
  ({ id, level, label: { de: id }, kind: "administrative", partition }) as const;
const area = (id: number, level: string, code: string, over: Partial<StoredArea> = {}): StoredArea => ({
  id,
  level,
  division: level.toLowerCase(),
  code,
  name: code,
  validFrom: null,
  validTo: null,
  ...over,
});
const link = (whole: number, ...parts: number[]) =>
  parts.map((part) => ({ part, whole, share: 1, validFrom: null, validTo: null }));

// A county of two Ämter with two municipalities each and a free town with two quarters.
const county: StoredSpaces = {
  levels,
  divisions: [division("kreis", "KREIS"), division("amt", "AMT"), division("gem", "GEM"), division("sub", "SUB")],
  areas: [
    area(1, "KREIS", "K"),
    area(11, "AMT", "A1"),
    area(12, "AMT", "A2"),
    area(21, "GEM", "G1"),
    area(22, "GEM", "G2"),
    area(23, "GEM", "G3"),
    area(24, "GEM", "G4"),
    area(25, "GEM", "STADT"),
    area(31, "SUB", "NORD"),
    area(32, "SUB", "SUED"),
  ],
  parts: [
    ...link(1, 11, 12, 25),
    ...link(11, 21, 22),
    ...link(12, 23, 24),
    ...link(25, 31, 32),
    // Some sources link everything with everything above it.
    ...link(1, 31, 32, 21),
  ],
  histories: new Map(),
  countyName: "Musterkreis",
  day: "2024-01-01",
};

const groupsOf = (stored: StoredSpaces, id: number) =>
  spacesOf(stored)
    .groupsOf(id)
    .map((group) => group.parts.map((part) => part.area.code).join(" "));

test("a county is summed from all its municipalities, not from Ämter beside which there is a free town, nor from quarters of one town", () => {
  expect(groupsOf(county, 1)).toEqual(["G1 G2 G3 G4 STADT"]);
});

test("where each town is a unit of its own, Ämter make up the county, and so do municipalities", () => {
  const unit = area(13, "AMT", "A3");
  const stored = {
    ...county,
    areas: [...county.areas, unit],
    parts: [...county.parts, ...link(1, 13), ...link(13, 25)],
  };
  expect(groupsOf(stored, 1)).toEqual(["A1 A2 A3", "G1 G2 G3 G4 STADT"]);
});

test("SE-014 planning regions lie beside Ämter and both make up the county", () => {
  const regions = ["West", "Ost"].map((code, i) => area(41 + i, "AMT", code, { division: "region" }));
  const stored: StoredSpaces = {
    ...county,
    divisions: [...county.divisions, division("region", "AMT")],
    areas: [...county.areas, area(13, "AMT", "A3"), ...regions],
    parts: [...county.parts, ...link(1, 13, 41, 42), ...link(13, 25), ...link(41, 21, 23, 25), ...link(42, 22, 24)],
  };
  expect(groupsOf(stored, 1)).toEqual(["A1 A2 A3", "Ost West", "G1 G2 G3 G4 STADT"]);
  expect(groupsOf(stored, 41)).toEqual(["G1 G3 STADT"]);
});

test("a division that leaves gaps is never summed", () => {
  const divisions = county.divisions.map((one) => (one.id === "sub" ? { ...one, partition: false } : one));
  expect(groupsOf({ ...county, divisions }, 25)).toEqual([]);
});

test("a county that nobody drew is made of its coarsest areas", () => {
  const areas = county.areas.filter((one) => one.level === "GEM");
  const spaces = spacesOf({ ...county, areas, parts: [] });
  expect(spaces.county).toMatchObject({ id: 0, name: "Musterkreis" });
  expect(spaces.groupsOf(0).map((group) => group.parts.length)).toEqual([5]);
});

test("the county is called as it calls itself, not as the file of its boundaries does", () => {
  const areas = county.areas.map((one) => (one.id === 1 ? { ...one, name: "Musterkreis (fiktiv)" } : one));
  expect(spacesOf({ ...county, areas }).county).toMatchObject({ id: 1, name: "Musterkreis" });
  expect(spacesOf({ ...county, areas, countyName: "" }).county.name).toBe("Musterkreis (fiktiv)");
});

test("an area that was dissolved is no area of today", () => {
  const areas = [...county.areas, area(26, "GEM", "ALT", { validTo: "2020-01-01" })];
  const spaces = spacesOf({ ...county, areas });
  expect(spaces.areasOf("GEM").map((one) => one.code)).toEqual(["G1", "G2", "G3", "G4", "STADT"]);
  expect(spaces.formerOf("GEM").map((one) => one.code)).toEqual(["ALT"]);
});

test("an area knows the larger ones it belongs to", () => {
  expect(
    spacesOf(county)
      .wholesOf(31)
      .map((one) => one.code),
  ).toEqual(["K", "STADT"]);
});
