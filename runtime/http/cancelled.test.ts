import { expect, test, vi } from "vitest";
import type { PhraseBook } from "../text/phraseBook.ts";
import { answerOfTrouble } from "./answerCall.ts";
import messages from "./messages.de.json" with { type: "json" };

test("work that a person cancels is told as cancelled and is no fault of ours in the log", () => {
  const book: PhraseBook = new Map([["http", messages]]);
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const leaving = new AbortController();
  leaving.abort();
  let trouble: unknown;
  try {
    leaving.signal.throwIfAborted();
  } catch (thrown) {
    trouble = thrown;
  }
  const cancelled = answerOfTrouble(book, trouble);
  expect([cancelled.code, cancelled.body.sentence]).toEqual([499, messages.cancelled]);
  expect(said).not.toHaveBeenCalled();
  // Anything else that nobody expected stays a fault, with a number to find it by.
  expect(answerOfTrouble(book, new Error("unknown area level: 7")).code).toBe(500);
  said.mockRestore();
});
