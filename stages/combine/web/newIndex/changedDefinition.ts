import type { IndexDefinition } from "../../definition.ts";
import { canonicalJson } from "../../round/canonicalJson.ts";
import { definitionOf } from "./definitionOf.ts";
import { draftOf } from "./draftOf.ts";
import { hoisted } from "./hoisted.ts";
import type { IndexDraft } from "./indexDraft.ts";

type Json = unknown;
type Entries = Readonly<Record<string, Json>>;

/** What a definition says that the form has no field for. */
export interface KeptSetting {
  /** Name of the index, sub-index or indicator that it is said of; null for the whole definition. */
  readonly place: string | null;
  /** As in the definition: `standardError`, `matrix`. */
  readonly key: string;
  readonly setting: unknown;
}

/**
 * The definition after somebody changed its form: what was changed there, and everything else as it was.
 *
 * Compared are what the form makes of the old definition and what it makes now; only where the two differ the new
 * one holds. So a setting without a field stays, and so does the old way of writing one that nobody touched.
 */
export function changedDefinition(before: IndexDefinition, draft: IndexDraft): object {
  const old = hoisted(before) as unknown as Entries;
  const plain = definitionOf(draftOf(before)) as Entries;
  const now = definitionOf(draft) as Entries;
  const [olds, plains] = [byKey(old), byKey(plain)];
  const list = (was: readonly Entries[], shown: readonly Entries[], is: readonly Entries[]): Entries[] => {
    const keys = (parts: readonly Entries[]): string[] => parts.map(keyOf);
    const order = canonicalJson(keys(shown)) === canonicalJson(keys(is)) ? keys(was) : keys(is);
    return order.flatMap((key) => {
      const one = is.find((part) => keyOf(part) === key);
      return one === undefined ? [] : [component(one)];
    });
  };
  const component = (is: Entries): Entries => {
    const [was, shown] = [olds.get(keyOf(is)), plains.get(keyOf(is))];
    if (was === undefined || shown === undefined) return is;
    const { components: _, ...rest } = is;
    const changed = merged(without(was), without(shown), rest) as Entries;
    return is.components === undefined
      ? changed
      : { ...changed, components: list(partsIn(was), partsIn(shown), partsIn(is)) };
  };
  const [top, shown, is] = [old, plain, now].map(({ indices: _, ...rest }) => rest);
  return { ...(merged(top, shown, is) as Entries), indices: list(partsIn(old), partsIn(plain), partsIn(now)) };
}

/** Everything of a definition that its form does not show, place by place. */
export function keptSettings(definition: IndexDefinition): KeptSetting[] {
  const old = hoisted(definition);
  const draft = draftOf(old);
  const plains = byKey(definitionOf(draft) as Entries);
  const labels = new Map<string, string>([
    ...draft.roots.map((root): [string, string] => [root.id, root.label.de]),
    ...draft.groups.map((group): [string, string] => [group.id, group.label]),
  ]);
  const found: KeptSetting[] = [];
  const look = (was: Entries, shown: Entries, place: string | null): void => {
    for (const [key, setting] of Object.entries(was))
      if (!unshown.has(key) && !covers(setting, shown[key])) found.push({ place, key, setting });
  };
  look(old as unknown as Entries, definitionOf(draft) as Entries, null);
  for (const [key, part] of byKey(old as unknown as Entries)) {
    const named = typeof part.label === "string" ? part.label : ((part.label as Entries | undefined)?.de as string);
    look(part, plains.get(key) ?? {}, labels.get(key) ?? named ?? key);
  }
  return found;
}

/** Parts that are walked, and what the platform writes itself. */
const unshown = new Set(["$schema", "format", "version", "indices", "components"]);

function merged(was: Json, shown: Json, is: Json): Json {
  if (canonicalJson(shown ?? null) === canonicalJson(is ?? null)) return was;
  if (isEntries(was) && isEntries(shown) && isEntries(is) && isOneKind(was, shown, is)) {
    const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
    return Object.fromEntries(
      [...keys].map((key) => [key, merged(was[key], shown[key], is[key])]).filter(([, one]) => one !== undefined),
    );
  }
  // A name keeps its other languages.
  if (typeof is === "string" && isEntries(was) && "de" in was) return { ...was, de: is };
  return is;
}

// Names of classes and bounds of a scale belong to the rule that they were written for.
function isOneKind(was: Entries, shown: Entries, is: Entries): boolean {
  if (was.labels !== undefined) return false;
  return was.method === shown.method && shown.method === is.method;
}

/** Whether the form shows all of a setting: the same words, or their short form. */
function covers(was: Json, shown: Json): boolean {
  if (isEntries(shown) && typeof was === "string") return shown.method === was || shown.de === was;
  if (typeof shown === "string" && isEntries(was))
    return Object.keys(was).length === 1 && (was.de === shown || was.method === shown);
  if (Array.isArray(was) && Array.isArray(shown))
    return was.length === shown.length && was.every((one, i) => covers(one, shown[i]));
  if (isEntries(was) && isEntries(shown)) return Object.keys(was).every((key) => covers(was[key], shown[key]));
  if (typeof was === "number" && typeof shown === "number") return Math.abs(was - shown) < 1e-9;
  return was === shown;
}

function byKey(definition: Entries): Map<string, Entries> {
  const found = new Map<string, Entries>();
  const walk = (parts: readonly Entries[]): void => {
    for (const part of parts) {
      found.set(keyOf(part), part);
      walk(partsIn(part));
    }
  };
  walk(partsIn(definition));
  return found;
}

function partsIn(whole: Entries): readonly Entries[] {
  return (whole.components ?? whole.indices ?? []) as readonly Entries[];
}

function without({ components: _, ...rest }: Entries): Entries {
  return rest;
}

function keyOf(part: Entries): string {
  return String(part.indicator ?? part.id);
}

function isEntries(json: Json): json is Entries {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
