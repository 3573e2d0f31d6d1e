import { useId, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Trouble } from "../../../runtime/ui/call/Trouble.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { betweenSheets } from "../betweenSheets.ts";
import type { DeliveredFile } from "../contract.ts";
import { listFormats, receiveDelivery } from "../contract.ts";
import { FileDrop } from "./FileDrop.tsx";

/** A field for one file, by pointer or keyboard; then the delivery opens. */
export function ReceiveFile() {
  const { say } = useLanguage("collect");
  const id = useId();
  const receive = useAction(receiveDelivery);
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const formats = useOperation(listFormats, asked ? {} : undefined);

  const [sent, setSent] = useState<File | undefined>(undefined);
  const [known, setKnown] = useState<Received | undefined>(undefined);

  const send = async (file: File | undefined, sheet?: string): Promise<void> => {
    if (file === undefined) return;
    setSent(file);
    setKnown(undefined);
    // The browser's file becomes the contract's delivered file on the way: the server writes it to disk.
    const delivered = file as unknown as DeliveredFile;
    const got = await receive.run({ file: delivered, ...(sheet === undefined ? {} : { sheets: [sheet] }) });
    if (got === undefined) return;
    if (got.alreadyThere && sheetsToRead(got).length > 1) setKnown(got);
    else await navigate(`/daten/lieferungen/${got.id}`, { state: { message: got.message } });
  };
  const choices = known === undefined ? sheetsToChoose(receive.trouble) : sheetsToRead(known);
  return (
    <section className="k-section" aria-labelledby={`${id}-title`}>
      <h2 className="k-h2" id={`${id}-title`}>
        {say("receive.title")}
      </h2>
      <FileDrop
        formats={say("receive.formats")}
        disabled={receive.running}
        onFile={(file) => {
          void send(file);
        }}
      />
      {receive.running ? <Progress step={receive.step} onCancel={receive.cancel} /> : null}
      {known === undefined ? null : (
        <div className="k-note" role="status">
          <Icon name="info" />
          <div>
            <p lang="de">{known.message}</p>
            <p>
              <Link to={`/daten/lieferungen/${known.id}`}>{say("receive.open", { id: known.id })}</Link>
            </p>
          </div>
        </div>
      )}
      {receive.trouble === undefined ? null : <TroubleNote trouble={receive.trouble} />}
      {choices.length === 0 || receive.running ? null : (
        <SheetQuestion
          key={choices.join("\n")}
          label={say(known === undefined ? "receive.sheet" : "receive.otherSheet")}
          sheets={choices}
          onRead={(sheet) => void send(sent, sheet)}
        />
      )}
      <details onToggle={(event) => setAsked(event.currentTarget.open)}>
        <summary>{say("receive.known")}</summary>
        {asked ? (
          <Answer of={formats} shape="lines">
            {(answer) => (
              <dl className="c-facts" lang="de">
                {answer.formats.map((format) => (
                  <div key={format.id}>
                    <dt>{format.label}</dt>
                    <dd className="k-muted">{format.hint}</dd>
                  </div>
                ))}
              </dl>
            )}
          </Answer>
        ) : null}
      </details>
    </section>
  );
}

type Received = NonNullable<ReturnType<typeof useAction<typeof receiveDelivery>>["answer"]>;

function sheetsToRead({ proposal }: Received): string[] {
  return proposal.sheets.filter(({ rows }) => rows > 0).map(({ name }) => name);
}

/** The sheets that a refused workbook with many different tables asks to choose from. */
function sheetsToChoose(trouble: Error | undefined): string[] {
  if (!(trouble instanceof Trouble) || trouble.code !== "collect.severalTables") return [];
  return String(trouble.parts?.parameters.sheets ?? "").split(betweenSheets);
}

function SheetQuestion({
  label,
  sheets,
  onRead,
}: {
  readonly label: string;
  readonly sheets: readonly string[];
  readonly onRead: (sheet: string) => void;
}) {
  const { say } = useLanguage("collect");
  const [sheet, setSheet] = useState("");
  return (
    <div className="k-row k-row--end">
      <Select
        label={label}
        choices={[{ id: "", label: say("receive.pleaseChoose") }, ...sheets.map((name) => ({ id: name, label: name }))]}
        value={sheet}
        onChange={setSheet}
      />
      <Button disabled={sheet === ""} onPress={() => onRead(sheet)}>
        {say("receive.readSheet")}
      </Button>
    </div>
  );
}
