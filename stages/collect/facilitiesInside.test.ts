import { expect, test } from "vitest";
import { facilitiesInside } from "./facilitiesInside.ts";
import type { SourceFacility } from "./readFigures.ts";

const at = (name: string, longitude: number | null, latitude: number | null): SourceFacility => ({
  kind: "kita",
  name,
  provider: "",
  address: "",
  longitude,
  latitude,
  capacity: null,
  row: 1,
});
/** A square from 9 to 10 with a hole from 9.4 to 9.6. */
const ground = [
  [
    [
      [9, 53],
      [10, 53],
      [10, 54],
      [9, 54],
      [9, 53],
    ],
    [
      [9.4, 53.4],
      [9.4, 53.6],
      [9.6, 53.6],
      [9.6, 53.4],
      [9.4, 53.4],
    ],
  ],
] as const;

test("of a list of the whole Land only the facilities on the county's ground are taken, not those in another county's enclave", () => {
  const { inside, outside, placeless } = facilitiesInside(
    [
      at("drin", 9.2, 53.2),
      at("Enklave", 9.5, 53.5),
      at("anderswo", 11, 53.2),
      at("auf der Grenze", 9, 53.5),
      at("ohne Ort", null, null),
    ],
    [ground],
  );
  expect(inside.map(({ name }) => name)).toEqual(["drin", "auf der Grenze"]);
  expect([outside, placeless]).toEqual([2, 1]);
});

test("a list that lies wholly in the county keeps the facilities without coordinates", () => {
  const { inside, placeless } = facilitiesInside([at("drin", 9.2, 53.2), at("ohne Ort", null, null)], [ground]);
  expect(inside.map(({ name }) => name)).toEqual(["drin", "ohne Ort"]);
  expect(placeless).toBe(0);
});
