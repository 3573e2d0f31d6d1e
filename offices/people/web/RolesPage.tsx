import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { endGrant, grantRole, type ListedGrant, listGrants } from "../rightsContract.ts";
import { GiveRole } from "./GiveRole.tsx";
import { SeeAsChoice } from "./SeeAsChoice.tsx";
import "./people.css";

/** Who holds which role, where and until when; forms to give one and to look at pages as others see them. */
export default function RolesPage() {
  const { say } = useLanguage("people");
  const grants = useOperation(listGrants, {});
  usePageTitle(say("page.roles"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.roles")}</h1>
        <p className="k-meaning">{say("rights.lead")}</p>
      </header>
      <Answer of={grants} shape="table">
        {(answer) => (
          <div className="k-stack k-stack--wide">
            <section className="k-section" aria-labelledby="grants">
              <h2 className="k-h2" id="grants">
                {say("rights.table")}
              </h2>
              {answer.grants.length === 0 ? (
                <EmptyState title={say("rights.none")}>{say("rights.noneHelp")}</EmptyState>
              ) : (
                <GrantTable grants={answer.grants} />
              )}
            </section>
            <IfMay call={grantRole}>
              <GiveRole people={answer.people} topics={answer.topics} />
            </IfMay>
          </div>
        )}
      </Answer>
      <SeeAsChoice />
    </div>
  );
}

function GrantTable({ grants }: { readonly grants: readonly ListedGrant[] }) {
  const { say, day } = useLanguage("people");
  const end = useAction(endGrant);
  const place = (row: ListedGrant) =>
    row.scope === null ? say("rights.everywhere") : `${say(`rights.kind.${row.scope.kind}`)}: ${row.scope.label}`;
  const time = (row: ListedGrant) =>
    row.until === null
      ? say("rights.since", { day: day(row.from) })
      : say("rights.between", { from: day(row.from), until: day(row.until) });
  const columns: Column<ListedGrant>[] = [
    { id: "name", label: say("people.name"), kind: "text", text: (row) => row.name },
    { id: "role", label: say("rights.role"), kind: "text", text: (row) => say(`role.${row.role}`) },
    { id: "place", label: say("rights.place"), kind: "text", text: place },
    { id: "time", label: say("rights.time"), kind: "text", text: time },
    { id: "state", label: say("rights.stateTitle"), kind: "text", text: (row) => say(`rights.state.${row.state}`) },
    { id: "by", label: say("rights.by"), kind: "text", text: (row) => row.grantedBy },
    {
      id: "end",
      label: say("people.actions"),
      kind: "text",
      text: () => "",
      show: (row) =>
        row.state === "over" ? (
          "–"
        ) : (
          <IfMay call={endGrant}>
            <Button kind="tertiary" disabled={end.running} onPress={() => void end.run({ id: row.id })}>
              {say("rights.end")}
              <span className="k-sr"> {`${say(`role.${row.role}`)}, ${row.name}`}</span>
            </Button>
          </IfMay>
        ),
    },
  ];
  return (
    <>
      {end.trouble === undefined ? null : <TroubleNote trouble={end.trouble} />}
      <DataTable
        caption={say("rights.table")}
        hideCaption
        columns={columns}
        rows={grants}
        keyOf={(row) => String(row.id)}
      />
    </>
  );
}
