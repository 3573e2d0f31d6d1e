import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { agreementsContract, type DeliveryAgreement, saveAgreementContract } from "../agreements/contract.ts";
import "./collect.css";

/** Who may deliver which figures on what legal basis, and until when; a delivery without a valid one is blocked. */
export default function AgreementsPage() {
  const { say, day } = useLanguage("collect");
  const answer = useOperation(agreementsContract, {});
  const [edited, setEdited] = useState<DeliveryAgreement | undefined>(undefined);
  const columns: Column<DeliveryAgreement>[] = [
    { id: "holder", label: say("agreements.holder"), kind: "text", text: (row) => row.holder },
    { id: "title", label: say("agreements.title"), kind: "text", text: (row) => row.title },
    { id: "figures", label: say("agreements.figures"), kind: "text", text: (row) => row.figures.join(", ") },
    { id: "basis", label: say("agreements.legalBasis"), kind: "text", text: (row) => row.legalBasis },
    {
      id: "until",
      label: say("agreements.approvedUntil"),
      kind: "text",
      text: (row) => row.approvedUntil ?? "",
      show: (row) => (row.approvedUntil === null ? say("agreements.noEnd") : day(row.approvedUntil)),
    },
    {
      id: "state",
      label: say("agreements.state"),
      kind: "text",
      text: (row) => String(row.active),
      show: (row) => (
        <span className="k-row">
          {say(row.active ? "agreements.active" : "agreements.inactive")}
          <IfMay call={saveAgreementContract}>
            <Button kind="tertiary" onPress={() => setEdited(row)}>
              {say("agreements.change")}
              <span className="k-sr"> ({row.title})</span>
            </Button>
          </IfMay>
        </span>
      ),
    },
  ];
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.agreements")}</h1>
        <p className="k-meaning">{say("agreements.lead")}</p>
      </header>
      <Answer of={answer} shape="table">
        {({ agreements }) =>
          agreements.length === 0 ? (
            <EmptyState title={say("agreements.none")}>{say("agreements.noneHelp")}</EmptyState>
          ) : (
            <DataTable
              caption={say("page.agreements")}
              hideCaption
              columns={columns}
              rows={agreements}
              keyOf={(row) => String(row.id)}
            />
          )
        }
      </Answer>
      <IfMay call={saveAgreementContract}>
        <AgreementForm key={edited?.id ?? "new"} agreement={edited} onDone={() => setEdited(undefined)} />
      </IfMay>
    </div>
  );
}

function AgreementForm({
  agreement,
  onDone,
}: {
  readonly agreement: DeliveryAgreement | undefined;
  readonly onDone: () => void;
}) {
  const { say } = useLanguage("collect");
  const save = useAction(saveAgreementContract);
  const [fields, setFields] = useState(() => typed(agreement));
  const [active, setActive] = useState(agreement?.active ?? false);
  const [basedOn, setBasedOn] = useState(agreement?.version ?? 0);
  const store = async (from: number): Promise<void> => {
    const { figures, approvedUntil, ...texts } = fields;
    const stored = await save.run({
      ...texts,
      ...(agreement === undefined ? {} : { id: agreement.id, basedOn: from }),
      figures: figures.split(/[\s,;]+/).filter((id) => id !== ""),
      approvedUntil: approvedUntil === "" ? null : approvedUntil,
      active,
    });
    if (stored !== undefined) onDone();
  };
  const field = (name: keyof typeof fields, required = false, hint?: string) => (
    <TextField
      label={say(`agreements.${name}`)}
      hint={hint}
      required={required}
      value={fields[name]}
      type={name === "approvedUntil" ? "date" : "text"}
      onChange={(value) => setFields((before) => ({ ...before, [name]: value }))}
    />
  );
  return (
    <form
      className="k-card k-stack"
      aria-labelledby="agreement-form"
      onSubmit={(event) => {
        event.preventDefault();
        void store(basedOn);
      }}
    >
      <h2 className="k-h2" id="agreement-form">
        {agreement === undefined ? say("agreements.add") : say("agreements.edit", { title: agreement.title })}
      </h2>
      <div className="k-grid k-grid--half">
        {field("holder", true)}
        {field("title", true)}
        {field("figures", true, say("agreements.figuresHint"))}
        {field("legalBasis", false, say("agreements.legalBasisHint"))}
        {field("purpose")}
        {field("retention")}
        {field("approval")}
        {field("approvedUntil", false, say("agreements.approvedUntilHint"))}
      </div>
      <label className="k-check">
        <input type="checkbox" checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
        {say("agreements.activate")}
      </label>
      <SaveTrouble
        trouble={save.trouble}
        mine={{ ...fields, active }}
        inForce={async () => {
          const { agreements } = await callOperation(agreementsContract, {});
          const now = agreements.find(({ id }) => id === agreement?.id);
          return { content: { ...typed(now), active: now?.active ?? false }, version: now?.version ?? 0 };
        }}
        nameOf={(name) => say(name === "active" ? "agreements.activate" : `agreements.${name}`)}
        onKeepMine={(version) => void store(version)}
        onTakeTheirs={({ active: theirs, ...texts }, version) => {
          setFields({ ...fields, ...texts });
          setActive(theirs ?? active);
          setBasedOn(version);
        }}
      />
      {save.answer === undefined ? null : <p role="status">{say("agreements.saved")}</p>}
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={save.running}>
          {say("agreements.save")}
        </Button>
        {agreement === undefined ? null : (
          <Button kind="tertiary" onPress={onDone}>
            {say("agreements.leave")}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The texts of the form, as somebody would type them. */
function typed(agreement: DeliveryAgreement | undefined) {
  return {
    holder: agreement?.holder ?? "",
    title: agreement?.title ?? "",
    figures: agreement?.figures.join(", ") ?? "",
    legalBasis: agreement?.legalBasis ?? "",
    purpose: agreement?.purpose ?? "",
    retention: agreement?.retention ?? "",
    approval: agreement?.approval ?? "",
    approvedUntil: agreement?.approvedUntil ?? "",
  };
}
