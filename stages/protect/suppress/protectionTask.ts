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
  /** How far an attacker must be kept from the true value, downwards (not below 0) and upwards. */
  readonly protection: number;
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

/** Smallest value that the attacker must hold possible for a cell. */
export function mustReachDown(task: ProtectionTask, cell: number): number {
  const value = task.values[cell] ?? 0;
  return value < 0 ? value - task.protection : Math.max(0, value - task.protection);
}

/** Largest value that the attacker must hold possible for a cell. */
export function mustReachUp(task: ProtectionTask, cell: number): number {
  return (task.values[cell] ?? 0) + task.protection;
}
