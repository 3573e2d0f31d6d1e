/**
 * The choices whose label or detail holds every typed word, in any order and
 * without regard to case and umlauts' dots; those that begin with it come first.
 *
 * @example
 * matching([{ label: "Kinderarmut" }, { label: "Armut im Alter" }], "armut").map((c) => c.label)
 * // ["Armut im Alter", "Kinderarmut"]
 * matching([{ label: "Übergänge" }], "uber").length // 1
 */
export function matching<T extends { readonly label: string; readonly detail?: string }>(
  choices: readonly T[],
  typed: string,
): T[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  const scored: { choice: T; score: number; position: number }[] = [];
  choices.forEach((choice, position) => {
    const label = plain(choice.label);
    const all = `${label} ${plain(choice.detail ?? "")}`;
    if (!words.every((word) => all.includes(word))) return;
    const first = words[0] ?? "";
    const score = label.startsWith(first) ? 0 : new RegExp(`\\b${escaped(first)}`).test(label) ? 1 : 2;
    scored.push({ choice, score, position });
  });
  return scored.sort((a, b) => a.score - b.score || a.position - b.position).map((entry) => entry.choice);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
