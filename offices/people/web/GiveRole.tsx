import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { grantRole, listUnits } from "../rightsContract.ts";
import { givenRoles } from "./givenRoles.ts";

type Kind = "everywhere" | "unit" | "topic" | "area";

/** The form that gives a role: to whom, which, where, from when, until when. */
export function GiveRole({
  people,
  topics,
}: {
  readonly people: readonly { readonly id: string; readonly name: string; readonly email: string }[];
  readonly topics: readonly { readonly id: string; readonly label: string }[];
}) {
  const { say } = useLanguage("people");
  const units = useOperation(listUnits, {});
  const give = useAction(grantRole);
  const [account, setAccount] = useState("");
  const [role, setRole] = useState("R2");
  const [kind, setKind] = useState<Kind>("everywhere");
  const [place, setPlace] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const chooseKind = (next: string) => {
    setKind(next as Kind);
    setPlace("");
  };
  return (
    <section className="k-section" aria-labelledby="give">
      <h2 className="k-h2" id="give">
        {say("rights.give")}
      </h2>
      <form
        className="k-stack o-door"
        onSubmit={(event) => {
          event.preventDefault();
          void give
            .run({
              account,
              role,
              ...(kind === "everywhere" ? {} : { scope: { kind, id: place } }),
              ...(from === "" ? {} : { from }),
              ...(until === "" ? {} : { until }),
              ...(reason === "" ? {} : { reason }),
            })
            .then((answer) => {
              if (answer !== undefined) setReason("");
            });
        }}
      >
        {people.length === 0 ? (
          <TextField
            label={say("rights.accountByEmail")}
            type="email"
            value={account}
            required
            onChange={setAccount}
            hint={say("rights.accountHint")}
          />
        ) : (
          <Select
            label={say("rights.account")}
            value={account}
            onChange={setAccount}
            choices={[
              { id: "", label: say("rights.choose") },
              ...people.map(({ id, name, email }) => ({ id, label: `${name} (${email})` })),
            ]}
          />
        )}
        <Select
          label={say("rights.role")}
          value={role}
          onChange={setRole}
          choices={givenRoles.map((id) => ({ id, label: say(`role.${id}`) }))}
        />
        <p className="k-field__hint">{say(`roleMeans.${role}`)}</p>
        <Select
          label={say("rights.place")}
          value={kind}
          onChange={chooseKind}
          choices={(["everywhere", "unit", "topic", "area"] as const).map((id) => ({
            id,
            label: id === "everywhere" ? say("rights.everywhere") : say(`rights.kind.${id}`),
          }))}
        />
        {kind === "unit" ? (
          <Select
            label={say("rights.kind.unit")}
            value={place}
            onChange={setPlace}
            choices={[
              { id: "", label: say("rights.choose") },
              ...(units.data?.units ?? []).map((unit) => ({ id: String(unit.id), label: unit.name })),
            ]}
          />
        ) : null}
        {kind === "topic" ? (
          <Select
            label={say("rights.kind.topic")}
            value={place}
            onChange={setPlace}
            choices={[{ id: "", label: say("rights.choose") }, ...topics]}
          />
        ) : null}
        {kind === "area" ? (
          <TextField
            label={say("rights.kind.area")}
            value={place}
            required
            onChange={setPlace}
            hint={say("rights.areaHint")}
          />
        ) : null}
        <TextField
          label={say("rights.from")}
          type="date"
          value={from}
          onChange={setFrom}
          hint={say("rights.fromHint")}
        />
        <TextField
          label={say("rights.until")}
          type="date"
          value={until}
          onChange={setUntil}
          hint={say("rights.untilHint")}
        />
        <TextField label={say("rights.reason")} value={reason} onChange={setReason} />
        {give.trouble === undefined ? null : <TroubleNote trouble={give.trouble} />}
        <div>
          <Button
            type="submit"
            kind="primary"
            disabled={give.running || account === "" || (kind !== "everywhere" && place === "")}
          >
            {say("rights.giveIt")}
          </Button>
        </div>
        {give.answer === undefined ? null : <p role="status">{say("rights.given")}</p>}
      </form>
    </section>
  );
}
