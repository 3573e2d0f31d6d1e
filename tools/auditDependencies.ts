import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * Asks the registry for known weaknesses of what runs. High and critical ones fail; when the registry does not answer,
 * that is said, and nothing fails: a check without a network proves nothing, but must not stop the work.
 */
export interface Verdict {
  readonly state: "good" | "bad" | "skipped";
  readonly sentence: string;
}

interface Answer {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  readonly message?: string;
}

/**
 * What the answer of `npm audit --json` means.
 *
 * @example
 * verdictOf('{"metadata": {"vulnerabilities": {"low": 2, "high": 0, "critical": 0}}}') // { state: "good", sentence: "no high or critical weakness known; low: 2" }
 * verdictOf('{"message": "405 Method Not Allowed"}').state // "skipped"
 * verdictOf("") // { state: "skipped", sentence: "skipped: the registry gave no answer" }
 */
export function verdictOf(output: string): Verdict {
  let answer: Answer;
  try {
    answer = JSON.parse(output);
  } catch {
    return { state: "skipped", sentence: "skipped: the registry gave no answer" };
  }
  const counts = answer.metadata?.vulnerabilities;
  if (counts === undefined) {
    const reason = (answer.message ?? "no counts in its answer").split(" - ")[0];
    return { state: "skipped", sentence: `skipped: the registry does not tell weaknesses (${reason})` };
  }
  const grave = Object.entries(answer.vulnerabilities ?? {}).filter(([, { severity }]) =>
    /high|critical/.test(severity),
  );
  if (grave.length > 0 || (counts.high ?? 0) + (counts.critical ?? 0) > 0)
    return {
      state: "bad",
      sentence: `weaknesses: ${grave.map(([name, { severity }]) => `${name} (${severity})`).join(", ")}`,
    };
  const lesser = Object.entries(counts).filter(([kind, count]) => count > 0 && kind !== "total");
  const rest = lesser.map(([kind, count]) => `${kind}: ${count}`).join(", ");
  return { state: "good", sentence: `no high or critical weakness known${rest === "" ? "" : `; ${rest}`}` };
}

if (process.argv[1] === import.meta.filename) {
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=20000"], {
    cwd: join(import.meta.dirname, ".."),
    encoding: "utf8",
    timeout: 60_000,
  });
  const { state, sentence } = verdictOf(stdout ?? "");
  process.stdout.write(`note: ${sentence}\n`);
  process.exitCode = state === "bad" ? 1 : 0;
}
