import { useState } from "react";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { LazyCombobox } from "../../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { indicatorsContract } from "../../../describe/describe.ts";
import type { ProposalAnswer } from "../../round/roundContract.ts";
import { sides } from "../../round/roundDefinition.ts";
import type { StepProps } from "./stepProps.ts";

type Side = keyof typeof sides;
const sideNames = ["burden", "competence"] as const;

/** Step 4: main and partial indicators in two trees, burden and competence; each indicator in one only (PM10-035). */
export function StructureStep({ round, live, tell, busy }: StepProps) {
  const { say, text } = useLanguage("combine");
  const chosen = round.proposals.filter((one) => one.mergedInto === null && one.outcome === "include");
  const mains = (side: Side) => chosen.filter((one) => one.place?.side === side && one.place.main === null);
  const parts = (main: string) => chosen.filter((one) => one.place?.main === main);
  const unplaced = chosen.filter((one) => one.place === null);
  const targets = [
    { id: "", label: say("structure.choose") },
    ...sideNames.flatMap((side) => [
      { id: side, label: say("structure.asMain", { side: text(sides[side].label) }) },
      ...mains(side).map((main) => ({
        id: `${side} ${main.id}`,
        label: say("structure.asPart", { side: text(sides[side].label), main: main.label }),
      })),
    ]),
  ];
  const props = { round, live, tell, busy, targets };
  return (
    <div className="k-stack">
      {unplaced.length === 0 ? null : (
        <section className="k-section">
          <h3 className="k-h3">{say("structure.unplaced", { count: unplaced.length })}</h3>
          <ul className="w-tree">
            {unplaced.map((one) => (
              <Component key={one.id} one={one} {...props} />
            ))}
          </ul>
        </section>
      )}
      <div className="k-grid k-grid--half">
        {sideNames.map((side) => (
          <section key={side} className="k-card k-section">
            <div>
              <h3 className="k-h3">{text(sides[side].label)}</h3>
              <p className="k-small k-muted">{say(`structure.${side}`, { count: mains(side).length })}</p>
            </div>
            <ul className="w-tree">
              {mains(side).map((main) => (
                <Component key={main.id} one={main} {...props} parts={parts(main.id)} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function Component({
  one,
  parts = [],
  targets,
  ...props
}: StepProps & {
  readonly one: ProposalAnswer;
  readonly parts?: readonly ProposalAnswer[];
  readonly targets: readonly { readonly id: string; readonly label: string }[];
}) {
  const { say, text } = useLanguage("combine");
  const { live, tell } = props;
  const [direction, setDirection] = useState("");
  const catalogue = useOperation(indicatorsContract, live ? {} : undefined).data;
  const known = catalogue?.indicators.find((entry) => entry.id === one.indicator);
  const neutral = known?.direction === "neutral";
  const move = (target: string): void => {
    const [side, main] = target.split(" ");
    if (side !== "burden" && side !== "competence") return;
    void tell({
      kind: "placed",
      proposal: one.id,
      side,
      main: main ?? null,
      ...(direction === "" ? {} : { polarity: direction === "-1" ? -1 : 1 }),
    });
  };
  const here = one.place === null ? "" : `${one.place.side}${one.place.main === null ? "" : ` ${one.place.main}`}`;
  return (
    <li>
      <div className="w-tree__row">
        <span className="w-tree__name">
          {one.label}
          <span className="k-small k-muted">
            {one.place === null ? "" : ` ${say(one.place.polarity === 1 ? "definition.raises" : "definition.lowers")}`}
            {one.indicator === null && parts.length === 0 ? ` · ${say("structure.noIndicator")}` : ""}
          </span>
        </span>
        {live ? (
          <span className="w-tree__tools">
            {one.indicator === null && parts.length === 0 ? (
              <LazyCombobox
                label={say("structure.link", { label: one.label })}
                hideLabel
                clearAfter
                placeholder={say("structure.linkHint")}
                onChoose={(indicator) => void tell({ kind: "linked", proposal: one.id, indicator })}
                choices={(catalogue?.indicators ?? []).map((entry) => ({ id: entry.id, label: text(entry.label) }))}
              />
            ) : null}
            {neutral && one.place === null ? (
              <Select
                label={say("structure.direction", { label: one.label })}
                hideLabel
                value={direction}
                onChange={setDirection}
                choices={[
                  { id: "", label: say("structure.directionAsk") },
                  { id: "1", label: say("definition.raises") },
                  { id: "-1", label: say("definition.lowers") },
                ]}
              />
            ) : null}
            <Select
              label={say("structure.move", { label: one.label })}
              hideLabel
              value={here}
              onChange={move}
              choices={targets.filter((target) => !target.id.endsWith(` ${one.id}`))}
            />
            {one.place === null ? null : (
              <button
                type="button"
                className="k-linkbutton"
                onClick={() => void tell({ kind: "unplaced", proposal: one.id })}
              >
                {say("structure.remove")}
                <span className="k-sr"> {one.label}</span>
              </button>
            )}
          </span>
        ) : null}
      </div>
      {parts.length === 0 ? null : (
        <ul className="w-tree">
          {parts.map((part) => (
            <Component key={part.id} one={part} targets={targets} {...props} />
          ))}
        </ul>
      )}
    </li>
  );
}
