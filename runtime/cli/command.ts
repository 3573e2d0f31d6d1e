import type { ParseArgsConfig } from "node:util";
import type { Language, Text } from "../../kernel/text/text.ts";
import type { Finding } from "../../kernel/trouble/finding.ts";
import type { Phrases } from "../../kernel/trouble/phrase.ts";

/** One command of `kreislauf`. A stage lists its own in `cli/stage.ts`; the terminal app finds them by their words. */
export interface Command {
  /** `["protected", "audit"]`. */
  readonly words: readonly string[];
  /** One line for the overview. */
  readonly summary: Required<Text>;
  /** Behind the words: `--table T.csv --spec S.yaml`. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** Answers with the exit code: 0 done, 2 bad input or refused, 3 unsafe. A thrown `Refusal` becomes its sentence and 2. */
  readonly run: (call: Call) => Promise<number>;
}

export interface Call {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
  /** Writes to standard output: the result, and nothing else. */
  readonly print: (text: string) => void;
  /** Writes to standard error: progress, warnings. */
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
  /** Language of what people read; output for machines is the same in all. */
  readonly language: Language;
  /** What is said in several languages, in that of the reader. */
  readonly say: (text: Text) => string;
  /** A finding as a sentence in that language, with its place in front. */
  readonly sentence: (finding: Pick<Finding, "code" | "parameters" | "place">) => Promise<string>;
}

/** What a stage's `cli/stage.ts` offers to the command line. */
export interface CliStage {
  readonly commands: readonly Command[];
  readonly phrases: Phrases;
}
