import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { Profile, ProfileRow } from "../../describe/describe.ts";
import type { Block } from "../document.ts";
import { markedText } from "../markedText.ts";
import { sourceLine } from "./sources.ts";

/**
 * One area on at most two pages: who lives here, what stands out, then its
 * figures beside the county and the range of comparable areas (PI-026).
 *
 * @param rowsPerArea how many figures are printed: those wanted first, then those that stand out, then the rest
 */
export function profilePages(
  profile: Profile,
  headingLevel: 1 | 2,
  rowsPerArea: number,
  wanted: readonly string[] = [],
): Block[] {
  const rows = profile.groups
    .flatMap((group) => group.rows)
    .filter((row) => typeof row.value === "number" || row.value === "withheld");
  const standingOut = [...wanted, ...profile.strongest, ...profile.weakest];
  const ordered = [...rows].sort((a, b) => rank(standingOut, a) - rank(standingOut, b)).slice(0, rowsPerArea);
  const shown = rows.filter((row) => ordered.includes(row));
  const known = profile.facts.filter(({ value }) => value !== "unknown");
  const facts = known.map(
    (fact) => `${fact.label.de}: ${germanNumber(fact.value, { decimals: fact.decimals, unit: fact.unit })}`,
  );
  const blocks: Block[] = [
    { kind: "heading", level: headingLevel, text: `${profile.area.name} (${profile.area.levelLabel.de})` },
    { kind: "paragraph", text: profile.sentence.de, by: "machine" },
  ];
  if (facts.length > 0) blocks.push({ kind: "paragraph", text: `${facts.join(" · ")}.`, by: "editor" });
  const names = (ids: readonly string[]): string[] =>
    ids.flatMap((id) => rows.find((row) => row.indicator.id === id) ?? []).map(inWords);
  const messages = [
    ...names(profile.strongest).map((text) => `Stärke: ${text}`),
    ...names(profile.weakest).map((text) => `Herausforderung: ${text}`),
  ];
  if (messages.length > 0) blocks.push({ kind: "keyMessages", title: "Was auffällt", messages });
  if (shown.length > 0) {
    blocks.push({
      kind: "table",
      title: `Kennzahlen: ${profile.area.name}, Kreis und ${profile.comparable} vergleichbare Gebiete`,
      columns: [
        { label: "Kennzahl" },
        { label: "Zeitraum" },
        { label: profile.area.name, decimals: 1 },
        { label: "Kreis", decimals: 1 },
        { label: "niedrigster", decimals: 1 },
        { label: "höchster", decimals: 1 },
      ],
      rows: shown.map((row): (string | Value)[] => [
        row.indicator.unit === "" ? row.indicator.label.de : `${row.indicator.label.de} (${row.indicator.unit})`,
        row.period,
        printed(markedText(row.value, row.mark, row.indicator.decimals), row),
        // What sets the parts of a rate apart holds for the whole county too.
        printed(markedText(row.county, row.mark === "mixedDates" ? row.mark : null, row.indicator.decimals), row),
        row.range === null ? "unknown" : printed(row.range.min, row),
        row.range === null ? "unknown" : printed(row.range.max, row),
      ]),
      source: sourceLine(profile.sources, null),
    });
  }
  for (const note of profile.notes) blocks.push({ kind: "paragraph", text: note.de, by: "machine" });
  return blocks;
}

// Every row has its own unit and decimals, so the number is made text here.
function printed(value: string | Value, row: ProfileRow): string | Value {
  return typeof value === "number" ? germanNumber(value, { decimals: row.indicator.decimals }) : value;
}

function inWords(row: ProfileRow): string {
  const form = { unit: row.indicator.unit, decimals: row.indicator.decimals };
  const county = isPresent(row.county) ? `Kreis ${germanNumber(row.county, form)}, ` : "";
  return `${row.indicator.label.de} ${germanNumber(row.value, form)} (${county}${row.period})`;
}

function rank(standingOut: readonly string[], row: ProfileRow): number {
  const at = standingOut.indexOf(row.indicator.id);
  return at < 0 ? standingOut.length : at;
}
