import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { chanceOf } from "./mutations.ts";
import { targets } from "./targets.ts";

/** What the parent hears: where the worker stands, and each fault. */
export type Message =
  | {
      readonly kind: "at";
      readonly target: number;
      readonly number: number;
      readonly rss: number;
      readonly read: number;
      readonly refused: number;
    }
  | { readonly kind: "fault"; readonly target: number; readonly number: number; readonly what: string }
  | { readonly kind: "end" };

const [seed = 1, inputs = 100, firstTarget = 0, firstNumber = 0] = process.argv.slice(2).map(Number);
const list = await targets();
const each = Math.ceil(inputs / list.length);
const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

for (let target = firstTarget; target < list.length; target += 1) {
  const one = list[target];
  if (one === undefined) break;
  let read = 0;
  let refused = 0;
  for (let number = target === firstTarget ? firstNumber : 0; number < each; number += 1) {
    if (number % 50 === 0) tell({ kind: "at", target, number, rss: memory(number), read, refused });
    const input = await one.spoiled(chanceOf(seed + target * 7_919, number));
    try {
      await one.read(input, folder);
      read += 1;
    } catch (trouble) {
      if (trouble instanceof Refusal) refused += 1;
      else tell({ kind: "fault", target, number, what: String((trouble as Error)?.stack ?? trouble).slice(0, 600) });
    }
  }
  tell({ kind: "at", target, number: each, rss: memory(0), read, refused });
}
tell({ kind: "end" });
process.disconnect?.();

function memory(number: number): number {
  if (number % 1_000 === 0) (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().rss;
}

function tell(message: Message): void {
  process.send?.(message);
}
