import { useState } from "react";
import { audiences } from "../../../kernel/contract/audience.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { addressReportContract, type ReportAnswer } from "../contract.ts";

/** For whom a report is, and which of its parts stay inside the administration. */
export function Visibility({ report, blocks }: Pick<ReportAnswer, "report" | "blocks">) {
  const { say } = useLanguage("report");
  const save = useAction(addressReportContract);
  const [chosen, setChosen] = useState<readonly string[]>(report.audiences);
  const [internal, setInternal] = useState<readonly string[]>(
    blocks.filter((block) => block.internal).map(({ mark }) => mark),
  );
  const toggled = (list: readonly string[], one: string) =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  return (
    <details className="k-card k-stack k-noprint">
      <summary>{say("visibility.title")}</summary>
      <fieldset>
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
      <fieldset>
        <legend>{say("visibility.internal")}</legend>
        <div className="report-blocks">
          {blocks.map((block) => (
            <label key={block.mark} className="report-choice">
              <input
                type="checkbox"
                checked={internal.includes(block.mark)}
                onChange={() => setInternal(toggled(internal, block.mark))}
              />
              <span className="k-muted">{say(`block.${block.kind}`)}</span> {block.title}
            </label>
          ))}
        </div>
      </fieldset>
      {save.trouble === undefined ? null : <TroubleNote trouble={save.trouble} />}
      <div className="k-row">
        <Button
          kind="primary"
          disabled={save.running}
          onPress={() =>
            void save.run({
              id: report.id,
              audiences: audiences.filter((audience) => chosen.includes(audience)),
              internalBlocks: [...internal],
            })
          }
        >
          {say("visibility.save")}
        </Button>
        {save.answer === undefined ? null : <span role="status">{say("visibility.saved")}</span>}
      </div>
    </details>
  );
}
