import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Sheet } from "../../../runtime/ui/control/Sheet.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import { type Lineage, lineageContract } from "../contract.ts";

/** Where one number comes from: the story in steps, the formula with its parts, down to file, sheet, row and column. */
export function LineagePanel({
  indicator,
  level,
  code,
  period,
  areas,
  onArea,
  onClose,
}: {
  readonly indicator: string;
  readonly level: string;
  readonly code: string;
  readonly period: string;
  /** Other areas whose origin one may ask for. */
  readonly areas?: { readonly codes: readonly string[]; readonly names: readonly string[] };
  readonly onArea?: (code: string) => void;
  readonly onClose: () => void;
}) {
  const { say } = useLanguage("describe");
  const lineage = useOperation(lineageContract, { indicator, level, code, period });
  return (
    <Sheet title={say("lineage.title")} onClose={onClose}>
      <div className="k-stack">
        {areas === undefined || onArea === undefined ? null : (
          <div className="k-selection__wide">
            <LazyCombobox
              label={say("lineage.area")}
              value={code}
              onChoose={onArea}
              choices={areas.codes.map((each, position) => ({ id: each, label: areas.names[position] ?? each }))}
            />
          </div>
        )}
        <Answer of={lineage} shape="lines">
          {(answer) => <Story answer={answer} />}
        </Answer>
      </div>
    </Sheet>
  );
}

function Story({ answer }: { readonly answer: Lineage }) {
  const { say, text, number, period, day } = useLanguage("describe");
  const { indicator, definition } = answer;
  return (
    <div className="k-stack">
      <p className="k-lead">
        {text(indicator.label)}, {answer.area.name}, {period(answer.period)}:{" "}
        <strong>
          <Figures value={answer.value} decimals={indicator.decimals} unit={indicator.unit} mark={answer.mark} />
        </strong>
      </p>
      <section className="k-section">
        <h3 className="k-h3">{say("lineage.formula", { version: definition.version })}</h3>
        <p className="k-formula">
          <code>{definition.formula}</code>
        </p>
        <ul className="k-parts">
          {answer.parts.map((part) => (
            <li key={`${part.baseFigure.id} ${part.period}`} className="k-part">
              <div className="k-row k-row--apart">
                <span>
                  <code>{part.baseFigure.id}</code> {text(part.baseFigure.label)}, {period(part.period)}
                </span>
                <strong>
                  <Figures value={part.value} decimals={decimalsOf(part.value)} unit={part.baseFigure.unit} />
                </strong>
              </div>
              <p className="k-small k-muted">
                {say(`lineage.how.${part.how}`, { count: part.cells.length })}
                {part.sumOfParts === null || !isPresent(part.sumOfParts)
                  ? ""
                  : ` ${say("lineage.sumOfParts", { sum: number(part.sumOfParts, { decimals: decimalsOf(part.sumOfParts) }) })}`}
              </p>
              <Cells part={part} />
            </li>
          ))}
        </ul>
      </section>
      <section className="k-section">
        <h3 className="k-h3">{say("lineage.steps")}</h3>
        <ol className="k-steps">
          {answer.steps.map((step) => (
            <li key={`${step.kind} ${step.sentence.de}`}>
              <strong>{text(step.title)}</strong>
              <span>{text(step.sentence)}</span>
            </li>
          ))}
        </ol>
        {definition.changedAt === null ? null : (
          <p className="k-small k-muted">
            {say("method.changed", { day: day(definition.changedAt), person: definition.person ?? "", reason: "" })}
          </p>
        )}
      </section>
    </div>
  );
}

const cellsAtOnce = 8;

function Cells({ part }: { readonly part: Lineage["parts"][number] }) {
  const { say, text, day } = useLanguage("describe");
  if (part.cells.length === 0) return null;
  const list = (cells: Lineage["parts"][number]["cells"]) => (
    <ul className="k-cells k-small">
      {cells.map((cell) => (
        <li key={`${cell.area.level} ${cell.area.code}`}>
          {cell.area.name}: <Figures value={cell.value} decimals={decimalsOf(cell.value)} mark={cell.mark} />
          {cell.share < 1 ? ` × ${Math.round(cell.share * 1000) / 10} %` : ""}
          {cell.delivery === null ? null : (
            <span className="k-muted">
              {" – "}
              {say("lineage.cell", { file: cell.delivery.fileName, id: cell.delivery.id })}
              {cell.delivery.sheet === "" ? "" : `, ${say("lineage.sheet", { sheet: cell.delivery.sheet })}`}
              {cell.delivery.row === null ? "" : `, ${say("lineage.row", { row: cell.delivery.row })}`}
              {cell.delivery.column === null ? "" : `, ${say("lineage.column", { column: cell.delivery.column })}`}
              {cell.delivery.acceptedBy === null
                ? ""
                : `, ${say("lineage.accepted", { person: cell.delivery.acceptedBy, day: day(cell.delivery.acceptedAt ?? "") })}`}
              {cell.conversion === null ? "" : `. ${text(cell.conversion)}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
  if (part.cells.length <= cellsAtOnce) return list(part.cells);
  return (
    <details>
      <summary className="k-small">{say("lineage.cells", { count: part.cells.length })}</summary>
      {list(part.cells)}
    </details>
  );
}

function decimalsOf(value: Value): number {
  return typeof value === "number" && !Number.isInteger(value) ? 2 : 0;
}
