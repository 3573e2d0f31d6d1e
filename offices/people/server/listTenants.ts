import { operation } from "../../../runtime/http/operation.ts";
import { listTenants as contract } from "../rightsContract.ts";

/** The counties and municipalities of this installation, and whether the database keeps them apart. */
export const listTenants = operation(contract, async ({ installation, tenant }) => {
  const rows = await installation.selectFrom("kreislauf.tenant").selectAll().orderBy("kind").orderBy("name").execute();
  return {
    tenants: rows.map(({ slug, name, kind, parent, database_role }) => ({
      slug,
      name: name === "" ? slug : name,
      kind,
      parent,
      isThisOne: slug === tenant,
      separated: database_role !== null,
    })),
  };
});
