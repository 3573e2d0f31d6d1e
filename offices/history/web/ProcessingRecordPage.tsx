import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { nameController, type ProcessingActivity, processingRecord } from "../contract.ts";

const fields = ["purpose", "legalBasis", "persons", "data", "recipients", "deletion", "extent"] as const;

/** The record of processing activities, as the installation itself knows it; to be printed or copied. */
export default function ProcessingRecordPage() {
  const { say, day } = useLanguage("history");
  const record = useOperation(processingRecord, {});
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.record")}</h1>
        <p className="k-meaning">{say("record.lead")}</p>
      </header>
      <Answer of={record} shape="lines">
        {({ controller, writtenAt, activities, measures }) => (
          <>
            <section className="k-section" aria-labelledby="controller">
              <h2 className="k-h2" id="controller">
                {say("record.controller")}
              </h2>
              <dl className="k-facts">
                <dt>{say("record.name")}</dt>
                <dd>{controller.name}</dd>
                <dt>{say("record.contact")}</dt>
                <dd>{controller.contact === "" ? say("record.notYet") : controller.contact}</dd>
                <dt>{say("record.officer")}</dt>
                <dd>{controller.officer === "" ? say("record.notYet") : controller.officer}</dd>
                <dt>{say("record.writtenAt")}</dt>
                <dd>{day(writtenAt)}</dd>
              </dl>
              <IfMay call={nameController}>
                <Controller {...controller} />
              </IfMay>
            </section>
            <section className="k-section" aria-labelledby="activities">
              <h2 className="k-h2" id="activities">
                {say("record.activities")}
              </h2>
              {activities.map((activity) => (
                <Activity key={activity.id} activity={activity} />
              ))}
            </section>
            <section className="k-section" aria-labelledby="measures">
              <h2 className="k-h2" id="measures">
                {say("record.measures")}
              </h2>
              <ul className="k-list" lang="de">
                {measures.map((measure) => (
                  <li key={measure}>{measure}</li>
                ))}
              </ul>
            </section>
          </>
        )}
      </Answer>
    </div>
  );
}

function Activity({ activity }: { readonly activity: ProcessingActivity }) {
  const { say } = useLanguage("history");
  return (
    <article className="k-card k-stack" aria-labelledby={activity.id}>
      <h3 className="k-h3" id={activity.id} lang="de">
        {activity.title}
      </h3>
      <dl className="k-facts">
        {fields.map((field) => (
          <div key={field}>
            <dt>{say(`record.${field}`)}</dt>
            <dd lang="de">{activity[field]}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

function Controller(stored: { readonly contact: string; readonly officer: string; readonly version: number }) {
  const { say } = useLanguage("history");
  const save = useAction(nameController);
  const [contact, setContact] = useState(stored.contact);
  const [officer, setOfficer] = useState(stored.officer);
  const [basedOn, setBasedOn] = useState(stored.version);
  const store = async (from: number): Promise<void> => {
    const answer = await save.run({ contact, officer, basedOn: from });
    if (answer !== undefined) setBasedOn(answer.version);
  };
  return (
    <form
      className="k-stack k-noprint"
      onSubmit={(event) => {
        event.preventDefault();
        void store(basedOn);
      }}
    >
      <TextField label={say("record.contact")} value={contact} required onChange={setContact} />
      <TextField label={say("record.officer")} value={officer} required onChange={setOfficer} />
      <SaveTrouble
        trouble={save.trouble}
        mine={{ contact, officer }}
        inForce={async () => {
          const { controller } = await callOperation(processingRecord, {});
          return { content: controller, version: controller.version };
        }}
        nameOf={(field) => say(`record.${field}`)}
        onKeepMine={(from) => void store(from)}
        onTakeTheirs={(theirs, from) => {
          setContact(theirs.contact ?? contact);
          setOfficer(theirs.officer ?? officer);
          setBasedOn(from);
        }}
      />
      <div>
        <Button
          type="submit"
          kind="secondary"
          disabled={save.running || contact.trim().length < 3 || officer.trim().length < 3}
        >
          {say("record.save")}
        </Button>
      </div>
    </form>
  );
}
