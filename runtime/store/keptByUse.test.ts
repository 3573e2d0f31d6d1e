import { expect, test } from "vitest";
import { KeptByUse } from "./keptByUse.ts";

test("what was not asked for longest goes first when the room is used up, whoever of many kept it", () => {
  const kept = new KeptByUse<string>(10, (text) => text.length);
  const [kreis, gemeinde] = [kept.part(), kept.part()];
  kreis.set("alter", "aaaa");
  gemeinde.set("alter", "bbbb");
  expect([kreis.get("alter"), gemeinde.get("alter")]).toEqual(["aaaa", "bbbb"]);
  kreis.get("alter");
  gemeinde.set("quote", "cccc");
  expect([kreis.get("alter"), gemeinde.get("alter"), gemeinde.get("quote")]).toEqual(["aaaa", undefined, "cccc"]);
});

test("who clears a part gives its room back and leaves the things of others", () => {
  const kept = new KeptByUse<string>(10, (text) => text.length);
  const [kreis, gemeinde] = [kept.part(), kept.part()];
  kreis.set("alter", "aaaa");
  gemeinde.set("alter", "bbbb");
  kreis.clear();
  gemeinde.set("quote", "cccccc");
  expect([kreis.get("alter"), gemeinde.get("alter"), gemeinde.get("quote")]).toEqual([undefined, "bbbb", "cccccc"]);
});
