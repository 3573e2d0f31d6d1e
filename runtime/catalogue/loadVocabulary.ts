import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Text } from "../../kernel/text/text.ts";

const termsFolder = join(import.meta.dirname, "..", "..", "catalogue", "terms");

/** A word of the vocabulary: stable id, names to show, in the order of the file. */
export interface Term {
  readonly id: string;
  readonly label: Text;
}

export interface Vocabulary {
  readonly topics: readonly Term[];
  readonly lifePhases: readonly Term[];
  readonly lifeSituations: readonly Term[];
  readonly facilityKinds: readonly Term[];
}

/** Themes, life phases and life situations by which definitions are sorted (GOE-004, GOE-029); from `catalogue/terms`. */
export function loadVocabulary(): Vocabulary {
  loaded ??= {
    topics: terms("topics.yaml"),
    lifePhases: terms("life-phases.yaml"),
    lifeSituations: terms("life-situations.yaml"),
    facilityKinds: terms("facility-kinds.yaml"),
  };
  return loaded;
}

let loaded: Vocabulary | undefined;

function terms(name: string): Term[] {
  const content: unknown = parse(readFileSync(join(termsFolder, name), "utf8"));
  if (!Array.isArray(content)) throw new Error(`${name}: a list of terms is expected`);
  return content as Term[];
}
