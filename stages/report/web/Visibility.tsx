import { useState } from "react";
import { audiences } from "../../../kernel/contract/audience.ts";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { addressReportContract, type ReportAnswer, reportContract } from "../contract.ts";

/** For whom a report is, and which of its parts stay inside the administration. */
export function Visibility({ report, blocks, version }: Pick<ReportAnswer, "report" | "blocks" | "version">) {
  const { say } = useLanguage("report");
  const save = useAction(addressReportContract);
  const [chosen, setChosen] = useState<readonly string[]>(report.audiences);
  const [internal, setInternal] = useState<readonly string[]>(
    blocks.filter((block) => block.internal).map(({ mark }) => mark),
  );
  const [basedOn, setBasedOn] = useState(version);
  const store = async (from: number): Promise<void> => {
    const stored = await save.run({
      id: report.id,
      audiences: audiences.filter((audience) => chosen.includes(audience)),
      internalBlocks: [...internal],
      basedOn: from,
    });
    if (stored !== undefined) setBasedOn(stored.version);
  };
  const inWords = (of: readonly string[], hidden: readonly string[]) => ({
    audiences: of.map((audience) => say(`audience.${audience}`)).join(", "),
    internal: blocks
      .filter(({ mark }) => hidden.includes(mark))
      .map(({ title }) => title)
      .join("; "),
  });
  const [theirs, setTheirs] = useState<ReportAnswer | undefined>(undefined);
  const hiddenIn = (answer: ReportAnswer) => answer.blocks.filter((block) => block.internal).map(({ mark }) => mark);
  const toggled = (list: readonly string[], one: string) =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  return (
    <details className="k-card k-stack k-noprint">
      <summary>{say("visibility.title")}</summary>
      <fieldset className="k-fieldset">
        <legend>{say("visibility.audiences")}</legend>
        {audiences.map((audience) => (
          <label key={audience} className="report-choice">
            <input
              type="checkbox"
              checked={chosen.includes(audience)}
              onChange={() => setChosen(toggled(chosen, audience))}
            />
            {say(`audience.${audience}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className="k-fieldset">
        <legend>{say("visibility.internal")}</legend>
        <div className="report-blocks">
          {blocks.map((block) => (
            <label key={block.mark} className="report-choice">
              <input
                type="checkbox"
                checked={internal.includes(block.mark)}
                onChange={() => setInternal(toggled(internal, block.mark))}
              />
              <span className="k-muted">{say(`block.${block.kind}`)}</span> <span lang="de">{block.title}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <SaveTrouble
        trouble={save.trouble}
        mine={inWords(
          audiences.filter((audience) => chosen.includes(audience)),
          internal,
        )}
        inForce={async () => {
          const now = await callOperation(reportContract, { id: report.id });
          setTheirs(now);
          return { content: inWords(now.report.audiences, hiddenIn(now)), version: now.version };
        }}
        nameOf={(field) => say(`visibility.${field}`)}
        onKeepMine={(from) => void store(from)}
        onTakeTheirs={(_, from) => {
          if (theirs === undefined) return;
          setChosen(theirs.report.audiences);
          setInternal(hiddenIn(theirs));
          setBasedOn(from);
        }}
      />
      <div className="k-row">
        <Button kind="primary" disabled={save.running} onPress={() => void store(basedOn)}>
          {say("visibility.save")}
        </Button>
        {save.answer === undefined ? null : <span role="status">{say("visibility.saved")}</span>}
      </div>
    </details>
  );
}
