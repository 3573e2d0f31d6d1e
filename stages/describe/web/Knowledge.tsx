import { useState } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { interpretContract, type Knowledge as Known, knowledgeContract } from "../contract.ts";
import { InterpretationItem } from "./InterpretationItem.tsx";

/** A figure that one may write about. */
export interface Subject {
  readonly indicator: string;
  readonly level: string;
  readonly code: string;
  readonly period: string;
  /** By what it is chosen: the area on the page of an indicator, the indicator on the page of an area. */
  readonly label: string;
}

/** What is known beyond the numbers: deliveries still unchecked, interpretations, confirmed findings; and the form for one more. */
export function Knowledge({
  about,
  subjects,
  first,
}: {
  readonly about: { readonly indicator?: string; readonly level?: string; readonly code?: string };
  readonly subjects: readonly Subject[];
  /** The subject that the form begins with. */
  readonly first?: Subject | undefined;
}) {
  const { say } = useLanguage("describe");
  const knowledge = useOperation(knowledgeContract, about).data;
  return knowledge === undefined ? null : (
    <>
      {knowledge.interpretations.length === 0 ? null : (
        <section className="k-section" aria-labelledby="knowledge">
          <h2 className="k-h2" id="knowledge">
            {say("knowledge.title")}
          </h2>
          <ul className="k-knowledge">
            {knowledge.interpretations.map((one) => (
              <li key={one.id} className="k-card k-stack k-stack--tight">
                <InterpretationItem one={one} ofArea={about.code !== undefined} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Waiting values={knowledge.values.filter(({ status }) => status === "raw")} />
      <IfMay call={interpretContract}>
        {first === undefined ? null : (
          <Writing key={`${first.indicator} ${first.level} ${first.code}`} subjects={subjects} first={first} />
        )}
      </IfMay>
    </>
  );
}

function Waiting({ values }: { readonly values: Known["values"] }) {
  const { say, day } = useLanguage("describe");
  const { along } = useAddressState();
  if (values.length === 0) return null;
  return (
    <p className="k-note k-noprint">
      {say("knowledge.raw", { count: values.length })}{" "}
      {values.map(({ delivery, file, by, at }, position) => (
        <span key={delivery}>
          {position === 0 ? "" : "; "}
          <Link to={along(`/daten/lieferungen/${delivery}`)}>{file}</Link> ({by}, {day(at)})
        </span>
      ))}
    </p>
  );
}

function Writing({ subjects, first }: { readonly subjects: readonly Subject[]; readonly first: Subject }) {
  const { say, period } = useLanguage("describe");
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(first);
  const [words, setWords] = useState("");
  const write = useAction(interpretContract);
  const idOf = (subject: Subject): string => `${subject.indicator} ${subject.level} ${subject.code}`;
  if (!isOpen)
    return (
      <div className="k-noprint">
        <Button kind="secondary" icon="edit" onPress={() => setOpen(true)}>
          {say("knowledge.write")}
        </Button>
      </div>
    );
  return (
    <form
      className="k-card k-stack k-noprint"
      aria-label={say("knowledge.write")}
      onSubmit={async (event) => {
        event.preventDefault();
        const { indicator, level, code, period: when } = chosen;
        const stored = await write.run({ indicator, level, code, period: when, text: words });
        if (stored === undefined) return;
        setWords("");
        setOpen(false);
      }}
    >
      <h2 className="k-h3">{say("knowledge.write")}</h2>
      <p className="k-small k-muted">{say("knowledge.writeHint")}</p>
      <LazyCombobox
        label={say("knowledge.about")}
        value={idOf(chosen)}
        choices={subjects.map((subject) => ({
          id: idOf(subject),
          label: subject.label,
          detail: period(subject.period),
        }))}
        onChoose={(id) => setChosen(subjects.find((subject) => idOf(subject) === id) ?? chosen)}
      />
      <TextField label={say("knowledge.text")} value={words} onChange={setWords} lines={4} required />
      {write.trouble === undefined ? null : <TroubleNote trouble={write.trouble} />}
      <div className="k-row">
        <Button kind="primary" type="submit" disabled={write.running}>
          {say("knowledge.store")}
        </Button>
        <Button kind="tertiary" onPress={() => setOpen(false)}>
          {say("knowledge.leave")}
        </Button>
      </div>
    </form>
  );
}
