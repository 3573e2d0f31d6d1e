import type { ReactNode } from "react";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { DivisionsOutput, LevelsOutput } from "../spaces/contract.ts";
import type { ProposeAreasOutput } from "../spaces/proposalContract.ts";
import { type AreasDraft, type DivisionDraft, idOf, type LevelDraft, newDivision } from "./areasDraft.ts";
import { PurposeBoxes } from "./PurposeBoxes.tsx";

const kinds = [
  "administrative",
  "statistical",
  "planning",
  "action",
] as const satisfies readonly DivisionDraft["kind"][];

/** Which level and division the areas belong to, and which state of the boundaries this is. */
export function AreaPlaceFields({
  proposal,
  levels,
  divisions,
  draft,
  problems,
  children,
  onChange,
}: {
  readonly proposal: ProposeAreasOutput;
  readonly levels: LevelsOutput["levels"];
  readonly divisions: DivisionsOutput["divisions"];
  readonly draft: AreasDraft;
  readonly problems: Readonly<Record<string, string>>;
  /** What the server refused about these fields. */
  readonly children: ReactNode;
  readonly onChange: (draft: AreasDraft) => void;
}) {
  const { say, text } = useLanguage("collect");
  const { level, division } = draft;
  const problem = (field: string): string | undefined =>
    problems[field] === undefined ? undefined : say(`areasIn.problem.${problems[field]}`);
  const setLevel = (next: Partial<LevelDraft>): void => onChange({ ...draft, level: { ...level, ...next } });
  const setDivision = (next: Partial<DivisionDraft>): void =>
    onChange({ ...draft, division: { ...division, ...next } });
  const own = divisions.filter((one) => one.level === level.known);
  const chosen = levels.find(({ id }) => id === level.known);
  return (
    <>
      <fieldset className="c-group">
        <legend className="k-h3">{say("areasIn.level")}</legend>
        <div className="c-fields">
          <Select
            label={say("spaces.level")}
            choices={[
              ...levels.map((one) => ({ id: one.id, label: `${text(one.label)} (${one.areas})` })),
              { id: "", label: say("areasIn.newLevel") },
            ]}
            value={level.known}
            onChange={(known) => {
              const [only, ...more] = divisions.filter((one) => one.level === known);
              const isOne = only !== undefined && more.length === 0;
              onChange({
                ...draft,
                level: { ...level, known },
                division: isOne ? { ...newDivision, known: only.id } : { ...division, known: "" },
              });
            }}
          />
          {level.known === "" ? (
            <>
              <TextField
                label={say("areasIn.levelLabel")}
                hint={say("areasIn.levelLabelHint")}
                value={level.label}
                problem={problem("levelLabel")}
                onChange={(label) => setLevel({ label, english: "", id: idOf(label).toUpperCase() })}
              />
              <TextField
                label={say("areasIn.id")}
                value={level.id}
                problem={problem("levelId")}
                onChange={(id) => setLevel({ id })}
              />
              <TextField
                label={say("areasIn.rank")}
                hint={say("areasIn.rankHint", {
                  ranks: levels.map((one) => `${text(one.label)} ${one.rank}`).join(", ") || "–",
                })}
                type="number"
                value={level.rank}
                problem={problem("levelRank")}
                onChange={(rank) => setLevel({ rank })}
              />
            </>
          ) : null}
        </div>
        {level.known === "" ? (
          <PurposeBoxes
            chosen={level.purposes}
            problem={problem("purposes")}
            onChange={(purposes) => setLevel({ purposes })}
          />
        ) : (
          <p className="k-small k-muted">
            {say("areasIn.usedFor", {
              purposes: (chosen?.purposes ?? []).map((purpose) => say(`spaces.use.${purpose}`)).join(", ") || "–",
            })}
          </p>
        )}
      </fieldset>
      <fieldset className="c-group">
        <legend className="k-h3">{say("areasIn.division")}</legend>
        <p className="k-small k-muted">{say("areasIn.divisionHint")}</p>
        <div className="c-fields">
          <Select
            label={say("areasIn.division")}
            choices={[
              ...own.map((one) => ({ id: one.id, label: text(one.label) })),
              { id: "", label: say("areasIn.newDivision") },
            ]}
            value={division.known}
            onChange={(known) => setDivision({ known })}
          />
          {division.known === "" ? (
            <>
              <TextField
                label={say("areasIn.divisionLabel")}
                value={division.label}
                problem={problem("label")}
                onChange={(label) => setDivision({ label, id: idOf(label) })}
              />
              <TextField
                label={say("areasIn.id")}
                value={division.id}
                problem={problem("divisionId")}
                onChange={(id) => setDivision({ id })}
              />
              <Select
                label={say("areasIn.kind")}
                choices={kinds.map((id) => ({ id, label: say(`areasIn.kinds.${id}`) }))}
                value={division.kind}
                onChange={(kind) => setDivision({ kind: kinds.find((one) => one === kind) ?? "statistical" })}
              />
              {(["author", "purpose", "criteria"] as const).map((field) => (
                <TextField
                  key={field}
                  label={say(`spaces.${field}`)}
                  hint={say(`areasIn.${field}Hint`)}
                  value={division[field]}
                  problem={problem(field)}
                  onChange={(value) => setDivision({ [field]: value })}
                />
              ))}
              <TextField
                label={say("areasIn.decidedOn")}
                type="date"
                value={division.decidedOn}
                onChange={(decidedOn) => setDivision({ decidedOn })}
              />
              <TextField
                label={say("areasIn.approval")}
                value={division.approval}
                onChange={(approval) => setDivision({ approval })}
              />
              <label className="k-check">
                <input
                  type="checkbox"
                  checked={division.partition}
                  onChange={(event) => setDivision({ partition: event.currentTarget.checked })}
                />
                {say("areasIn.partition")}
              </label>
            </>
          ) : null}
        </div>
      </fieldset>
      {proposal.drawn === 0 ? (
        <p className="k-note">{say("areasIn.undrawn")}</p>
      ) : (
        <fieldset className="c-group">
          <legend className="k-h3">{say("areasIn.version")}</legend>
          <div className="c-fields">
            <TextField
              label={say("areasIn.validOn")}
              hint={say("areasIn.validOnHint")}
              type="date"
              value={draft.validOn}
              problem={problem("validOn")}
              onChange={(validOn) => onChange({ ...draft, validOn })}
            />
            <TextField
              label={say("areasIn.source")}
              hint={say("areasIn.sourceHint")}
              value={draft.source}
              problem={problem("source")}
              onChange={(source) => onChange({ ...draft, source })}
            />
            <TextField
              label={say("areasIn.licence")}
              hint={say("areasIn.licenceHint")}
              value={draft.licence}
              onChange={(licence) => onChange({ ...draft, licence })}
            />
            {proposal.projection === null || proposal.projection.declared ? null : (
              <TextField
                label={say("areasIn.projection")}
                hint={say("areasIn.projectionHint", { guess: proposal.projection.name })}
                value={draft.projection}
                problem={problem("projection")}
                onChange={(projection) => onChange({ ...draft, projection })}
              />
            )}
          </div>
          {proposal.projection?.declared === true ? (
            <p className="k-small k-muted">{say("areasIn.declared", { projection: proposal.projection.name })}</p>
          ) : null}
        </fieldset>
      )}
      {children}
    </>
  );
}
