import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { withStore } from "../withCounty.ts";

/** `kreislauf tenants add`: a county or municipality with tables and files of its own in this installation. */
export const tenantsAdd: Command = {
  words: ["tenants", "add"],
  summary: {
    de: "Legt eine Gemeinde oder einen weiteren Kreis mit eigenen Daten an",
    en: "Adds a municipality or another county with data of its own",
  },
  usage: '--slug neuenfeld --name "Gemeinde Neuenfeld" [--county] [--parent kreis]',
  options: {
    slug: { type: "string" },
    name: { type: "string" },
    county: { type: "boolean" },
    parent: { type: "string" },
  },
  run: async (call) => {
    const { slug, name, county, parent, json } = call.values;
    for (const [option, value] of Object.entries({ slug, name }))
      if (typeof value !== "string" || value.trim() === "")
        throw new Refusal("cli.missingOption", {
          option: `--${option}`,
          words: "tenants add",
          usage: tenantsAdd.usage,
        });
    const added = await withStore(call, async (store) => {
      const [{ addTenant }, { foundCounty }] = await Promise.all([
        import("../../../runtime/store/tenants.ts"),
        import("../../../runtime/store/foundCounty.ts"),
      ]);
      const isCounty = county === true;
      const above = isCounty ? null : typeof parent === "string" ? parent : store.tenant;
      const tenant = await addTenant(store.pool, {
        slug: String(slug),
        name: String(name).trim(),
        kind: isCounty ? "county" : "municipality",
        parent: above,
      });
      const room = await store.tenantRoom(tenant.slug);
      if (room === undefined) throw new Error(`tenant that was just added: ${tenant.slug}`);
      await foundCounty(room.store.db, { name: tenant.name, fictional: false, notice: null }, [
        { id: "GEM", label: "Gemeinde", rank: 2 },
        { id: "SUB", label: "Quartier", rank: 3 },
      ]);
      return { ...tenant, separated: room.role !== null };
    });
    if (json === true) call.print(JSON.stringify(added, null, 2));
    else {
      call.print(
        call.say({
          de: `„${added.name}“ ist angelegt und unter /g/${added.slug}/ zu erreichen.`,
          en: `“${added.name}” is added and can be reached under /g/${added.slug}/.`,
        }),
      );
      if (!added.separated) call.tell(call.say(notSeparated));
    }
    return 0;
  },
};

const notSeparated = {
  de: "Achtung: Der Datenbanknutzer darf keine Rollen anlegen. Kreislauf hält die Daten getrennt, die Datenbank selbst tut es nicht. Mit „alter role … createrole“ holt das der nächste Start nach.",
  en: "Attention: the user of the database may not make roles. Kreislauf keeps the data apart, the database itself does not. After “alter role … createrole” the next start makes up for it.",
};
