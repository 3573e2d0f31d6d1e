import type { AreaPurpose } from "../../../../kernel/area/area.ts";
import { changeOnce } from "../../../../runtime/history/changeOnce.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { changeLevelContract } from "../../spaces/contract.ts";
import { demandLevel } from "./demandLevel.ts";

/**
 * Changes what a level is called and used for; no figure moves with it (PM10-022).
 *
 * Refuses a level that does not exist, and a change on top of one that the person has not seen.
 */
export const changeLevel = operation(
  changeLevelContract,
  async ({ db: outside }, { id, label, rank, purposes, basedOn }) => {
    await demandLevel(outside, id);
    const changes = {
      ...(label === undefined ? {} : { label_de: label.de, label_en: label.en ?? null }),
      ...(rank === undefined ? {} : { rank }),
      ...(purposes === undefined ? {} : { purposes: [...new Set(purposes)] }),
    };
    return changeOnce(outside, { kind: "level", id }, basedOn, async (db) => {
      if (Object.keys(changes).length > 0)
        await db.updateTable("area_level").set(changes).where("id", "=", id).execute();
      const level = await db.selectFrom("area_level").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
      return {
        id,
        label: { de: level.label_de, ...(level.label_en === null ? {} : { en: level.label_en }) },
        rank: level.rank,
        purposes: level.purposes as AreaPurpose[],
      };
    });
  },
);
