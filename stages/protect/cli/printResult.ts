import type { Call } from "../../../runtime/cli/command.ts";

/** Says how a command ended: one sentence for people, with `--json` the same and its figures for machines. */
export function printResult(call: Call, sentence: string, facts: Readonly<Record<string, unknown>>): void {
  call.print(call.values.json === true ? JSON.stringify({ ...facts, sentence }, null, 2) : sentence);
}
