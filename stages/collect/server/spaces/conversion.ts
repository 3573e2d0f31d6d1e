import type { Static } from "typebox";
import { successions } from "../../../../kernel/area/successors.ts";
import { germanDate } from "../../../../kernel/time/germanDate.ts";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { conversionContract } from "../../spaces/changesContract.ts";
import { areaHistory } from "./areaHistory.ts";
import { demandLevel } from "./demandLevel.ts";
import { spaceSentences } from "./spaceSentences.ts";
import { finding } from "./storeAreas.ts";

/**
 * What became of an earlier code by a later day, with shares and how sure they are.
 *
 * Refuses a level that does not exist; a code that nobody knows is a finding.
 */
async function codeConversion(
  { db, now }: ReachingContext,
  { level, code, on, to }: Static<typeof conversionContract.input>,
) {
  await demandLevel(db, level);
  const day = to ?? localDay(now());
  const { successors, quality, shareMoved } = successions(await areaHistory(db, level))(code, on, day);
  const findings =
    quality === "unknown" ? [finding("warning", "codeWithoutSuccessor", { code, day: germanDate(on) })] : [];
  const codes = successors.map((part) => part.code);
  const names =
    codes.length === 0
      ? []
      : await db
          .selectFrom("area")
          .select(["code", "name"])
          .where("level_id", "=", level)
          .where("code", "in", codes)
          .orderBy("valid_from")
          .execute();
  const nameOf = new Map(names.map((area) => [area.code, area.name]));
  return {
    code,
    on,
    to: day,
    quality,
    shareMoved,
    successors: successors.map((part) => ({ ...part, name: nameOf.get(part.code) ?? "" })),
    findings,
    sentences: spaceSentences(findings),
  };
}

// How codes followed each other is official and the same for everybody.
export const conversion = operation(conversionContract, codeConversion, { narrows: ["own", "published"] });
