import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type IndexPlan, readDefinition } from "../combine.ts";

const folder = join(import.meta.dirname, "../../../catalogue/indices");
let shipped: ReadonlyMap<string, IndexPlan> | undefined;

/** The indices of the catalogue by id. They are content: one more file in the folder is one more index. */
export function shippedIndices(): ReadonlyMap<string, IndexPlan> {
  shipped ??= new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .map((name) => {
        const plan = readDefinition(readFileSync(join(folder, name), "utf8"), name);
        return [plan.id, plan];
      }),
  );
  return shipped;
}

/** The index that a person names, or a refusal that names those on offer. */
export function askedIndex(id: string): IndexPlan {
  const plan = shippedIndices().get(id);
  if (plan !== undefined) return plan;
  const known = [...shippedIndices().keys()].join(", ");
  throw new Refusal("combine.unknownIndex", { id, known }, { kind: "missing" });
}
