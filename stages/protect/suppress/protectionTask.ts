import type { Relation } from "../table/additiveRelations.ts";

/** A table as the suppressors see it: numbers, sums, and who must be protected. */
export interface ProtectionTask {
  readonly relations: readonly Relation[];
  /** True values; one possible number each for inner cells that nobody asked for. */
  readonly values: Float64Array;
  /** 1 where the cell itself must not be known. */
  readonly primary: Uint8Array;
  /** 1 where a cell is out already and can no longer be held back. */
  readonly fixed: Uint8Array;
  /** 1 where a cell is never shown, so that nobody knows it anyway. */
  readonly inner: Uint8Array;
  /** What readers lose when a cell is held back; 0 for inner cells. */
  readonly price: Float64Array;
  /** The furthest that an attacker must be kept from any true value. */
  readonly protection: number;
  /** How far from that of each sensitive cell, downwards (not below 0) and upwards; everywhere as far where it is not said. */
  readonly distances?: Float64Array;
}

/** Somebody alone in a cell, who knows it and whatever lies in it. */
export interface Person {
  /** The sensitive cells that count this person and nobody else. */
  readonly known: readonly number[];
  /** Those and the sensitive cells inside them: no secrets before this person. */
  readonly own: ReadonlySet<number>;
}

/** A sensitive cell that an attacker can bound too closely. */
export interface Weakness {
  readonly cell: number;
  readonly direction: "down" | "up";
}

/**
 * The smallest value that an attacker must hold possible for a cell, in the unit of the table: below it by the
 * distance that its rules ask for.
 */
export function mustReachDown(task: ProtectionTask, cell: number): number {
  const value = task.values[cell] ?? 0;
  const distance = distanceOf(task, cell);
  return value < 0 ? value - distance : Math.max(0, value - distance);
}

/**
 * The largest value that an attacker must hold possible for a cell, in the unit of the table: above it by the distance
 * that its rules ask for.
 */
export function mustReachUp(task: ProtectionTask, cell: number): number {
  return (task.values[cell] ?? 0) + distanceOf(task, cell);
}

function distanceOf({ protection, distances }: ProtectionTask, cell: number): number {
  return distances?.[cell] ?? protection;
}
