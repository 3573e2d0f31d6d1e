import type { Finding } from "../../../kernel/trouble/finding.ts";

/**
 * What went wrong with a call, in words for the person who made it: the server's
 * own sentence, or none when there was no server to speak; then `code` names a
 * phrase of the kit.
 */
export class Trouble extends Error {
  readonly code: string;
  readonly sentence: string | null;
  /** Status of the answer; 0 without an answer. */
  readonly status: number;
  /** What the sentence is made of, so that it can be said in another language; null when there was no server. */
  readonly parts: TroubleParts | null;

  constructor(code: string, sentence: string | null, status: number, parts: TroubleParts | null = null) {
    super(sentence ?? code);
    this.name = "Trouble";
    this.code = code;
    this.sentence = sentence;
    this.status = status;
    this.parts = parts;
  }
}

/** Parameters and place of what was refused. */
export type TroubleParts = Pick<Finding, "parameters" | "place">;
