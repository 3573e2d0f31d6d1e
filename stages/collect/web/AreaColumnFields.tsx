import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { LevelsOutput } from "../spaces/contract.ts";
import type { ProposeAreasOutput } from "../spaces/proposalContract.ts";
import {
  type AreasDraft,
  type ConditionDraft,
  type DivisionDraft,
  isGroup,
  newDivision,
  newLevel,
  noColumn,
  type WholeDraft,
  withCode,
} from "./areasDraft.ts";
import { ColumnField, fieldChoices } from "./ColumnField.tsx";

/** Which column is the code, which the name, which part of the file counts, and what larger areas it names. */
export function AreaColumnFields({
  proposal,
  levels,
  draft,
  problems,
  divisionOn,
  onChange,
}: {
  readonly proposal: ProposeAreasOutput;
  readonly levels: LevelsOutput["levels"];
  readonly draft: AreasDraft;
  /** Where larger areas of a level go that are made on the way. */
  readonly divisionOn: (level: string) => DivisionDraft;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (draft: AreasDraft) => void;
}) {
  const { say } = useLanguage("collect");
  const { fields } = proposal;
  return (
    <>
      <fieldset className="c-group">
        <legend className="k-h3">{say("areasIn.columns")}</legend>
        <div className="c-fields">
          <ColumnField
            label={say("areasIn.code")}
            fields={fields}
            column={draft.code}
            onChange={(code) => onChange(withCode(draft, code, proposal.groups))}
          />
          {draft.code.columns.length === 0 ? null : (
            <TextField
              label={say("areasIn.digits")}
              hint={say("areasIn.digitsHint")}
              type="number"
              value={draft.code.digits}
              onChange={(digits) => onChange({ ...draft, code: { ...draft.code, digits } })}
            />
          )}
          {draft.code.isRegional ||
          fields.some(({ id, examples }) => draft.code.columns.includes(id) && regional(examples)) ? (
            <label className="k-check">
              <input
                type="checkbox"
                checked={draft.code.isRegional}
                onChange={(event) =>
                  onChange({ ...draft, code: { ...draft.code, isRegional: event.currentTarget.checked } })
                }
              />
              {say("areasIn.regional")}
            </label>
          ) : null}
          <Select
            label={say("areasIn.name")}
            choices={[{ id: "", label: say("areasIn.noName") }, ...fieldChoices(fields, [draft.name].filter(Boolean))]}
            value={draft.name}
            onChange={(name) => onChange({ ...draft, name })}
          />
        </div>
        <Problem of={problems.code} />
      </fieldset>
      <Part proposal={proposal} draft={draft} problems={problems} onChange={onChange} />
      <fieldset className="c-group">
        <legend className="k-h3">{say("areasIn.wholes")}</legend>
        <p className="k-small k-muted">{say("areasIn.wholesHint")}</p>
        {draft.wholes.map((whole, at) => {
          const set = (next: WholeDraft | undefined): void =>
            onChange({
              ...draft,
              wholes: draft.wholes.flatMap((other, position) => (position === at ? (next ?? []) : other)),
            });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: larger areas have nothing but their order.
            <div className="c-whole" key={at}>
              <Whole
                proposal={proposal}
                levels={levels}
                whole={whole}
                number={at + 1}
                divisionOn={divisionOn}
                onChange={set}
                onRemove={() => set(undefined)}
              />
              <Problem of={problems[`whole${at}`]} />
              <Problem of={problems[`wholeLabel${at}`]} />
            </div>
          );
        })}
        <div>
          <Button
            kind="tertiary"
            onPress={() =>
              onChange({
                ...draft,
                wholes: [
                  ...draft.wholes,
                  {
                    level: { ...newLevel, known: levels[0]?.id ?? "" },
                    make: levels[0]?.areas === 0,
                    division: divisionOn(levels[0]?.id ?? ""),
                    code: noColumn,
                    name: "",
                    given: {},
                  },
                ],
              })
            }
          >
            {say("areasIn.addWhole")}
          </Button>
        </div>
      </fieldset>
    </>
  );
}

function regional(examples: readonly string[]): boolean {
  return examples.every((text) => /^\d{12}$/.test(text));
}

function Problem({ of }: { readonly of: string | undefined }) {
  const { say } = useLanguage("collect");
  return of === undefined ? null : (
    <p className="k-field__problem" role="alert">
      {say(`areasIn.problem.${of}`)}
    </p>
  );
}

const every = "*";

