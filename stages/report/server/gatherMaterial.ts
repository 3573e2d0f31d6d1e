import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { isPresent } from "../../../kernel/value/value.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { areaGeometry, areas as listAreas } from "../../collect/server/collect.ts";
import type { IndexChapter } from "../../combine/combine.ts";
import { indexChapter } from "../../combine/server/combine.ts";
import type { County } from "../../describe/describe.ts";
import {
  chosenInterpretations,
  countyAnswer,
  indicatorSheet,
  listIndicators,
  mapAnswer,
  profileAnswer,
  trendAnswer,
} from "../../describe/server/describe.ts";
import { type IndicatorMaterial, indicesOf, type Material } from "../material.ts";
import type { Template } from "../templates/templates.ts";

/** What a person chose when making a report; kept with it, so that it can be asked again. */
export interface ReportParameters {
  readonly level?: string;
  readonly profileLevel?: string;
  readonly indicators?: string;
  /** Ids parted by commas, a version behind `@`; empty: none; left out: those of the template. */
  readonly indices?: string;
  readonly areas?: string;
  readonly period?: string;
  /** Numbers of interpretations parted by commas. */
  readonly interpretations?: string;
}

/**
 * Collects everything that a template shows, released, as the figures are now.
 *
 * @param again material of an earlier report: the same indicators, areas and periods are asked once more
 */
export async function gatherMaterial(
  context: Context,
  template: Template,
  parameters: ReportParameters,
  again?: Material,
): Promise<Material> {
  const county = await countyAnswer(context);
  const level = again?.level ?? knownLevel(county, parameters.level ?? county.defaultLevel);
  const indicators = await gatherIndicators(context, template, parameters, level, again);
  return {
    county,
    madeOn: localDay(context.now()),
    draft: true,
    level,
    indicators,
    indices:
      again === undefined
        ? await chosenIndices(context, template, level, parameters)
        : await askedAgain(context, again),
    profiles: template.needs.profiles ? await gatherProfiles(context, county, parameters, level) : [],
    interpretations: again?.interpretations ?? (await carriedInterpretations(context, parameters)),
    geometry: await areaGeometry.run(context, { level }),
    lifeSituations: loadVocabulary().lifeSituations.map(({ id, label }) => ({ id, label })),
  };
}

async function gatherIndicators(
  context: Context,
  template: Template,
  parameters: ReportParameters,
  level: string,
  again: Material | undefined,
): Promise<IndicatorMaterial[]> {
  const chosen = listOf(parameters.indicators);
  const named = again?.indicators.map(({ map }) => map.indicator.id) ?? chosen;
  const ids = named ?? (await candidates(context, template, level));
  const gathered: IndicatorMaterial[] = [];
  for (const [at, id] of ids.entries()) {
    context.signal.throwIfAborted();
    if (named === undefined && at >= template.needs.indicators.length && gathered.length >= template.needs.atLeast)
      break;
    context.progress({ doing: "Kennzahlen zusammenstellen", done: at, total: ids.length });
    // What a template names but the county's catalogue lacks falls away; what a person asked for is refused by name.
    if (chosen === undefined && again === undefined && !context.catalogue.indicators.has(id)) continue;
    const period = again?.indicators[at]?.map.period ?? parameters.period;
    const asked = { indicator: id, level, ...(period === undefined || period === null ? {} : { period }) };
    const map = await mapAnswer(context, asked);
    const hasAreas = map.values.some(isPresent);
    if (again === undefined && !hasAreas && !isPresent(map.county.value)) continue;
    // What fills up must say something about the areas of the report.
    if (named === undefined && at >= template.needs.indicators.length && !hasAreas) continue;
    const sheet = await indicatorSheet(context, { id });
    gathered.push({ map, trend: await trendAnswer(context, { indicator: id, level }), sheet });
  }
  return gathered;
}

/**
 * What a template may show: what it names, then what else the county has data for, from each life situation in
 * turn, judged ones before mere key figures.
 */
async function candidates(context: Context, { needs }: Template, level: string): Promise<readonly string[]> {
  if (needs.atLeast === 0) return needs.indicators;
  const { indicators } = await listIndicators.run(context, {});
  const others = indicators.filter(
    ({ id, hasData, levels }) => hasData && levels.includes(level) && !needs.indicators.includes(id),
  );
  const turn = new Map<string, number>();
  const inTurn = [...others]
    .sort((a, b) => Number(a.direction === "neutral") - Number(b.direction === "neutral"))
    .map((indicator) => {
      const place = turn.get(indicator.lifeSituation) ?? 0;
      turn.set(indicator.lifeSituation, place + 1);
      return { indicator, place };
    })
    .sort((a, b) => a.place - b.place);
  return [...needs.indicators, ...inTurn.map(({ indicator }) => indicator.id)];
}

