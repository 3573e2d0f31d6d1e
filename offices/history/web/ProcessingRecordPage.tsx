import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
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
              <Controller key={controller.contact} contact={controller.contact} officer={controller.officer} />
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

function Controller(stored: { readonly contact: string; readonly officer: string }) {
  const { say } = useLanguage("history");
  const save = useAction(nameController);
  const [contact, setContact] = useState(stored.contact);
  const [officer, setOfficer] = useState(stored.officer);
  return (
    <form
      className="k-stack k-noprint"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run({ contact, officer });
      }}
    >
      <TextField label={say("record.contact")} value={contact} required onChange={setContact} />
      <TextField label={say("record.officer")} value={officer} required onChange={setOfficer} />
      {save.trouble === undefined ? null : <TroubleNote trouble={save.trouble} />}
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
