import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context, ReachingContext } from "../../../runtime/http/operation.ts";
import { agreementFindings } from "../agreements/agreementFindings.ts";
import { type CheckedFigures, checkedFigures, mappedFile } from "../checkedFigures.ts";
import type { CheckResult } from "../contract.ts";
import type { Mapping } from "../mapping.ts";
import { futurePeriods } from "../oddCounts.ts";
import type { ReadFigures } from "../readFigures.ts";
import type { Workbook } from "../workbook.ts";
import { storedAgreements } from "./agreements/agreements.ts";
import { sentencesOf } from "./deliveryStore.ts";
import { readDelivered } from "./readDelivered.ts";
import { presentValues, surroundings } from "./surroundings.ts";

/** A whole check of an opened file with a mapping: what would be stored, and what is odd. Stores nothing. */
export async function checkFile(
  context: Pick<ReachingContext, "db" | "catalogue" | "progress" | "signal" | "now" | "reach">,
  workbook: Workbook,
  mapping: Mapping,
): Promise<{ read: ReadFigures; slices: CheckedFigures["slices"]; result: CheckResult }> {
  const { db, progress, signal } = context;
  progress({ doing: "Datei lesen", done: 0, total: 3 });
  const around = await surroundings(context);
  await demandPlaces(db, mapping);
  const { read } = await readDelivered(db, workbook, mapping);
  signal.throwIfAborted();
  progress({ doing: "Gebiete und Größen zuordnen", done: 1, total: 3 });
  const file = mappedFile(workbook, read, mapping, around);
  const present = await presentValues(context, file.slices);
  signal.throwIfAborted();
  progress({ doing: "Mit dem Bestand vergleichen", done: 2, total: 3 });
  const { slices, result } = checkedFigures(file, read, mapping, around, present);
  const figures = [...new Set(slices.map((slice) => slice.figure))];
  const day = localDay(context.now());
  const barred = agreementFindings(figures, await storedAgreements(db), day);
  const future = futurePeriods(slices, around.figures, Number(day.slice(0, 4)));
  const findings = inOrder([...barred, ...future, ...result.findings]).slice(0, 500);
  progress({ doing: "Prüfung fertig", done: 3, total: 3 });
  const acceptable = result.acceptable && barred.length === 0;
  return { read, slices, result: { ...result, acceptable, findings, sentences: sentencesOf(findings) } };
}

const order = { error: 0, warning: 1, note: 2 } as const;

function inOrder(findings: CheckResult["findings"]): CheckResult["findings"] {
  return [...findings].sort((a, b) => order[a.severity] - order[b.severity]);
}

async function demandPlaces(db: Context["db"], mapping: Mapping): Promise<void> {
  const { level, division, boundaryVersion } = mapping;
  if (
    level !== undefined &&
    (await db.selectFrom("area_level").select("id").where("id", "=", level).executeTakeFirst()) === undefined
  )
    throw new Refusal("collect.unknownLevel", { level });
  if (
    division !== undefined &&
    (await db.selectFrom("division").select("id").where("id", "=", division).executeTakeFirst()) === undefined
  )
    throw new Refusal("collect.unknownDivision", { division });
  if (
    boundaryVersion !== undefined &&
    (await db.selectFrom("boundary_version").select("id").where("id", "=", boundaryVersion).executeTakeFirst()) ===
      undefined
  )
    throw new Refusal("collect.unknownBoundaryVersion", { boundaryVersion });
}
