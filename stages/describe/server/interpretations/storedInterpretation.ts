import { type Kysely, type Selectable, sql } from "kysely";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { isPresent } from "../../../../kernel/value/value.ts";
import { versionsInForce } from "../../../../runtime/history/changeOnce.ts";
import type { Context, ReachingContext } from "../../../../runtime/http/operation.ts";
import { knowsNames } from "../../../../runtime/people/knowsNames.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import type { InterpretationTable } from "../../../../runtime/store/interpretationTables.ts";
import type { Interpretation } from "../../contract/interpretations.ts";
import { areaHead, isOpenToReader } from "../asked.ts";
import { dataState, insideState } from "../dataState.ts";
import { type FigureNow, figureNow } from "./figureNow.ts";

type Row = Selectable<InterpretationTable>;

/** Which interpretations are asked for; nothing named: all. */
export interface Asked {
  readonly ids?: readonly number[] | undefined;
  readonly indicator?: string | undefined;
  readonly level?: string | undefined;
  readonly code?: string | undefined;
}

/**
 * The interpretations that the person may read, newest first. Whoever reads published ones only gets what is
 * confirmed, and of figures that he is shown himself: a text must not tell what the figure keeps to itself.
 */
export async function interpretationsFor(
  context: Pick<ReachingContext, "db" | "catalogue" | "now" | "person" | "reach">,
  asked: Asked,
): Promise<Interpretation[]> {
  const { db, person, reach } = context;
  const rows = await db
    .selectFrom("interpretation")
    .selectAll()
    .where("withdrawn", "=", false)
    .$if(!reach.everything, (of) => of.where("confirmed_at", "is not", null))
    .$if(asked.ids !== undefined, (of) => of.where("id", "in", [...(asked.ids ?? []), 0]))
    .$if(asked.indicator !== undefined, (of) => of.where("indicator_id", "=", asked.indicator ?? ""))
    .$if(asked.level !== undefined, (of) => of.where("level_id", "=", asked.level ?? ""))
    .$if(asked.code !== undefined, (of) => of.where("area_code", "=", asked.code ?? ""))
    .orderBy(sql`period desc, written_at desc, id desc`)
    .execute();
  if (rows.length === 0) return [];
  const state = await dataState(context);
  const inside = await insideState(context);
  const version = await versionsInForce(db, "interpretation");
  const told = knowsNames(person);
  const found: Interpretation[] = [];
  for (const row of rows) {
    const { indicator_id: indicator, level_id: level, area_code: code, period } = row;
    const asked = { indicator, level, code, period };
    const about = state.spaces.find(level, code);
    const topic = state.catalogue.indicators.get(indicator)?.topic ?? "";
    const isOpen = about === undefined ? state.sight.isWhollyOpen(level) : isOpenToReader(state, about, topic);
    const isOurs = reach.everything && state.sight.circle === "inside" && isOpen;
    const shown = isOurs || isPresent((await figureNow(db, state, asked))?.value ?? "unknown");
    if (!shown) continue;
    const area = state.spaces.find(level, code);
    found.push({
      id: row.id,
      indicator: { id: indicator, label: state.catalogue.indicators.get(indicator)?.label ?? { de: indicator } },
      area: area === undefined ? { level, levelLabel: { de: level }, code, name: code } : areaHead(state, area),
      period,
      text: row.text,
      status: row.confirmed_at === null ? "interpretation" : "confirmed",
      writtenAt: row.written_at.toISOString(),
      writtenBy: told ? row.written_by : null,
      confirmedAt: row.confirmed_at === null ? null : row.confirmed_at.toISOString(),
      confirmedBy: told ? row.confirmed_by : null,
      dataChanged: hasChanged(row, await figureNow(db, inside, asked)),
      mine: row.made_by === person.id,
      version: version(row.id),
    });
  }
  return found;
}

/** Whether a figure, what it comes from, or how it is made is another one than when something was written about it. */
export function hasChanged(then: Pick<Row, "definition_version" | "figure">, now: FigureNow | undefined): boolean {
  if (now === undefined || now.definitionVersion !== then.definition_version || !isPresent(now.value)) return true;
  // The same figure computed another way may differ in its last digits.
  return Math.abs(now.value - then.figure) > 1e-9 * Math.max(1, Math.abs(then.figure));
}

/** The interpretation with this number, or a refusal that says there is none. */
export async function demandInterpretation(db: Kysely<Database>, id: number): Promise<Row> {
  const row = await db.selectFrom("interpretation").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("describe.unknownInterpretation", { id }, { kind: "missing" });
  return row;
}

/** What a text about a figure is bound to: the figure of now. Without a number there is nothing to interpret. */
export async function boundTo(
  context: Context,
  asked: { readonly indicator: string; readonly level: string; readonly code: string; readonly period: string },
): Promise<Pick<Row, "definition_version" | "figure" | "deliveries">> {
  const state = await insideState(context);
  const now = await figureNow(context.db, state, asked);
  if (now === undefined || !isPresent(now.value)) {
    const label = state.catalogue.indicators.get(asked.indicator)?.label.de ?? asked.indicator;
    const area = state.spaces.find(asked.level, asked.code)?.name ?? asked.code;
    throw new Refusal("describe.nothingToInterpret", { indicator: label, area, period: asked.period });
  }
  return { definition_version: now.definitionVersion, figure: now.value, deliveries: [...now.deliveries] };
}
