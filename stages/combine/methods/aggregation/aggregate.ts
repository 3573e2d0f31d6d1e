/**
 * Brings several components together, one number per area.
 *
 * `columns` have one number per area, NaN where absent (inside the engine only; outside, absences have their
 * kind); `weights` one per column. Writes into `out` and returns it. An area without any number gets NaN.
 */
export type Aggregate = (columns: readonly Float64Array[], weights: Float64Array, out: Float64Array) => Float64Array;
