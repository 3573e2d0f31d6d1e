import type { AreaLevel } from "../../../kernel/area/area.ts";
import { similarWords } from "../../../kernel/text/similarWords.ts";
import { type Period, periodPoint } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import type { AreaHead, IndicatorHead } from "../contract.ts";
import type { PreparedIndicator } from "../figures/indicatorOverAreas.ts";
import type { StoredArea } from "../spaces/spaces.ts";
import { availability } from "./availability.ts";
import type { DataState } from "./dataState.ts";

/** The indicator that a person names, or a refusal that says what to do. */
export function askedIndicator(state: DataState, id: string): PreparedIndicator {
  const indicator = state.catalogue.indicators.get(id);
  if (indicator === undefined) throw unknownIndicator(state, id);
  const prepared = state.prepared(id);
  if (prepared === undefined) throw new Refusal("describe.brokenFormula", { id, formula: indicator.formula });
  return prepared;
}

/** Suggests only what everybody may know of: what came with the platform, and what has figures. */
function unknownIndicator(state: DataState, id: string): Refusal {
  const known = new Set([...loadCatalogue().indicators.keys(), ...availability(state).indicators.keys()]);
  const similar = similarWords(id, known).join(", ");
  return similar === ""
    ? new Refusal("describe.unknownIndicator", { id }, { kind: "missing" })
    : new Refusal("describe.unknownIndicatorSimilar", { id, similar }, { kind: "missing" });
}

/** The level that a person names, or a refusal: it does not exist, is not for these readers, or asks for the notice first. */
export function askedLevel(state: DataState, level: string): AreaLevel {
  const found = state.spaces.levels.find((one) => one.id === level);
  if (found !== undefined) return found;
  demandSeen(state, level);
  const known = state.spaces.levels.map((one) => `${one.id} (${one.label.de})`).join(", ");
  throw new Refusal("describe.unknownLevel", { level, known: known === "" ? "keine" : known }, { kind: "missing" });
}

/** Whether a level is for the reader, now or once the notice is agreed to. */
export function isForReader({ sight }: DataState, level: string): boolean {
  return sight.open.has(level) || sight.afterNotice.has(level);
}

/** Whether figures of a topic, for an area, are open to the reader; the whole county is nobody's secret, also where its level is drawn under another name. */
export function isOpenToReader({ sight, spaces }: DataState, area: StoredArea, topic: string): boolean {
  return area.id === spaces.county.id || sight.isOpen(area, topic);
}

/** Refuses a level that the county has, but that is not open to the reader. */
function demandSeen(state: DataState, id: string): void {
  const level = state.allLevels.find((one) => one.id === id);
  if (level === undefined) return;
  const forbidden = { kind: "forbidden" } as const;
  if (state.sight.afterNotice.has(id)) throw new Refusal("describe.noticeFirst", { level: level.label.de }, forbidden);
  const finest = state.spaces.levels.at(-1)?.label.de ?? state.spaces.county.name;
  throw new Refusal("describe.levelNotShown", { level: level.label.de, finest }, forbidden);
}

/** Areas of a level as they are today, in the division asked for or the level's first. */
export function askedAreas(
  state: DataState,
  level: string,
  division?: string,
): { areas: readonly StoredArea[]; division: string | null } {
  askedLevel(state, level);
  const chosen = division ?? state.spaces.divisionOf(level)?.id;
  const areas = chosen === undefined ? [] : state.spaces.areasOf(level, chosen);
  if (division !== undefined && areas.length === 0)
    throw new Refusal("describe.unknownDivision", { division, level }, { kind: "missing" });
  if (areas.length === 0 && state.spaces.county.level === level)
    return { areas: [state.spaces.county], division: chosen ?? null };
  return { areas, division: chosen ?? null };
}

/** The area that a question names by level and code. Refuses a level or code that is not there today. */
export function askedArea(state: DataState, level: string, code: string): StoredArea {
  askedLevel(state, level);
  const found = state.spaces.find(level, code);
  if (found === undefined) throw new Refusal("describe.unknownArea", { level, code }, { kind: "missing" });
  return found;
}

/** Areas as `EBENE:code` of any level, or bare codes of a level, parted by commas. */
export function askedAreaList(state: DataState, text: string, level?: string): StoredArea[] {
  return listOf(text).map((item) => {
    const colon = item.indexOf(":");
    const named = colon > 0 && state.allLevels.some((one) => one.id === item.slice(0, colon));
    if (named) return askedArea(state, item.slice(0, colon), item.slice(colon + 1));
    return askedArea(state, level ?? "", item);
  });
}

/** The parts of a list in an address, without blanks and repetitions. */
export function listOf(text: string | undefined): string[] {
  const parts = (text ?? "").split(",").map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ""))];
}

/** The period that a question names, with its frequency. Refuses what is none, and shows how one is written. */
export function askedPeriod(period: Period) {
  const point = periodPoint(period);
  if (point === undefined) throw new Refusal("describe.unknownPeriod", { period });
  return point;
}

/** What answers say of an area before its figures: level, code and name. */
export function areaHead(state: DataState, area: StoredArea): AreaHead {
  const level = state.allLevels.find((one) => one.id === area.level);
  return { level: area.level, levelLabel: level?.label ?? { de: area.level }, code: area.code, name: area.name };
}

/** What answers say of an indicator before its figures: name, unit, decimals, direction, and where it belongs. */
export function indicatorHead({ indicator }: Pick<PreparedIndicator, "indicator">): IndicatorHead {
  const { id, version, label, topic, unit, decimals, direction, lifePhase, lifeSituation } = indicator;
  return { id, version, label, topic, unit, decimals, direction, lifePhase, lifeSituation };
}
