import { useState } from "react";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { addressOf, callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { auditTrail, type Entry, exportAudit, keepNamesFor, verifyAudit } from "../contract.ts";
import { moment } from "./moment.ts";

const outcomes = ["ended", "done", "refused", "failed", "begun"] as const;

/** The audit trail: who tried what, whether it was done, and whether the trail is untouched. */
export default function TrailPage() {
  const { say } = useLanguage("history");
  const { setting, set } = useAddressState();
  const outcome = outcomes.find((one) => one === setting("ausgang")) ?? "ended";
  const before = Number(setting("vor") ?? "");
  const answer = useOperation(auditTrail, {
    outcome,
    ...(Number.isInteger(before) && before > 0 ? { before } : {}),
  });
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.trail")}</h1>
        <p className="k-meaning">{say("trail.lead")}</p>
      </header>
      <Verification />
      <section className="k-section" aria-labelledby="lines">
        <h2 className="k-h2" id="lines">
          {say("trail.lines")}
        </h2>
        <div className="k-row">
          <Select
            label={say("trail.outcome")}
            value={outcome}
            choices={outcomes.map((id) => ({ id, label: say(`outcome.${id}`) }))}
            onChange={(id) => set({ ausgang: id, vor: undefined })}
          />
          <a className="k-btnlink" href={addressOf(exportAudit, {})} download>
            {say("trail.export")}
          </a>
        </div>
        <Answer of={answer} shape="table">
          {({ entries, more, retentionMonths, retentionVersion }) => (
            <>
              {entries.length === 0 ? (
                <EmptyState title={say("trail.none")}>{say("trail.noneHelp")}</EmptyState>
              ) : (
                <Lines entries={entries} />
              )}
              <div className="k-row">
                {more ? (
                  <Button kind="secondary" onPress={() => set({ vor: String(entries.at(-1)?.number ?? "") })}>
                    {say("changes.older")}
                  </Button>
                ) : null}
                {setting("vor") === undefined ? null : (
                  <Button kind="secondary" onPress={() => set({ vor: undefined })}>
                    {say("changes.newest")}
                  </Button>
                )}
              </div>
              <IfMay call={keepNamesFor}>
                <Retention months={retentionMonths} version={retentionVersion} />
              </IfMay>
            </>
          )}
        </Answer>
      </section>
    </div>
  );
}

function Lines({ entries }: { readonly entries: readonly Entry[] }) {
  const { say, text, language } = useLanguage("history");
  const columns: Column<Entry>[] = [
    { id: "number", label: say("trail.number"), kind: "text", text: (row) => String(row.number) },
    {
      id: "when",
      label: say("changes.when"),
      kind: "text",
      text: (row) => row.happenedAt,
      show: (row) => moment(row.happenedAt, language),
    },
    {
      id: "who",
      label: say("changes.who"),
      kind: "text",
      text: (row) => row.person ?? "",
      show: (row) => row.person ?? say("changes.erased"),
    },
    {
      id: "operation",
      label: say("trail.operation"),
      kind: "text",
      text: (row) => (row.summary === null ? row.operation : text(row.summary)),
    },
    {
      id: "subject",
      label: say("trail.subject"),
      kind: "text",
      text: (row) =>
        Object.entries(row.subject)
          .map(([name, value]) =>
            name === "id" && typeof value === "string"
              ? value
              : say(`trail.subjects.${name}`, { value: String(value) }),
          )
          .join(", "),
    },
    {
      id: "outcome",
      label: say("trail.outcome"),
      kind: "text",
      text: (row) => row.outcome,
      show: (row) => say(`outcome.${row.outcome}`),
    },
  ];
  return (
    <DataTable
      caption={say("trail.lines")}
      hideCaption
      columns={columns}
      rows={entries}
      keyOf={(row) => String(row.number)}
    />
  );
}

function Verification() {
  const { say } = useLanguage("history");
  const [anchor, setAnchor] = useState("");
  const verify = useAction(verifyAudit);
  const asked = /^[0-9a-f]{64}$/.test(anchor.trim()) ? { anchor: anchor.trim() } : {};
  const { answer } = verify;
  return (
    <section className="k-card k-stack" aria-labelledby="verify">
      <h2 className="k-h3" id="verify">
        {say("verify.title")}
      </h2>
      <p>{say("verify.lead")}</p>
      <TextField label={say("verify.anchor")} hint={say("verify.anchorHint")} value={anchor} onChange={setAnchor} />
      <div>
        <Button kind="primary" disabled={verify.running} onPress={() => void verify.run(asked)}>
          {say("verify.run")}
        </Button>
      </div>
      {verify.trouble === undefined ? null : <TroubleNote trouble={verify.trouble} />}
      {answer === undefined ? null : (
        <div role="status" className="k-stack">
          <p>
            <strong>
              {answer.broken === null
                ? say("verify.holds", { entries: answer.entries })
                : say(`verify.broken.${answer.broken.reason}`, { number: answer.broken.number })}
            </strong>
          </p>
          {answer.anchorFound === null ? null : (
            <p>{say(answer.anchorFound ? "verify.anchorFound" : "verify.anchorMissing")}</p>
          )}
          <p>
            {say("verify.head")} <code className="k-hash">{answer.head}</code>
          </p>
        </div>
      )}
    </section>
  );
}

function Retention({ months, version }: { readonly months: number; readonly version: number }) {
  const { say } = useLanguage("history");
  const keep = useAction(keepNamesFor);
  const [wanted, setWanted] = useState(String(months));
  const [reason, setReason] = useState("");
  const [basedOn, setBasedOn] = useState(version);
  const store = async (from: number): Promise<void> => {
    const stored = await keep.run({ months: Number(wanted), reason, basedOn: from });
    if (stored !== undefined) setBasedOn(stored.version);
  };
  const number = Number(wanted);
  const valid = Number.isInteger(number) && number >= 1 && number <= 120 && reason.trim().length >= 3;
  return (
    <form
      className="k-card k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void store(basedOn);
      }}
    >
      <h3 className="k-h3">{say("retention.title")}</h3>
      <p>{say("retention.lead")}</p>
      <TextField label={say("retention.months")} type="number" value={wanted} required onChange={setWanted} />
      <TextField label={say("retention.reason")} value={reason} required onChange={setReason} />
      <SaveTrouble
        trouble={keep.trouble}
        mine={{ months: wanted }}
        inForce={async () => {
          const now = await callOperation(auditTrail, { limit: 1 });
          return { content: { months: String(now.retentionMonths) }, version: now.retentionVersion };
        }}
        nameOf={(field) => say(`retention.${field}`)}
        onKeepMine={(from) => void store(from)}
        onTakeTheirs={(theirs, from) => {
          setWanted(theirs.months ?? wanted);
          setBasedOn(from);
        }}
      />
      {keep.answer === undefined ? null : (
        <p role="status">
          {say("retention.done", { entries: keep.answer.erasedEntries, versions: keep.answer.erasedVersions })}
        </p>
      )}
      <div>
        <Button type="submit" kind="secondary" disabled={!valid || keep.running}>
          {say("retention.save")}
        </Button>
      </div>
    </form>
  );
}
