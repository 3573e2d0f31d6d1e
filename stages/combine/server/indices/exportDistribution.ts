import { germanNumber } from "../../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { excelFile, type FileTable, germanCsv } from "../../../describe/describe.ts";
import { levelValues } from "../../../describe/server/describe.ts";
import {
  computeIndex,
  type Distribution,
  distributionContract,
  type FullKey,
  fullKeys,
  type KeySpread,
  readKeys,
  releasedIndex,
  rootNamed,
  spreadByKeys,
} from "../../combine.ts";
import { indexFacts } from "./indexFacts.ts";
import { namedIndex } from "./namedIndex.ts";

/** A sum spread by an index and a size, beside other keys, as a file for the council paper (R-15). */
export const exportDistribution = operation(distributionContract, async (context, input) => {
  const { plan } = await namedIndex(context, input.id, input.version);
  const facts = await indexFacts(context, plan, input);
  const { total, by, size, baseShare, floor, cap } = input;
  const first = { by, size, baseShare, floor, cap, index: rootNamed(plan, input.index).id };
  const keys = fullKeys(first, readKeys(input.keys));
  const roots = new Map(keys.map((key) => [key.index, rootNamed(plan, key.index)]));
  const indicators = [...new Set(keys.map((key) => key.size))];
  const sized = await levelValues(context, { indicators, level: input.level, period: facts.period });
  const sizes = new Map(indicators.map((id, i) => [id, sized.rows[i]?.values ?? []]));
  const result = computeIndex(plan, facts.values);
  const released = new Map([...roots.keys()].map((id) => [id, releasedIndex(result, id)]));
  const needOf = (index: string): readonly Value[] => released.get(index)?.values ?? [];
  const spreads = spreadByKeys(total, keys, needOf, (id) => sizes.get(id) ?? []);
  const labels: KeyLabels = {
    index: (id) => roots.get(id)?.label.de ?? id,
    size: (id) => context.catalogue.indicators.get(id)?.label.de ?? id,
  };
  const { areas } = facts.found;
  const names = areas.map((area) => area.name);
  const table: FileTable = {
    name: `verteilung-${plan.id}-${input.level}-${facts.period}`.toLowerCase(),
    title: `${germanNumber(total)} verteilt nach ${keyInWords(keys[0], labels)}, ${facts.period}`,
    sentence: spreads
      .slice(1)
      .map((one, at) => movesInWords(one, at + 2, names, labels))
      .join(" "),
    columns: [
      { label: "Gebietsschlüssel", kind: "text" },
      { label: "Gebiet", kind: "text" },
      ...[...roots.keys()].flatMap((id): FileTable["columns"] => [
        { label: labels.index(id), kind: "number", decimals: 3 },
        { label: `Klasse (${labels.index(id)})`, kind: "number", decimals: 0 },
      ]),
      ...indicators.map((id): FileTable["columns"][number] => ({
        label: labels.size(id),
        kind: "number",
        decimals: 0,
      })),
      { label: "Anteil in % nach Schlüssel 1", kind: "number", decimals: 2 },
      ...spreads.flatMap(({ key }, at): FileTable["columns"] => [
        { label: `Schlüssel ${at + 1}: ${keyInWords(key, labels)}`, kind: "number", decimals: 0 },
        ...(at === 0
          ? []
          : [
              {
                label: `Schlüssel ${at + 1} gegen 1`,
                kind: "number",
                decimals: 0,
              } satisfies FileTable["columns"][number],
            ]),
      ]),
    ],
    rows: areas.map(({ code, name }, i) => [
      code,
      name,
      ...[...released.values()].flatMap(({ values, classes }) => [
        values[i] ?? "unknown",
        classes?.classes[i] ?? "senseless",
      ]),
      ...indicators.map((id) => sizes.get(id)?.[i] ?? ("unknown" as const)),
      (spreads[0]?.spread.shares[i] ?? 0) * 100,
      ...spreads.flatMap(({ spread }, at) => {
        const amount = spread.amounts[i] ?? 0;
        return at === 0 ? [amount] : [amount, amount - (spreads[0]?.spread.amounts[i] ?? 0)];
      }),
    ]),
    footer: [
      ...spreads.flatMap(({ key, spread }, at) => footOf(`Schlüssel ${at + 1}`, key, spread, needOf(key.index), names)),
      "Ganze Beträge nach größten Resten, die Summe stimmt genau.",
      ...new Set(facts.found.rows.flatMap((row) => row.sources.map((one) => `Quelle: ${one.title}, ${one.licence}`))),
    ],
  };
  if (input.format === "csv")
    return {
      name: `${table.name}.csv`,
      mediaType: "text/csv; charset=utf-8",
      content: new TextEncoder().encode(germanCsv(table)),
    };
  const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name: `${table.name}.xlsx`, mediaType, content: await excelFile(table) };
});

interface KeyLabels {
  readonly index: (id: string) => string;
  readonly size: (id: string) => string;
}

function keyInWords(key: FullKey | undefined, labels: KeyLabels): string {
  if (key === undefined) return "";
  const { by, index, size } = key;
  if (by === "size") return `nur ${labels.size(size)}`;
  return by === "index" ? `nur ${labels.index(index)}` : `${labels.index(index)} × ${labels.size(size)}`;
}

/** "Schlüssel 2 (nur Einwohnerzahl) gegen Schlüssel 1: mehr für 1 Gebiet: A (+5); weniger für …" */
function movesInWords(
  { key, winners, losers }: KeySpread,
  number: number,
  names: readonly string[],
  labels: KeyLabels,
): string {
  const side = (word: string, moves: KeySpread["winners"]): string =>
    `${word} für ${moves.length} ${moves.length === 1 ? "Gebiet" : "Gebiete"}${moves.length === 0 ? "" : ": "}${moves
      .map((one) => `${names[one.position] ?? ""} (${germanNumber(one.change, { sign: true })})`)
      .join(", ")}`;
  return `Schlüssel ${number} (${keyInWords(key, labels)}) gegen Schlüssel 1: ${side("mehr", winners)}; ${side("weniger", losers)}.`;
}

/** What must be known of a key to work it out again. */
function footOf(
  title: string,
  { by, baseShare, floor, cap }: FullKey,
  { shift, atFloor, atCap }: Distribution,
  need: readonly Value[],
  names: readonly string[],
): string[] {
  const rules = [
    { both: "Anteil = Index × Größe", index: "Anteil = Index", size: "Anteil = Größe" }[by],
    ...(baseShare > 0 ? [`${germanNumber(baseShare * 100)} % allein nach Größe`] : []),
    ...(floor > 0 ? [`mindestens ${germanNumber(floor)} je Gebiet (${atFloor.length} dort)`] : []),
    ...(cap === null ? [] : [`höchstens ${germanNumber(cap)} je Gebiet (${atCap.length} dort)`]),
    ...(by !== "size" && shift > 0
      ? [`Index um ${germanNumber(shift, { decimals: 3 })} angehoben, damit kein Wert unter null liegt`]
      : []),
  ];
  const without = by === "size" ? [] : names.filter((_, i) => !isPresent(need[i] ?? "unknown"));
  return [
    `${title}: ${rules.join("; ")}.`,
    ...(without.length === 0
      ? []
      : [
          `${title}, ohne Index und deshalb nach Bedarf ohne Betrag: ${without.join(", ")}. Abhilfe: Untergrenze oder Anteil nach Größe.`,
        ]),
  ];
}
