import type { ProtectionTask } from "./protectionTask.ts";

/**
 * Holds back further cells until in every sum the held-back cells come to at least
 * so many cases: two people alone in a sum know each other's number.
 *
 * Takes the smallest shown cell first; empty cells hide nobody and stay.
 */
export function together(task: ProtectionTask, start: Uint8Array, cases: number): Uint8Array {
  const hidden = Uint8Array.from(start);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { whole, parts } of task.relations) {
      const cells = [...parts, whole];
      const secret = cells.filter((cell) => hidden[cell] === 1);
      if (secret.length === 0) continue;
      const sum = secret.reduce((total, cell) => total + Math.abs(task.values[cell] ?? 0), 0);
      if (sum >= cases) continue;
      const next = cells
        .filter(
          (cell) => hidden[cell] === 0 && task.fixed[cell] === 0 && task.inner[cell] === 0 && task.values[cell] !== 0,
        )
        .sort((a, b) => (task.values[a] ?? 0) - (task.values[b] ?? 0))[0];
      if (next === undefined) continue;
      hidden[next] = 1;
      changed = true;
    }
  }
  return hidden;
}
