import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { type County, setBaseMapContract } from "../contract.ts";

type BaseMap = NonNullable<County["baseMap"]>;

/**
 * Sets the map that lies under the areas. Browsers may ask its host from the next
 * start of the server on, since the policy that they get with every page is made
 * then.
 *
 * Refuses what is no web address, tiles without {z}, {x} and {y}, and a WMS that does not say which layers it should
 * draw.
 */
export const setBaseMap = operation(setBaseMapContract, async ({ db }, { baseMap, basedOn }) => {
  if (baseMap !== null) demandAddress(baseMap);
  return changeOnce(db, { kind: "setting", id: "baseMap" }, basedOn, async (transaction) => {
    if (baseMap === null) {
      await transaction.deleteFrom("setting").where("key", "=", "baseMap").execute();
      return { baseMap: null };
    }
    const content = JSON.stringify(baseMap);
    await transaction
      .insertInto("setting")
      .values({ key: "baseMap", content })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
      .execute();
    return { baseMap };
  });
});

function demandAddress({ kind, url }: BaseMap): void {
  // A picture that comes without TLS would be refused by the browser of a page that came with it.
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Refusal("describe.baseMapAddress", { url });
  if (kind === "tiles" && !["{z}", "{x}", "{y}"].every((part) => url.includes(part)))
    throw new Refusal("describe.baseMapTiles", { url });
  if (kind === "wms" && !/[?&]layers=/i.test(url)) throw new Refusal("describe.baseMapLayers", { url });
}
