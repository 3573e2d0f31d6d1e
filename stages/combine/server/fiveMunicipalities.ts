import type { Value } from "../../../kernel/value/value.ts";

/** One value for each of the five municipalities of the small county, which call A to E. */
export const perMunicipality = (values: readonly Value[]): Record<string, Value> =>
  Object.fromEntries(values.map((value, i) => [`G${i + 1}`, value]));

/** The same value for each of them. */
export const same = (value: number): Record<string, Value> => perMunicipality([value, value, value, value, value]);

/** What the indices of are made of, without their young people. */
export const povertyOf2023 = {
  SGB2_U15: { "2023": perMunicipality([60, 90, 120, 210, 270]) },
  BEV_U15: { "2023": same(1000) },
  SGB2_LB: { "2023": perMunicipality([450, 700, 800, 1200, 1350]) },
  BEV_0_RAG: { "2023": same(10_000) },
  MEDIAN_EINK: { "2023": perMunicipality([41_000, 38_000, 36_000, 31_000, 29_000]) },
  GRUSI_ALTER: { "2023": perMunicipality([20, 25, 40, 35, 50]) },
  BEV_RAG_P: { "2023": same(1000) },
};
