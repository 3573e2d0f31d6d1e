import { expect, test } from "vitest";
import { ShareOfDay } from "./shareOfDay.ts";
import { UnusualCount } from "./unusualCount.ts";

test("what somebody has had counts for a day, and nobody's share counts for another", () => {
  const share = new ShareOfDay();
  const at = (hours: number) => new Date(Date.UTC(2024, 0, 1, hours));
  share.add("ada", 300, at(0));
  share.add("ada", 200, at(10));
  share.add("bo", 1, at(10));
  expect([share.had("ada", at(11)), share.had("bo", at(11)), share.had("cem", at(11))]).toEqual([500, 1, 0]);
  expect(share.had("ada", at(25))).toBe(200);
  expect(share.had("ada", at(35))).toBe(0);
});

test("who asks more than the usual in a minute is noticed once an hour, and who asks as people do never is", () => {
  const count = new UnusualCount(100);
  const noticed: number[] = [];
  for (let second = 0; second < 7_200; second += 1)
    for (let call = 0; call < 5; call += 1) if (count.isUnusual("copier", second * 1_000)) noticed.push(second);
  expect(noticed).toHaveLength(2);
  expect(noticed[0]).toBeLessThan(60);
  const reader = Array.from({ length: 3_600 }, (_, second) => count.isUnusual("reader", second * 1_000));
  expect(reader.some(Boolean)).toBe(false);
});
