import { mkdirSync } from "node:fs";
import { foundCounty } from "../../runtime/store/foundCounty.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { codeOf, municipalities } from "./deeds.ts";

/** An invented county of forty municipalities, ready to be delivered to. */
export async function foundTrialCounty(folder: string, databaseUrl?: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const store = await openStore({ folder, databaseUrl, as: "guest" });
  try {
    await fill(store);
  } finally {
    await store.close();
  }
}

async function fill({ db }: Store): Promise<void> {
  await foundCounty(db, { name: "Kreis der Störungen", fictional: true, notice: { de: "Erfunden." } }, [
    { id: "KREIS", label: "Kreis", rank: 0 },
    { id: "GEM", label: "Gemeinde", rank: 2 },
  ]);
  const shared = {
    kind: "administrative",
    is_partition: true,
    author: "Probe",
    purpose: "Probe",
    criteria: "erfunden",
  } as const;
  for (const level of ["KREIS", "GEM"])
    await db
      .insertInto("division")
      .values({
        id: level.toLowerCase(),
        level_id: level,
        label_de: level,
        label_en: null,
        decided_on: null,
        ...shared,
      })
      .execute();
  const row = (level: string, code: string, name: string) => ({
    ...{ division_id: level.toLowerCase(), level_id: level, code, name, valid_from: null, valid_to: null },
  });
  const [county] = await db
    .insertInto("area")
    .values(row("KREIS", "01099", "Kreis der Störungen"))
    .returning("id")
    .execute();
  const parts = await db
    .insertInto("area")
    .values(Array.from({ length: municipalities }, (_, at) => row("GEM", codeOf(at), `Gemeinde ${at + 1}`)))
    .returning("id")
    .execute();
  await db
    .insertInto("area_part")
    .values(parts.map(({ id }) => ({ part_id: id, whole_id: county?.id ?? 0, valid_from: null, valid_to: null })))
    .execute();
}
