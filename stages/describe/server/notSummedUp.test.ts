import { expect, test } from "vitest";
import { demandFigures } from "./demandFigures.ts";

const answer = {
  indicator: { id: "medianeinkommen" },
  level: "KREIS",
  period: "2023",
  periods: [],
  values: ["unknown"],
  county: { value: "unknown" },
} as unknown as Parameters<typeof demandFigures>[0];

test("R-12 a median asked for on a larger level is refused as one that cannot be summed up, not as one that is missing", () => {
  expect(() => demandFigures({ ...answer, reasons: ["notAggregatable"] })).toThrow(
    expect.objectContaining({ code: "describe.notSummedUp" }),
  );
  expect(() => demandFigures({ ...answer, reasons: ["notDelivered"] })).toThrow(
    expect.objectContaining({ code: "describe.noFigures" }),
  );
});