/** The part of the file that counts: one Kreis of many, and any other conditions. */
function Part({
  proposal,
  draft,
  problems,
  onChange,
}: {
  readonly proposal: ProposeAreasOutput;
  readonly draft: AreasDraft;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (draft: AreasDraft) => void;
}) {
  const { say, number } = useLanguage("collect");
  const { groups, fields } = proposal;
  const group = draft.conditions.find((one) => isGroup(one, draft, groups))?.value ?? "";
  const others = draft.conditions.filter((one) => !isGroup(one, draft, groups));
  const setAll = (chosen: string, rest: readonly ConditionDraft[], wantsAll = draft.wantsAll): void =>
    onChange({
      ...draft,
      wantsAll,
      conditions: [
        ...(chosen === "" ? [] : [{ column: draft.code, how: "startsWith" as const, value: chosen }]),
        ...rest,
      ],
    });
  const first = draft.conditions.length - others.length;
  return (
    <fieldset className="c-group">
      <legend className="k-h3">{say("areasIn.part")}</legend>
      {groups.length === 0 ? null : (
        <div className="c-fields">
          <Select
            label={say("areasIn.group")}
            choices={[
              ...(group === "" && !draft.wantsAll ? [{ id: "", label: say("receive.pleaseChoose") }] : []),
              { id: every, label: say("areasIn.allGroups", { count: groups.length }) },
              ...groups.map(({ code, name, areas }) => ({
                id: code,
                label: say("areasIn.groupOf", { code, name, areas: number(areas) }),
              })),
            ]}
            value={group === "" && draft.wantsAll ? every : group}
            onChange={(chosen) => setAll(chosen === every ? "" : chosen, others, chosen === every)}
          />
          <Problem of={problems.group} />
        </div>
      )}
      {others.map((condition, at) => {
        const set = (next: ConditionDraft | undefined): void =>
          setAll(
            group,
            others.flatMap((other, position) => (position === at ? (next ?? []) : other)),
          );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing but their order.
          <div className="c-fields" key={at}>
            <Select
              label={say("areasIn.only", { number: at + 1 })}
              choices={[
                { id: "", label: say("mapping.noColumn") },
                ...(condition.column.columns.length > 1
                  ? [{ id: condition.column.columns.join("+"), label: condition.column.columns.join(" + ") }]
                  : []),
                ...fieldChoices(fields, condition.column.columns.length > 1 ? [] : condition.column.columns),
              ]}
              value={condition.column.columns.join("+")}
              onChange={(id) => set({ ...condition, column: { ...noColumn, columns: id === "" ? [] : [id] } })}
            />
            <Select
              label={say("areasIn.how")}
              choices={(["startsWith", "equals"] as const).map((id) => ({ id, label: say(`areasIn.${id}`) }))}
              value={condition.how}
              onChange={(how) => set({ ...condition, how: how === "equals" ? "equals" : "startsWith" })}
            />
            <TextField
              label={say("areasIn.value")}
              value={condition.value}
              problem={textOf(say, problems[`conditionValue${first + at}`] ?? problems[`condition${first + at}`])}
              onChange={(value) => set({ ...condition, value })}
            />
            <Button kind="tertiary" icon="close" onPress={() => set(undefined)}>
              {say("areasIn.removeCondition", { number: at + 1 })}
            </Button>
          </div>
        );
      })}
      <div>
        <Button
          kind="tertiary"
          onPress={() => setAll(group, [...others, { column: noColumn, how: "equals", value: "" }])}
        >
          {say("areasIn.addCondition")}
        </Button>
      </div>
    </fieldset>
  );
}

function textOf(say: (key: string) => string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : say(`areasIn.problem.${problem}`);
}

function Whole({
  proposal,
  levels,
  whole,
  number,
  divisionOn,
  onChange,
  onRemove,
}: {
  readonly proposal: ProposeAreasOutput;
  readonly levels: LevelsOutput["levels"];
  readonly whole: WholeDraft;
  readonly number: number;
  readonly divisionOn: (level: string) => DivisionDraft;
  readonly onChange: (whole: WholeDraft) => void;
  readonly onRemove: () => void;
}) {
  const { say, text } = useLanguage("collect");
  const { fields } = proposal;
  return (
    <div className="c-fields">
      <Select
        label={say("areasIn.wholeLevel", { number })}
        choices={[
          ...levels.map(({ id, label }) => ({ id, label: text(label) })),
          { id: "", label: say("areasIn.newLevel") },
        ]}
        value={whole.level.known}
        onChange={(known) =>
          onChange({
            ...whole,
            level: { ...newLevel, known },
            division: known === "" ? newDivision : divisionOn(known),
          })
        }
      />
      {whole.level.known === "" ? (
        <TextField
          label={say("areasIn.wholeLabel", { number })}
          value={whole.level.label}
          onChange={(label) =>
            // Another name is another level: what was proposed for the first no longer holds.
            onChange({ ...whole, level: { ...newLevel, label }, division: newDivision })
          }
        />
      ) : null}
      <ColumnField
        label={say("areasIn.wholeCode", { number })}
        fields={fields}
        column={whole.code}
        onChange={(code) => onChange({ ...whole, code })}
      />
      <TextField
        label={say("areasIn.first")}
        hint={say("areasIn.firstHint")}
        type="number"
        value={whole.code.first}
        onChange={(first) => onChange({ ...whole, code: { ...whole.code, first } })}
      />
      <Select
        label={say("areasIn.wholeName", { number })}
        choices={[
          { id: "", label: say(whole.given.names === undefined ? "areasIn.noName" : "areasIn.namesInFile") },
          ...fieldChoices(fields, [whole.name].filter(Boolean)),
        ]}
        value={whole.name}
        onChange={(name) => onChange({ ...whole, name })}
      />
      <label className="k-check">
        <input
          type="checkbox"
          checked={whole.make}
          onChange={(event) => onChange({ ...whole, make: event.currentTarget.checked })}
        />
        {say("areasIn.make")}
      </label>
      <Button kind="tertiary" icon="close" onPress={onRemove}>
        {say("areasIn.removeWhole", { number })}
      </Button>
    </div>
  );
}
