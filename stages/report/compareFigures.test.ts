import { expect, test } from "vitest";
import type { Value } from "../../kernel/value/value.ts";
import { compareFigures } from "./compareFigures.ts";
import type { ReportFigure } from "./figuresOf.ts";

const figure = (n: number, value: Value): ReportFigure => ({
  indicator: `kennzahl-${n}`,
  label: { de: `Kennzahl ${n}` },
  level: "KREIS",
  code: "",
  area: "Kleinkreis",
  period: "2023",
  value,
});

test("PM10-030 a refresh of 60 figures lists 52 changed, 6 same and 2 missing", () => {
  const before = Array.from({ length: 60 }, (_, n) => figure(n, n));
  // The first six stay, one of them a zero; the last is not there any more, the one before has lost its value.
  const after = before.slice(0, 59).map((one, n) => figure(n, n < 6 ? one.value : n === 58 ? "unknown" : n + 1));
  const { changed, same, missing } = compareFigures(before, after.reverse());
  expect([changed.length, same, missing]).toEqual([52, 6, 2]);
  expect(changed[0]).toEqual({ before: figure(6, 6), after: figure(6, 7) });
});

test("PM10-030 a figure that becomes withheld is changed, one that was and stays withheld is the same", () => {
  const { changed, same, missing } = compareFigures(
    [figure(1, 12), figure(2, "withheld")],
    [figure(1, "withheld"), figure(2, "withheld")],
  );
  expect([changed.length, same, missing]).toEqual([1, 1, 0]);
});
