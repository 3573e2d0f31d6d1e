const named = [
  ...(["label", "description", "source", "note", "areas", "imputation", "screening", "matrix", "axes"] as const),
  ...(["higherLevels", "uncertainty", "normalisation", "treatment", "aggregation", "weights", "missing"] as const),
  ...(["classes", "afterwards", "polarity", "weight", "grade", "importance", "unit", "decimals"] as const),
  ...(["denominator", "factor", "target", "goalposts", "standardError", "cases", "base", "partOf"] as const),
  "baseFigures",
] as const;

/** What a key of a definition is called on pages; a key of a later format under its own name. */
export function settingName(say: (phrase: string) => string, key: string): string {
  const known = named.find((one) => one === key);
  return known === undefined ? key : say(`newIndex.kept.${known}`);
}
