import { useMemo, useState } from "react";
import { isPresent } from "../../../kernel/value/value.ts";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Ranking } from "../../../runtime/ui/chart/Ranking.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { Stepper } from "../../../runtime/ui/control/Stepper.tsx";
import { Tabs } from "../../../runtime/ui/control/Tabs.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { countyContract } from "../../describe/describe.ts";
import { type IndexAnswer, indexContract, indicesContract } from "../contract.ts";
import { Breakdown } from "./Breakdown.tsx";
import { Checks } from "./Checks.tsx";
import { ContributionsTable } from "./ContributionsTable.tsx";
import { Definition } from "./Definition.tsx";
import { IndexMap } from "./IndexMap.tsx";
import { indexFiles } from "./indexFiles.ts";

const comparedAtOnce = 6;

/** The Sozialformel: five indicators of poverty put together, as map, list and part by part. */
export default function SozialformelPage() {
  const { say, text, period } = useLanguage("combine");
  const { selection, choose, setting, set } = useAddressState();
  const county = useOperation(countyContract, {}).data;
  const definition = useOperation(indicesContract, {}).data?.indices.find((index) => index.id === "sozialformel");
  const offered = (county?.levels ?? []).filter(
    (level) => level.areaCount > 1 && definition?.levels.includes(level.id) !== false,
  );
  const level =
    offered.find((candidate) => candidate.id === selection.level)?.id ?? usual(offered, county?.defaultLevel);
  const normalisation = setting("verfahren") === "minmax" ? "minmax" : "z";
  const index = useOperation(
    indexContract,
    level === undefined
      ? undefined
      : {
          id: "sozialformel",
          level,
          normalisation,
          ...(selection.period === undefined ? {} : { period: selection.period }),
        },
  );
  usePageTitle(say("page.sozialformel"));

  return (
    <div className="k-stack">
      <div className="k-selection">
        <Select
          label={say("level")}
          value={level ?? ""}
          onChange={(chosen) => choose({ level: chosen, areas: [] })}
          choices={offered.map((candidate) => ({ id: candidate.id, label: text(candidate.label) }))}
        />
        {index.data === undefined || index.data.periods.length === 0 ? null : (
          <Stepper
            label={say("period")}
            previous={say("previousPeriod")}
            next={say("nextPeriod")}
            value={index.data.period}
            onChange={(chosen) => choose({ period: chosen })}
            choices={[...index.data.periods].reverse().map((entry) => ({ id: entry, label: period(entry) }))}
          />
        )}
        <Select
          label={say("normalisation.label")}
          value={normalisation}
          onChange={(chosen) => set({ verfahren: chosen === "z" ? undefined : chosen })}
          choices={(["z", "minmax"] as const).map((id) => ({ id, label: say(`normalisation.${id}`) }))}
        />
      </div>
      <header className="k-pagehead">
        <h1 className="k-h1">{definition === undefined ? say("page.sozialformel") : text(definition.label)}</h1>
        {definition === undefined ? null : <p className="k-meaning">{text(definition.description)}</p>}
      </header>
      <Answer of={index} shape="figure">
        {(answer) => <Figures answer={answer} />}
      </Answer>
    </div>
  );
}

function Figures({ answer }: { readonly answer: IndexAnswer }) {
  const { say, period, language } = useLanguage("combine");
  const { selection, choose, setting, set } = useAddressState();
  const [highlighted, setHighlighted] = useState<string | undefined>(undefined);
  const ranked = useMemo(
    () => answer.areas.map((area) => ({ code: area.code, name: area.name, value: area.index })),
    [answer],
  );
  const toggle = (code: string): void => {
    const without = selection.areas.filter((area) => area !== code);
    choose({ areas: without.length < selection.areas.length ? without : [...without, code].slice(-comparedAtOnce) });
  };
  const shared = { highlighted, selected: selection.areas, onHighlight: setHighlighted, onSelect: toggle };
  const decimals = decimalsOf(answer);
  return (
    <div className="k-stack">
      <Sentence answer={answer} />
      <div className="k-grid k-grid--map">
        <IndexMap answer={answer} decimals={decimals} {...shared} />
        <div className="k-phone-first">
          <Figure
            title={say("ranking", { count: ranked.length })}
            sources={answer.sources}
            name={`sozialformel-${answer.level}-liste`}
            files={indexFiles(answer, language)}
            pictures={false}
          >
            <Ranking
              areas={ranked}
              county={{ name: say("mean"), value: answer.dispersion?.mean ?? "unknown" }}
              decimals={decimals}
              unit=""
              {...shared}
            />
          </Figure>
        </div>
      </div>
      <Breakdown answer={answer} decimals={decimals} code={selection.areas.at(-1) ?? highest(answer)} />
      <Tabs
        label={say("tab.label")}
        open={setting("blatt") ?? "tabelle"}
        onOpen={(tab) => set({ blatt: tab })}
        tabs={[
          {
            id: "tabelle",
            label: say("tab.table"),
            content: () => <ContributionsTable answer={answer} decimals={decimals} height={560} />,
          },
          { id: "definition", label: say("tab.definition"), content: () => <Definition answer={answer} /> },
          {
            id: "pruefung",
            label: say("tab.checks", { count: answer.checks.length }),
            content: () => <Checks answer={answer} />,
          },
        ]}
      />
      <p className="k-small k-muted">{say("asOf", { period: period(answer.period), version: answer.version })}</p>
    </div>
  );
}

function Sentence({ answer }: { readonly answer: IndexAnswer }) {
  const { say, number, period } = useLanguage("combine");
  const decimals = decimalsOf(answer);
  const present = answer.areas.filter((area) => isPresent(area.index));
  const high = present.find((area) => area.code === highest(answer));
  const low = present.reduce<(typeof present)[number] | undefined>(
    (least, area) => (least === undefined || (area.index as number) < (least.index as number) ? area : least),
    undefined,
  );
  if (high === undefined || low === undefined)
    return <p className="k-lead">{say("nothing", { period: period(answer.period) })}</p>;
  const without = answer.areas.length - present.length;
  return (
    <p className="k-lead">
      {say("sentence", {
        period: period(answer.period),
        high: high.name,
        highValue: number(high.index, { decimals }),
        low: low.name,
        lowValue: number(low.index, { decimals }),
      })}{" "}
      {without === 0 ? "" : say("without", { count: without })}
    </p>
  );
}

function usual(offered: readonly { readonly id: string }[], wanted: string | null | undefined): string | undefined {
  return offered.find((level) => level.id === wanted)?.id ?? offered[0]?.id;
}

function highest(answer: IndexAnswer): string | undefined {
  let best: IndexAnswer["areas"][number] | undefined;
  for (const area of answer.areas)
    if (isPresent(area.index) && (best === undefined || area.index > (best.index as number))) best = area;
  return best?.code;
}

function decimalsOf(answer: IndexAnswer): number {
  return answer.normalisation === "z" ? 2 : 1;
}
