import type { Command } from "../../../runtime/cli/command.ts";
import { withStore } from "../withCounty.ts";

/** `kreislauf tenants list`: counties and municipalities of this installation. */
export const tenantsList: Command = {
  words: ["tenants", "list"],
  summary: {
    de: "Zählt die Kreise und Gemeinden dieser Installation auf",
    en: "Lists the counties and municipalities of this installation",
  },
  usage: "",
  options: {},
  run: async (call) => {
    const tenants = await withStore(call, async (store) => {
      const { listTenants } = await import("../../../runtime/store/tenants.ts");
      const roles = await store.installation.selectFrom("kreislauf.tenant").select(["slug", "database_role"]).execute();
      return (await listTenants(store.installation)).map((tenant) => ({
        ...tenant,
        separated: roles.some((row) => row.slug === tenant.slug && row.database_role !== null),
      }));
    });
    if (call.values.json === true) call.print(JSON.stringify(tenants, null, 2));
    else
      for (const { slug, name, kind, parent, separated } of tenants)
        call.print(
          call.say({
            de: `${slug}: ${name === "" ? "(ohne Namen)" : name}, ${kind === "county" ? "Kreis" : `Gemeinde von ${parent ?? "–"}`}${separated ? "" : ", von der Datenbank nicht getrennt"}`,
            en: `${slug}: ${name === "" ? "(without name)" : name}, ${kind === "county" ? "county" : `municipality of ${parent ?? "–"}`}${separated ? "" : ", not kept apart by the database"}`,
          }),
        );
    return 0;
  },
};
