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

  constructor(code: string, sentence: string | null, status: number) {
    super(sentence ?? code);
    this.name = "Trouble";
    this.code = code;
    this.sentence = sentence;
    this.status = status;
  }
}
