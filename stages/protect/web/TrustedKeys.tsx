import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { type ReleaseKey, releaseKeys, trustReleaseKey, withdrawReleaseKey } from "../contract.ts";
import "./protect.css";

/** Keys of statistics offices: which count, since when, and a form for one more. */
export function TrustedKeys() {
  const { say, day } = useLanguage("protect");
  const keys = useOperation(releaseKeys, {});
  const withdraw = useAction(withdrawReleaseKey);
  const columns: Column<ReleaseKey>[] = [
    { id: "name", label: say("keys.name"), kind: "text", text: (row) => row.name },
    {
      id: "fingerprint",
      label: say("keys.fingerprint"),
      kind: "text",
      text: (row) => row.fingerprint,
      show: (row) => <code className="p-hash">{row.fingerprint}</code>,
    },
    {
      id: "since",
      label: say("keys.since"),
      kind: "text",
      text: (row) => row.trustedAt,
      show: (row) => say("log.by", { day: day(row.trustedAt), person: row.trustedBy }),
    },
    {
      id: "state",
      label: say("keys.state"),
      kind: "text",
      text: (row) => row.withdrawnAt ?? "",
      show: (row) =>
        row.withdrawnAt === null ? (
          <span className="k-row">
            {say("keys.valid")}
            <IfMay call={withdrawReleaseKey}>
              <Button kind="tertiary" onPress={() => void withdraw.run({ fingerprint: row.fingerprint })}>
                {say("keys.withdraw")}
                <span className="k-sr"> ({row.name})</span>
              </Button>
            </IfMay>
          </span>
        ) : (
          say("keys.withdrawn", { day: day(row.withdrawnAt) })
        ),
    },
  ];
  return (
    <section className="k-section" aria-labelledby="keys">
      <h2 className="k-h2" id="keys">
        {say("keys.title")}
      </h2>
      <Answer of={keys} shape="table">
        {(answer) =>
          answer.keys.length === 0 ? (
            <EmptyState title={say("keys.none")}>{say("keys.noneHelp")}</EmptyState>
          ) : (
            <DataTable
              caption={say("keys.title")}
              hideCaption
              columns={columns}
              rows={answer.keys}
              keyOf={(row) => row.fingerprint}
            />
          )
        }
      </Answer>
      {withdraw.trouble === undefined ? null : <TroubleNote trouble={withdraw.trouble} />}
      <IfMay call={trustReleaseKey}>
        <TrustKey />
      </IfMay>
    </section>
  );
}

function TrustKey() {
  const { say } = useLanguage("protect");
  const trust = useAction(trustReleaseKey);
  const [name, setName] = useState("");
  const [publicKey, setPublicKey] = useState("");
  return (
    <form
      className="k-card k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        if ((await trust.run({ name, publicKey })) === undefined) return;
        setName("");
        setPublicKey("");
      }}
    >
      <h3 className="k-h3">{say("keys.trust")}</h3>
      <TextField label={say("keys.whose")} value={name} required onChange={setName} />
      <TextField
        label={say("keys.text")}
        hint={say("keys.textHint")}
        value={publicKey}
        required
        lines={4}
        onChange={setPublicKey}
      />
      {trust.trouble === undefined ? null : <TroubleNote trouble={trust.trouble} />}
      {trust.answer === undefined ? null : (
        <p role="status">{say("keys.trusted", { fingerprint: trust.answer.fingerprint })}</p>
      )}
      <div>
        <Button type="submit" kind="primary" disabled={trust.running}>
          {say("keys.trust")}
        </Button>
      </div>
    </form>
  );
}
