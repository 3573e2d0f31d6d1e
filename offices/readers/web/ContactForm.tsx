import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { type Accessibility, accessibilityContract, nameContactContract } from "../contract.ts";

type Contact = Accessibility["contact"];

/** Whom one tells about barriers and who helps then, for whoever looks after the platform. */
export function ContactForm({ stored, version }: { readonly stored: Contact; readonly version: number }) {
  const { say } = useLanguage("readers");
  const save = useAction(nameContactContract);
  const [draft, setDraft] = useState(stored);
  const [basedOn, setBasedOn] = useState(version);
  const store = async (from: number): Promise<void> => {
    const answer = await save.run({ ...draft, basedOn: from });
    if (answer !== undefined) setBasedOn(answer.version);
  };
  const field = (
    name: keyof Contact,
    more: { readonly hint?: string; readonly lines?: number; readonly type?: "email" | "date" } = {},
  ) => (
    <TextField
      label={say(`contact.${name}`)}
      value={draft[name]}
      onChange={(text) => setDraft({ ...draft, [name]: text })}
      {...more}
    />
  );
  return (
    <section className="k-section r-form k-noprint" aria-labelledby="contact">
      <h2 className="k-h2" id="contact">
        {say("contact.title")}
      </h2>
      <form
        className="k-card k-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void store(basedOn);
        }}
      >
        <p className="k-muted">{say("contact.lead")}</p>
        {field("operator", { hint: say("contact.operatorHint") })}
        {field("email", { type: "email" })}
        {field("phone")}
        {field("law", { hint: say("contact.lawHint") })}
        {field("enforcementName")}
        {field("enforcementContact", { lines: 3 })}
        {field("ownBarriers", { lines: 4, hint: say("contact.ownBarriersHint") })}
        {field("reviewedOn", { type: "date" })}
        <SaveTrouble
          trouble={save.trouble}
          mine={draft}
          inForce={async () => {
            const now = await callOperation(accessibilityContract, {});
            return { content: now.contact, version: now.version };
          }}
          nameOf={(name) => say(`contact.${name}`)}
          onKeepMine={(from) => void store(from)}
          onTakeTheirs={(theirs, from) => {
            setDraft({ ...draft, ...theirs });
            setBasedOn(from);
          }}
        />
        {save.answer === undefined || save.running ? null : <p role="status">{say("contact.saved")}</p>}
        <div>
          <Button type="submit" kind="primary" disabled={save.running}>
            {say("contact.save")}
          </Button>
        </div>
      </form>
    </section>
  );
}
