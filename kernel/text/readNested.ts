import { isNestedTooDeep } from "./isNestedTooDeep.ts";

/**
 * Reads a text in YAML or JSON, and refuses it where it is nested deeper than whoever reads it can go down.
 *
 * Most of that is seen before (a hundred levels); what nests in ways that signs alone do not show, such as
 * `a: a: a: …` on one line, is noticed when the reader runs out of room.
 *
 * @param refuse throws the refusal of whoever asks
 * @example
 * readNested("[1]", () => "read", () => { throw new Error("too deep") }) // "read"
 */
export function readNested<Read>(text: string, read: () => Read, refuse: () => never): Read {
  if (isNestedTooDeep(text)) refuse();
  try {
    return read();
  } catch (trouble) {
    if (isOutOfRoom(trouble)) refuse();
    throw trouble;
  }
}

/** As the engines of Chromium, Node and Safari say it, and that of Firefox. */
function isOutOfRoom(trouble: unknown): boolean {
  return trouble instanceof Error && /call stack size|too much recursion/.test(trouble.message);
}
