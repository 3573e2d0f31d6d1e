import { expect, test } from "vitest";
import { fullKeys, spreadByKeys } from "./distributionKeys.ts";
import { readKeys } from "./readKeys.ts";

const needs = new Map([
  ["belastung", [1, 2, 1]],
  ["kompetenz", [0, 0, 1]],
]);
const sizes = new Map([
  ["einwohner", [100, 50, 50]],
  ["kinder", [10, 10, 20]],
]);
const asked = (first: object, further: string) =>
  spreadByKeys(
    1200,
    fullKeys({ index: "belastung", size: "einwohner", ...first }, readKeys(further)),
    (id) => needs.get(id) ?? [],
    (id) => sizes.get(id) ?? [],
  );
const amounts = (found: ReturnType<typeof asked>) => found.map(({ spread }) => spread.amounts);

test("R-15 one sum by index and size, by the index alone and by heads alone, each to the last euro", () => {
  const found = asked({}, '[{ "by": "index" }, { "by": "size" }]');
  // Need × residents is 100, 100, 50; need 1, 2, 1; residents 100, 50, 50.
  expect(amounts(found)).toEqual([
    [480, 480, 240],
    [300, 600, 300],
    [600, 300, 300],
  ]);
  expect(found[1]?.winners).toEqual([
    { position: 1, before: 480, after: 600, change: 120 },
    { position: 2, before: 240, after: 300, change: 60 },
  ]);
  expect(found[1]?.losers).toEqual([{ position: 0, before: 480, after: 300, change: -180 }]);
  expect(found[0]?.winners).toEqual([]);
});

test("R-15 another index, another size, floors, caps and a share by heads belong to their own key", () => {
  const found = asked(
    { floor: 250 },
    '[{ "size": "kinder" }, { "by": "index", "index": "kompetenz", "floor": 100 }, { "by": "index", "baseShare": 0.5, "cap": 400 }]',
  );
  expect(amounts(found)).toEqual([
    [475, 475, 250],
    // Need × children is 10, 20, 20.
    [240, 480, 480],
    [100, 100, 1000],
    // Half by heads (300, 150, 150), half by need (150, 300, 150); 450 is cut to 400, what is left goes to the third.
    [400, 400, 400],
  ]);
  expect(found[3]?.spread.atCap).toEqual([0, 1]);
});

test("R-15 keys that are no list, too many, or say what no key knows are refused with a sentence", () => {
  const wrong = ["", "{}", '[{ "by": "luck" }]', '[{ "weight": 1 }]', '[{ "baseShare": 2 }]', "[{}, {}, {}, {}]"];
  for (const text of wrong)
    expect(() => readKeys(text), text).toThrow(expect.objectContaining({ code: "combine.keysUnreadable" }));
  expect(readKeys("[]")).toEqual([]);
});
