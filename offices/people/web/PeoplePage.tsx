import { useState } from "react";
import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { disablePerson, invitePerson, type ListedAccount, listPeople } from "../peopleContract.ts";
import { FreshLink } from "./FreshLink.tsx";
import { PersonActions } from "./PersonActions.tsx";
import "./people.css";

/** Who has an account, and a form to invite somebody. */
export default function PeoplePage() {
  const { say } = useLanguage("people");
  const people = useOperation(listPeople, {});
  usePageTitle(say("page.people"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.people")}</h1>
        <p className="k-meaning">{say("people.lead")}</p>
      </header>
      <IfMay call={invitePerson}>
        <Invite />
      </IfMay>
      <Answer of={people} shape="table">
        {(answer) =>
          answer.people.length === 0 ? (
            <EmptyState title={say("people.none")}>{say("people.noneHelp")}</EmptyState>
          ) : (
            <PeopleTable people={answer.people} />
          )
        }
      </Answer>
    </div>
  );
}

function PeopleTable({ people }: { readonly people: readonly ListedAccount[] }) {
  const { say, day } = useLanguage("people");
  const waysOf = (row: ListedAccount) =>
    [
      ...(row.secondFactor ? [say("people.withSecondFactor")] : []),
      ...(row.passkeys > 0 ? [say("people.withPasskeys", { count: row.passkeys })] : []),
      ...(row.byProvider ? [say("people.withProvider")] : []),
    ].join(", ");
  const stateOf = (row: ListedAccount) =>
    row.invitedUntil === null
      ? say(`people.state.${row.state}`)
      : say(`people.stateWithLink.${row.state}`, { day: day(row.invitedUntil) });
  const columns: Column<ListedAccount>[] = [
    { id: "name", label: say("people.name"), kind: "text", text: (row) => row.name },
    { id: "email", label: say("email"), kind: "text", text: (row) => row.email },
    { id: "state", label: say("people.stateTitle"), kind: "text", text: stateOf },
    { id: "ways", label: say("people.ways"), kind: "text", text: waysOf, show: (row) => waysOf(row) || "–" },
    {
      id: "actions",
      label: say("people.actions"),
      kind: "text",
      text: () => "",
      show: (row) => (
        <IfMay call={disablePerson}>
          <PersonActions person={row} />
        </IfMay>
      ),
    },
  ];
  return <DataTable caption={say("people.table")} columns={columns} rows={people} keyOf={(row) => row.id} />;
}

function Invite() {
  const { say } = useLanguage("people");
  const invite = useAction(invitePerson);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  return (
    <section className="k-section" aria-labelledby="invite">
      <h2 className="k-h2" id="invite">
        {say("people.invite")}
      </h2>
      <form
        className="k-stack o-door"
        onSubmit={async (event) => {
          event.preventDefault();
          if ((await invite.run({ name, email })) === undefined) return;
          setName("");
          setEmail("");
        }}
      >
        <TextField label={say("people.name")} value={name} required onChange={setName} />
        <TextField label={say("email")} type="email" value={email} required onChange={setEmail} />
        {invite.trouble === undefined ? null : <TroubleNote trouble={invite.trouble} />}
        <div>
          <Button type="submit" kind="primary" disabled={invite.running}>
            {say("people.makeLink")}
          </Button>
        </div>
      </form>
      {invite.answer === undefined ? null : (
        <>
          <FreshLink link={invite.answer} />
          <p>
            <Link to="/verwaltung/rollen">{say("people.rolesNext")}</Link>
          </p>
        </>
      )}
    </section>
  );
}
