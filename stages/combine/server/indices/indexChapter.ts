import { localDay } from "../../../../kernel/time/localDay.ts";
import type { Context } from "../../../../runtime/http/operation.ts";
import { keptResultsOpen } from "../../../describe/server/describe.ts";
import {
  differingAreas,
  type FrozenIndex,
  type FrozenNote,
  type IndexAnswer,
  type IndexChapter,
  type IndexPlan,
  sheetWithoutResults,
  twoAxes,
} from "../../combine.ts";
import { shippedIndices } from "../shippedIndices.ts";
import { computedIndex } from "../showIndex.ts";

/** Enough that a rank moves by less than one place from seed to seed. */
const DRAWS = 2000;

/** Everything that a report shows of an index, at one level and time, as the person who makes it may see it. */
export async function indexChapter(
  context: Context,
  asked: { readonly id: string; readonly level: string; readonly period?: string; readonly version?: number },
): Promise<IndexChapter> {
  const { plan, levelLabel, versions, answerFor } = await computedIndex(context, { ...asked, draws: DRAWS });
  const parts = plan.roots.map((root) => answerFor(root.id));
  const { axes } = plan.definition;
  const valuesOf = (id: string) => parts.find((one) => one.part === id)?.areas.map((area) => area.index) ?? [];
  const limits = axes?.limits ?? { burden: 0, competence: 0 };
  const types = axes === undefined ? [] : twoAxes(valuesOf(axes.burden), valuesOf(axes.competence), limits);
  const shown = versions.find((one) => one.version === plan.version);
  const frozen = shown?.frozenAt == null ? null : await frozenNote(context, plan, shown.version, parts);
  return {
    parts,
    levelLabel,
    draws: DRAWS,
    field: axes === undefined ? null : { ...axes, limits, types },
    standing: frozen !== null ? "frozen" : shippedIndices().has(plan.id) ? "shipped" : "draft",
    frozen,
  };
}

async function frozenNote(
  context: Context,
  plan: IndexPlan,
  version: number,
  parts: readonly IndexAnswer[],
): Promise<FrozenNote> {
  const row = await context.db
    .selectFrom("index_version")
    .select(["frozen_at", "sheet", "result"])
    .where("index_id", "=", plan.id)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  const frozen = row.result as FrozenIndex["result"];
  const sheet = row.sheet as FrozenIndex["sheet"];
  const indicators = plan.indicators.map((indicator) => indicator.id);
  const isOpen = await keptResultsOpen(context, { level: frozen.level, indicators });
  return {
    version,
    on: localDay(row.frozen_at ?? new Date(0)),
    sheet: isOpen ? sheet : sheetWithoutResults(sheet),
    differing: isOpen ? differingAreas(frozen, parts) : null,
  };
}