async function chosenIndices(
  context: Context,
  template: Template,
  level: string,
  { indices, period }: ReportParameters,
): Promise<IndexChapter[]> {
  const chosen = indices === undefined ? undefined : (listOf(indices) ?? []);
  const ids = [...new Set(chosen ?? template.needs.indices)];
  const gathered: IndexChapter[] = [];
  for (const [at, asked] of ids.entries()) {
    context.signal.throwIfAborted();
    context.progress({ doing: "Indizes berechnen", done: at, total: ids.length });
    const [, id = asked, version] = /^(.+)@(\d{1,6})$/.exec(asked) ?? [];
    const chapter = await indexChapter(context, {
      id,
      level,
      ...(version === undefined ? {} : { version: Number(version) }),
      ...(period === undefined ? {} : { period }),
    }).catch((trouble: unknown) => {
      // What the template names but cannot be had falls away; what a person asked for is refused by name.
      if (chosen === undefined && trouble instanceof Refusal) return null;
      throw trouble;
    });
    const hasValues = chapter?.parts.some((part) => part.areas.some((area) => isPresent(area.index))) === true;
    if (chapter !== null && hasValues) gathered.push(chapter);
    else if (chosen !== undefined) throw new Refusal("report.emptyIndex", { index: id, level });
  }
  return gathered;
}

/** The indices of an earlier report in the same version, of the same level and period; what cannot be had any more is left out. */
async function askedAgain(context: Context, again: Material): Promise<IndexChapter[]> {
  const gathered: IndexChapter[] = [];
  for (const { parts, standing } of indicesOf(again)) {
    const [first] = parts;
    if (first === undefined) continue;
    const { id, level, period, version } = first;
    const asked = { id, level, period, ...(standing === "shipped" ? {} : { version }) };
    const chapter = await indexChapter(context, asked).catch((trouble: unknown) => {
      if (trouble instanceof Refusal) return null;
      throw trouble;
    });
    if (chapter !== null) gathered.push(chapter);
  }
  return gathered;
}

async function gatherProfiles(
  context: Context,
  county: County,
  parameters: ReportParameters,
  mapLevel: string,
): Promise<Material["profiles"]> {
  const level = profileLevel(county, parameters, mapLevel);
  const codes = listOf(parameters.areas) ?? (await areaCodes(context, level));
  const profiles: Material["profiles"][number][] = [];
  for (const [at, code] of codes.entries()) {
    context.signal.throwIfAborted();
    context.progress({ doing: "Profile zusammenstellen", done: at, total: codes.length });
    const asked = { level, code, ...(parameters.period === undefined ? {} : { period: parameters.period }) };
    profiles.push(await profileAnswer(context, asked));
  }
  return profiles;
}

async function carriedInterpretations(context: Context, { interpretations }: ReportParameters) {
  const ids = (listOf(interpretations) ?? []).map(Number);
  const found = ids.length === 0 ? [] : await chosenInterpretations(context, ids.filter(Number.isSafeInteger));
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing !== undefined) throw new Refusal("report.unknownInterpretation", { id: missing }, { kind: "missing" });
  // Who wrote and confirmed it is known in the administration; a report goes further.
  return found.map((one) => ({ ...one, writtenBy: null, confirmedBy: null, mine: false }));
}

async function areaCodes(context: Context, level: string): Promise<string[]> {
  const { areas } = await listAreas.run(context, { level });
  return areas.map((area) => area.code);
}

// As fine as may be, but few enough areas to print a page for each.
function profileLevel(county: County, parameters: ReportParameters, fallback?: string): string {
  if (parameters.profileLevel !== undefined) return knownLevel(county, parameters.profileLevel);
  const printable = county.levels
    .filter((level) => level.areaCount > 1 && level.areaCount <= 40 && !level.asksNotice)
    .sort((a, b) => b.areaCount - a.areaCount)[0];
  return knownLevel(county, printable?.id ?? fallback ?? county.defaultLevel);
}

function knownLevel(county: County, level: string | null): string {
  if (county.levels.some((known) => known.id === level)) return level ?? "";
  const known = county.levels.map((one) => one.id).join(", ");
  throw new Refusal("report.unknownLevel", { level: level ?? "–", known: known === "" ? "keine" : known });
}

function listOf(text: string | undefined): string[] | undefined {
  const items = text
    ?.split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return items === undefined || items.length === 0 ? undefined : items;
}
