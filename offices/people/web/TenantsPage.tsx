import type { Static } from "typebox";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { listTenants } from "../rightsContract.ts";

type Tenant = Static<typeof listTenants.output>["tenants"][number];

/** Counties and municipalities of this installation, and whether the database keeps them apart. */
export default function TenantsPage() {
  const { say } = useLanguage("people");
  const tenants = useOperation(listTenants, {});
  usePageTitle(say("page.tenants"));
  const columns: Column<Tenant>[] = [
    { id: "name", label: say("tenants.name"), kind: "text", text: (row) => row.name },
    { id: "kind", label: say("tenants.kindTitle"), kind: "text", text: (row) => say(`tenants.kind.${row.kind}`) },
    { id: "address", label: say("tenants.address"), kind: "text", text: addressOf, show: showAddress },
    {
      id: "separated",
      label: say("tenants.separatedTitle"),
      kind: "text",
      text: (row) => say(row.separated ? "tenants.separated" : "tenants.notSeparated"),
    },
  ];
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.tenants")}</h1>
        <p className="k-meaning">{say("tenants.lead")}</p>
      </header>
      <Answer of={tenants} shape="table">
        {(answer) => (
          <div className="k-stack">
            <DataTable
              caption={say("tenants.table")}
              columns={columns}
              rows={answer.tenants}
              keyOf={(row) => row.slug}
            />
            {answer.tenants.every(({ separated }) => separated) ? null : <p>{say("tenants.notSeparatedHelp")}</p>}
            <p>{say("tenants.howToAdd")}</p>
            <pre className="o-command">{`kreislauf tenants add --slug neuenfeld --name "Gemeinde Neuenfeld"`}</pre>
          </div>
        )}
      </Answer>
    </div>
  );
}

function addressOf({ slug, kind, parent }: Tenant): string {
  // The county that was there first is addressed without its name.
  return kind === "county" && parent === null && slug === "kreis" ? "/" : `/g/${slug}/`;
}

function showAddress(tenant: Tenant) {
  // Another tenant is another application: its pages are loaded anew.
  return <a href={addressOf(tenant)}>{addressOf(tenant)}</a>;
}
