import type { IndexDefinition } from "../../definition.ts";
import { canonicalJson } from "../../round/canonicalJson.ts";

/**
 * Settings that every index of a definition says alike, said once at the top, where the form shows them: the same
 * index. What people said of the components of one index stays with it.
 */
export function hoisted(definition: IndexDefinition): IndexDefinition {
  const changed: Record<string, unknown> = { ...definition };
  const bare = new Set<string>();
  for (const key of ["normalisation", "treatment", "aggregation", "weights", "missing"] as const) {
    const said = new Set(definition.indices.map((index) => canonicalJson(index[key] ?? definition[key] ?? null)));
    const own = definition.indices[0]?.[key];
    const spreads = key === "weights" && isSpread(own);
    if (said.size !== 1 || own === undefined || spreads) continue;
    changed[key] = own;
    bare.add(key);
  }
  if (bare.size === 0) return definition;
  changed.indices = definition.indices.map((index) =>
    Object.fromEntries(Object.entries(index).filter(([key]) => !bare.has(key))),
  );
  return changed as IndexDefinition;
}

function isSpread(setting: object | string | undefined): boolean {
  return typeof setting === "object" && "method" in setting && /^(budget|pairs|order)$/.test(String(setting.method));
}
