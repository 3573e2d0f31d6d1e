import { disclosureRules } from "../../../kernel/indicator/baseFigure.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type Proposal, whatIsMissing } from "../contract.ts";
import type { FigureRule, Mapping } from "../mapping.ts";
import { PeriodField } from "./PeriodField.tsx";
import { SheetChoice } from "./SheetChoice.tsx";
import { TableLayout } from "./TableLayout.tsx";

/** How the file becomes figures, as far as a planner decides it. */
export function MappingEditor({
  proposal,
  mapping,
  onSheet,
  onChange,
}: {
  readonly proposal: Proposal;
  readonly mapping: Mapping;
  /** Another sheet of the workbook is to lead. */
  readonly onSheet: (sheet: string) => void;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const { say } = useLanguage("collect");
  const source = mapping.source ?? {};
  const sources = sourcesOf(proposal, mapping);
  return (
    <div className="k-stack">
      {proposal.learnedFrom === null ? null : (
        <p className="k-note" lang="de">
          {say("mapping.learned", { how: proposal.learnedFrom.sentence })}
        </p>
      )}
      {proposal.reader === null ? <p>{say("file.unread")}</p> : null}
      {mapping.table?.period.by === "constant" ? (
        <PeriodField
          period={mapping.table.period}
          lastPeriod={proposal.learnedFrom?.lastPeriod ?? null}
          onChange={(period) =>
            onChange({ ...mapping, ...(mapping.table === undefined ? {} : { table: { ...mapping.table, period } }) })
          }
        />
      ) : null}
      {mapping.reader === "zensusGrid" ? (
        <Select
          label={say("mapping.cells")}
          choices={(["centre", "share"] as const).map((id) => ({ id, label: say(`mapping.cellsBy.${id}`) }))}
          value={mapping.cells ?? "centre"}
          onChange={(cells) => onChange({ ...mapping, cells: cells === "share" ? "share" : "centre" })}
        />
      ) : null}
      {mapping.table === undefined || proposal.sheets.filter(({ rows }) => rows > 0).length < 2 ? null : (
        <SheetChoice
          sheets={proposal.sheets}
          table={mapping.table}
          onLead={onSheet}
          onChange={(table) => onChange({ ...mapping, table })}
        />
      )}
      {mapping.table === undefined ? null : (
        <TableLayout
          columns={proposal.columns}
          table={mapping.table}
          onChange={(table) => onChange({ ...mapping, table })}
        />
      )}
      <fieldset className="c-group">
        <legend className="k-h3">{say("mapping.figures")}</legend>
        {sources.map((name) => (
          <FigureRow
            key={name}
            name={name}
            proposal={proposal}
            rules={mapping.figures.filter((rule) => rule.source === name)}
            onRules={(rules) =>
              onChange({ ...mapping, figures: [...mapping.figures.filter((rule) => rule.source !== name), ...rules] })
            }
          />
        ))}
      </fieldset>
      <fieldset className="c-group">
        <legend className="k-h3">{say("mapping.sourceFacts")}</legend>
        <div className="k-row k-row--end">
          {(["title", "publisher", "licence"] as const).map((field) => (
            <TextField
              key={field}
              label={say(`mapping.${field}`)}
              value={source[field] ?? proposal.source[field] ?? ""}
              onChange={(text) => onChange({ ...mapping, source: { ...source, [field]: text } })}
            />
          ))}
          <Select
            label={say("mapping.rules")}
            choices={["default", ...disclosureRules].map((id) => ({
              id,
              label: say(`mapping.rule.${id}`),
            }))}
            value={mapping.disclosure ?? "default"}
            onChange={(rule) => {
              const { disclosure: _, ...rest } = mapping;
              onChange(rule === "default" ? rest : { ...rest, disclosure: rule as NonNullable<Mapping["disclosure"]> });
            }}
          />
        </div>
      </fieldset>
    </div>
  );
}

function sourcesOf(proposal: Proposal, mapping: Mapping): string[] {
  return [
    ...new Set([
      ...proposal.sourceFigures.map((figure) => figure.source),
      ...mapping.figures.map((rule) => rule.source),
    ]),
  ];
}

function FigureRow({
  name,
  proposal,
  rules,
  onRules,
}: {
  readonly name: string;
  readonly proposal: Proposal;
  readonly rules: readonly FigureRule[];
  readonly onRules: (rules: FigureRule[]) => void;
}) {
  const { say } = useLanguage("collect");
  const found = proposal.sourceFigures.find((figure) => figure.source === name);
  const shown: readonly (FigureRule | undefined)[] = rules.length === 0 ? [undefined] : rules;
  return (
    <>
      {shown.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rules of one source have nothing but their order.
        <div className="c-rule" key={at}>
          <p>{name}</p>
          <div className="k-row">
            {rule === undefined
              ? null
              : found?.dimensions.map((dimension) => (
                  <Select
                    key={dimension.name}
                    label={dimension.name}
                    choices={[
                      { id: "*", label: say("mapping.any") },
                      { id: "+", label: say("mapping.keep") },
                      ...dimension.members.map((member) => ({ id: `=${member}`, label: member })),
                    ]}
                    value={choiceOf(rule, dimension.name)}
                    onChange={(choice) =>
                      onRules(rules.map((other, of) => (of === at ? withChoice(other, dimension.name, choice) : other)))
                    }
                  />
                ))}
          </div>
          <FigureChoice
            label={`${say("mapping.figure")}: ${name}`}
            value={rule?.figure}
            onChoose={(figure) =>
              onRules(
                figure === ""
                  ? rules.filter((_, of) => of !== at)
                  : rule === undefined
                    ? [{ source: name, figure }]
                    : rules.map((other, of) => (of === at ? { ...other, figure } : other)),
              )
            }
          />
        </div>
      ))}
    </>
  );
}

function FigureChoice({
  label,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChoose: (figure: string) => void;
}) {
  const { say } = useLanguage("collect");
  const known = useOperation(whatIsMissing, { counted: false });
  const figures = [...new Map((known.data?.figures ?? []).map((figure) => [figure.figure, figure])).values()];
  const own =
    value === undefined || figures.some((figure) => figure.figure === value) ? [] : [{ id: value, label: value }];
  return (
    <LazyCombobox
      label={label}
      hideLabel
      placeholder={say("mapping.search")}
      value={value ?? ""}
      choices={[
        { id: "", label: say("mapping.leaveOut") },
        ...own,
        ...figures.map((figure) => ({ id: figure.figure, label: figure.label, detail: figure.figure })),
      ]}
      onChoose={onChoose}
    />
  );
}

function choiceOf(rule: FigureRule, dimension: string): string {
  const member = rule.where?.[dimension];
  if (typeof member === "string") return `=${member}`;
  return rule.keep?.includes(dimension) === true ? "+" : "*";
}

function withChoice(rule: FigureRule, dimension: string, choice: string): FigureRule {
  const { where = {}, keep = [], sum: _, ...rest } = rule;
  const otherWhere = Object.fromEntries(Object.entries(where).filter(([name]) => name !== dimension));
  const nextWhere = choice.startsWith("=") ? { ...otherWhere, [dimension]: choice.slice(1) } : otherWhere;
  const nextKeep = [...keep.filter((name) => name !== dimension), ...(choice === "+" ? [dimension] : [])];
  return {
    ...rest,
    ...(Object.keys(nextWhere).length > 0 ? { where: nextWhere } : {}),
    ...(nextKeep.length > 0 ? { keep: nextKeep } : {}),
    ...(choice === "*" || rule.sum === true ? { sum: true } : {}),
  };
}
