import { germanNumber } from "../../../../kernel/number/germanNumber.ts";
import { isPresent } from "../../../../kernel/value/value.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { type FileTable, germanCsv } from "../../../describe/describe.ts";
import { excelFile, levelValues } from "../../../describe/server/describe.ts";
import { computeIndex, distribution, distributionContract, releasedIndex, rootNamed } from "../../combine.ts";
import { indexFacts } from "./indexFacts.ts";
import { namedIndex } from "./namedIndex.ts";

/** A sum spread by an index and a size, beside a key by size alone, as a file for the council paper. */
export const exportDistribution = operation(distributionContract, async (context, input) => {
  const { plan } = await namedIndex(context, input.id, input.version);
  const facts = await indexFacts(context, plan, input);
  const root = rootNamed(plan, input.index);
  const sized = await levelValues(context, { indicators: [input.size], level: input.level, period: facts.period });
  const size = sized.rows[0]?.values ?? [];
  const { values: need, classes } = releasedIndex(computeIndex(plan, facts.values), root.id);
  const { total, floor = 0, cap = total, baseShare = 0 } = input;
  const spread = distribution({ total, need, size, floor, cap, baseShare });
  const bySize = distribution({ total, need, size, floor, cap, baseShare: 1 });
  const sizeLabel = context.catalogue.indicators.get(input.size)?.label.de ?? input.size;
  const without = facts.found.areas.filter((_, i) => !isPresent(need[i] ?? "unknown")).map((area) => area.name);
  const table: FileTable = {
    name: `verteilung-${plan.id}-${input.level}-${facts.period}`.toLowerCase(),
    title: `${germanNumber(total)} verteilt nach ${root.label.de} und ${sizeLabel}, ${facts.period}`,
    sentence:
      spread.shift > 0
        ? `Der Index wurde um ${germanNumber(spread.shift, { decimals: 3 })} angehoben, damit kein Wert unter null liegt.`
        : "",
    columns: [
      { label: "Schlüssel", kind: "text" },
      { label: "Gebiet", kind: "text" },
      { label: root.label.de, kind: "number", decimals: 3 },
      { label: "Klasse", kind: "number", decimals: 0 },
      { label: sizeLabel, kind: "number", decimals: 0 },
      { label: "Anteil in %", kind: "number", decimals: 2 },
      { label: "Betrag", kind: "number", decimals: 0 },
      { label: "nur nach Größe", kind: "number", decimals: 0 },
      { label: "Unterschied", kind: "number", decimals: 0 },
    ],
    rows: facts.found.areas.map(({ code, name }, i) => {
      const [amount, other] = [spread.amounts[i] ?? 0, bySize.amounts[i] ?? 0];
      return [
        code,
        name,
        need[i] ?? "unknown",
        classes?.classes[i] ?? "senseless",
        size[i] ?? "unknown",
        (spread.shares[i] ?? 0) * 100,
        amount,
        other,
        amount - other,
      ];
    }),
    footer: [
      ...(without.length === 0
        ? []
        : [
            `Ohne Index und deshalb nach Bedarf ohne Betrag: ${without.join(", ")}. Abhilfe: Untergrenze oder Anteil nach Größe.`,
          ]),
      "Anteil = Bedarf × Größe; ganze Beträge nach größten Resten, die Summe stimmt genau.",
      `Mindestens ${germanNumber(floor)} und höchstens ${germanNumber(cap)} je Gebiet; ${germanNumber(baseShare * 100)} % allein nach Größe.`,
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
