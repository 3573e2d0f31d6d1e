import { useEffect, useState } from "react";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { useSentence } from "../../../runtime/ui/language/useSentence.ts";
import { checkFormulaContract, type FormulaFindingAnswer } from "../contract.ts";

/** Milliseconds without a letter before the formula is sent to be checked. */
const pause = 300;

/** A formula, checked while one types; what is wrong is marked at its character. */
export function FormulaField({
  value,
  onChange,
  problem,
}: {
  readonly value: string;
  readonly onChange: (formula: string) => void;
  readonly problem: string | undefined;
}) {
  const { say } = useLanguage("describe");
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const wait = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(wait);
  }, [value]);
  const check = useOperation(checkFormulaContract, settled.trim() === "" ? undefined : { formula: settled });
  const current = settled === value && !check.isPlaceholderData ? check.data : undefined;
  const findings = current?.findings ?? [];
  const inWords = useSentence("describe");

  return (
    <div className="k-stack k-stack--tight">
      <TextField
        label={say("method.formula")}
        hint={say("edit.formulaHint")}
        value={value}
        onChange={onChange}
        lines={3}
        required
        problem={problem}
      >
        {findings.length === 0 ? null : <Marked formula={settled} findings={findings} />}
      </TextField>
      <div role="status">
        {findings
          .map((finding) => ({ ...finding, said: inWords({ ...finding, place: null }, finding.sentence) }))
          .map((finding) => (
            <p key={`${finding.character} ${finding.code}`} className="k-small k-field__problem">
              {say("edit.character", { character: finding.character })}:{" "}
              <span lang={finding.said.lang}>{finding.said.text}</span>
              {finding.suggestions.map((suggestion) => (
                <button
                  key={suggestion}
                  type="button"
                  className="k-chip"
                  onClick={() =>
                    onChange(
                      settled.slice(0, finding.character - 1) +
                        suggestion +
                        settled.slice(finding.character - 1 + finding.length),
                    )
                  }
                >
                  {suggestion}
                </button>
              ))}
            </p>
          ))}
        {current?.accepted === true ? (
          <p className="k-small k-muted">
            {say("edit.accepted", { figures: current.baseFigures.join(", "), unit: current.unit ?? "–" })}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Marked({
  formula,
  findings,
}: {
  readonly formula: string;
  readonly findings: readonly FormulaFindingAnswer[];
}) {
  const wrong = new Set(
    findings.flatMap((finding) =>
      Array.from({ length: Math.max(1, finding.length) }, (_, step) => finding.character - 1 + step),
    ),
  );
  return (
    <code className="k-formula k-formula--marked" aria-hidden="true">
      {[...`${formula} `].map((letter, position) =>
        wrong.has(position) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the position is the character.
          <mark key={position}>{letter}</mark>
        ) : (
          letter
        ),
      )}
    </code>
  );
}
