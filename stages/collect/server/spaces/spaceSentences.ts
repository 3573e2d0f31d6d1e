import type { Finding } from "../../../../kernel/trouble/finding.ts";
import { type Phrases, phrase } from "../../../../kernel/trouble/phrase.ts";
import messages from "../../spaces/messages.de.json" with { type: "json" };

const phrases: Phrases = messages;

/** The findings about spaces as German sentences, in the same order. */
export function spaceSentences(findings: readonly Finding[]): string[] {
  return findings.map((finding) => phrase(phrases, finding));
}

/**
 * The findings with what there is too much of put into one: the largest of a kind
 * stay, a last line counts the rest.
 */
export function briefFindings(findings: readonly Finding[], most = 25): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.code, [...(groups.get(finding.code) ?? []), finding]);
  return [...groups.values()].flatMap((group) => {
    if (group.length <= most || !group.every(({ parameters }) => "hectares" in parameters)) return group;
    const size = (finding: Finding): number => Number(String(finding.parameters.hectares).replace(",", "."));
    const sorted = [...group].sort((a, b) => size(b) - size(a));
    const rest = sorted.slice(most);
    const hectares = rest
      .reduce((sum, finding) => sum + size(finding), 0)
      .toFixed(1)
      .replace(".", ",");
    return [
      ...sorted.slice(0, most),
      {
        code: "collect.moreOfThese",
        severity: "warning" as const,
        place: null,
        parameters: { count: rest.length, hectares },
      },
    ];
  });
}
