import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** What a figure says in plain words: `{place}` and `{value}` stand for the place and the figure. */
export interface PlainSentence {
  readonly indicator: string;
  readonly de: string;
  readonly en: string;
  /** Compared as a part of the county instead of beside it: how many of its people live here. */
  readonly share?: boolean;
}

const path = join(import.meta.dirname, "..", "..", "catalogue", "parameters", "my-place.yaml");
let loaded: readonly PlainSentence[] | undefined;

/** The sentences about a place, in the order in which they are told (TF-004). */
export function loadPlainSentences(): readonly PlainSentence[] {
  loaded ??= parse(readFileSync(path, "utf8")) as PlainSentence[];
  return loaded;
}
