import { useCallback, useRef, useState } from "react";
import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import type { DeliveredFile } from "../contract.ts";
import { importAreasContract } from "../spaces/contract.ts";
import { type ProposeAreasOutput, proposeAreasContract } from "../spaces/proposalContract.ts";
import { AreasWizard } from "./AreasWizard.tsx";
import type { AreasDraft } from "./areasDraft.ts";
import { ChangesWizard } from "./ChangesWizard.tsx";
import "./collect.css";
import { FileDrop } from "./FileDrop.tsx";
import { type ImportStep, ImportSteps } from "./ImportSteps.tsx";

/** The way in for areas, with borders or without, and for the lists that tell how they changed. */
export default function SpacesImportPage() {
  const { say } = useLanguage("collect");
  return (
    <div className="k-stack k-stack--wide">
      <div className="k-stack k-stack--tight">
        <p>
          <Link to="/daten/raeume">{say("areasIn.back")}</Link>
        </p>
        <header className="k-pagehead">
          <h1 className="k-h1">{say("page.spacesImport")}</h1>
          <p className="k-meaning">{say("areasIn.lead")}</p>
        </header>
      </div>
      <IfMay call={importAreasContract} wholePage>
        <Import />
      </IfMay>
    </div>
  );
}

interface Read {
  readonly file: File;
  readonly proposal: ProposeAreasOutput;
  /** Another file or another look at it begins anew; the same keeps what was typed. */
  readonly number: number;
}

function Import() {
  const { say, number } = useLanguage("collect");
  const look = useAction(proposeAreasContract, { leavesPages: true });
  const [read, setRead] = useState<Read | undefined>(undefined);
  const [step, setStep] = useState<ImportStep>("mapping");
  const typed = useRef<AreasDraft | undefined>(undefined);
  const onDraft = useCallback((draft: AreasDraft | undefined) => {
    typed.current = draft;
  }, []);
  const open = async (file: File, choice: { layer?: string; headerRow?: number } = {}): Promise<void> => {
    // The browser's file becomes the contract's delivered file on the way: the server writes it to disk.
    const proposal = await look.run({ file: file as unknown as DeliveredFile, ...choice });
    if (proposal !== undefined) setRead((before) => ({ file, proposal, number: (before?.number ?? 0) + 1 }));
  };
  return (
    <>
      <ImportSteps at={read === undefined ? "file" : step} />
      <section className="k-section" aria-labelledby="areas-file">
        <h2 className="k-h2" id="areas-file">
          {say("step.file")}
        </h2>
        <FileDrop
          formats={say("areasIn.formatsKnown")}
          disabled={look.running}
          onFile={(file) => {
            void open(file);
          }}
        />
        {look.running ? (
          <Progress
            step={look.step ?? { doing: say("receive.running"), done: 0, total: null }}
            onCancel={look.cancel}
          />
        ) : null}
        {look.trouble === undefined ? null : <TroubleNote trouble={look.trouble} />}
        {read === undefined ? null : (
          <p role="status">
            {say("areasIn.file", {
              name: read.file.name,
              size: number(read.file.size / 1_000, { decimals: 1, unit: "kB" }),
            })}
          </p>
        )}
      </section>
      {read === undefined ? null : read.proposal.changes === null ? (
        <AreasWizard
          key={read.number}
          file={read.file}
          proposal={read.proposal}
          onStep={setStep}
          before={typed.current}
          onDraft={onDraft}
          onLook={(choice) => {
            void open(read.file, choice);
          }}
        />
      ) : (
        <ChangesWizard key={read.number} file={read.file} changes={read.proposal.changes} onStep={setStep} />
      )}
    </>
  );
}
