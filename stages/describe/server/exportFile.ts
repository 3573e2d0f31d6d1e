import type { Static } from "typebox";
import type { Language } from "../../../kernel/text/text.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Context, type FileAnswer, operation } from "../../../runtime/http/operation.ts";
import { exportContract } from "../contract.ts";
import { excelFile } from "../files/excelFile.ts";
import { comparisonTable, type FileTable, mapTable, profileTable, trendTable } from "../files/fileTable.ts";
import { germanCsv } from "../files/germanCsv.ts";
import { comparisonStat, mapStat, profileStat, trendStat } from "../files/jsonStat.ts";
import { pyramidStat, pyramidTable } from "../files/pyramidFile.ts";
import {
  comparisonObservations,
  mapObservations,
  type Observation,
  profileObservations,
  pyramidObservations,
  sdmxCsv,
  trendObservations,
} from "../files/sdmxCsv.ts";
import { comparisonAnswer } from "./showComparison.ts";
import { mapAnswer } from "./showMap.ts";
import { profileAnswer } from "./showProfile.ts";
import { trendAnswer } from "./showTrend.ts";

type Input = Static<typeof exportContract.input>;

/**
 * A page's figures as a file; computed by the same functions as the page.
 *
 * Refuses without the words that the wanted file needs, and a population pyramid where nobody counted by age and sex.
 */
export const exportFile = operation(exportContract, async (context, input) => {
  const { table, stat, observations } = await content(context, input, input.language ?? "de");
  if (input.format === "json-stat") return file(`${table.name}.json`, "application/json", JSON.stringify(stat));
  if (input.format === "sdmx-csv")
    return file(`${table.name}-sdmx.csv`, "application/vnd.sdmx.data+csv; version=2.0.0", sdmxCsv(observations));
  if (input.format === "csv") return file(`${table.name}.csv`, "text/csv; charset=utf-8", germanCsv(table));
  const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name: `${table.name}.xlsx`, mediaType, content: await excelFile(table) };
});

function file(name: string, mediaType: string, text: string): FileAnswer & { content: Uint8Array } {
  return { name, mediaType, content: new TextEncoder().encode(text) };
}

async function content(
  context: Context,
  input: Input,
  language: Language,
): Promise<{ table: FileTable; stat: object; observations: Observation[] }> {
  switch (input.what) {
    case "map": {
      const { indicator, level, ...rest } = {
        ...given(input, ["period", "division"]),
        ...needed(input, ["indicator", "level"]),
      };
      const map = await mapAnswer(context, { indicator, level, ...rest });
      return {
        table: mapTable(map, language),
        stat: mapStat(map, language),
        observations: mapObservations(map),
      };
    }
    case "trend": {
      const asked = { ...given(input, ["areas", "division"]), ...needed(input, ["indicator", "level"]) };
      const trend = await trendAnswer(context, asked);
      return {
        table: trendTable(trend, language),
        stat: trendStat(trend, language),
        observations: trendObservations(trend),
      };
    }
    case "profile": {
      const asked = { ...given(input, ["period", "peers"]), ...needed(input, ["level", "code"]) };
      const profile = await profileAnswer(context, asked);
      return {
        table: profileTable(profile, language),
        stat: profileStat(profile, language),
        observations: profileObservations(profile),
      };
    }
    case "pyramid": {
      const asked = { ...given(input, ["period"]), ...needed(input, ["level", "code"]) };
      const { area, pyramid } = await profileAnswer(context, asked);
      if (pyramid === null) throw new Refusal("describe.noPyramid", { name: area.name }, { kind: "missing" });
      return {
        table: pyramidTable(area, pyramid, language),
        stat: pyramidStat(area, pyramid, language),
        observations: pyramidObservations(area, pyramid),
      };
    }
    case "comparison": {
      const asked = { ...given(input, ["period"]), ...needed(input, ["areas", "indicators"]) };
      const comparison = await comparisonAnswer(context, asked);
      return {
        table: comparisonTable(comparison, language),
        stat: comparisonStat(comparison, language),
        observations: comparisonObservations(comparison),
      };
    }
  }
}

type Field = "indicator" | "indicators" | "level" | "code" | "areas" | "period" | "division" | "peers";

function needed<Key extends Field>(input: Input, fields: readonly Key[]): Record<Key, string> {
  const entries = fields.map((field) => {
    const value = input[field];
    if (value === undefined) throw new Refusal("describe.exportNeeds", { field });
    return [field, value] as const;
  });
  return Object.fromEntries(entries) as Record<Key, string>;
}

function given<Key extends Field>(input: Input, fields: readonly Key[]): Partial<Record<Key, string>> {
  const entries = fields.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]]));
  return Object.fromEntries(entries) as Partial<Record<Key, string>>;
}
