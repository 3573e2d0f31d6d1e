import { memo, useCallback, useMemo, useState } from "react";
import type { Text } from "../../../../kernel/text/text.ts";
import { isPresent } from "../../../../kernel/value/value.ts";
import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { Ranking } from "../../../../runtime/ui/chart/Ranking.tsx";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { Figure } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { MapLegend } from "../../../../runtime/ui/map/MapLegend.tsx";
import type { MapArea } from "../../../../runtime/ui/map/mapAreas.ts";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../../runtime/ui/table/DataTable.tsx";
import { groupOf, indicatorsOf } from "../../computeIndex.ts";
import type { PlanGroup } from "../../indexPlan.ts";
import { AreaPicture, type Pointing } from "./AreaPicture.tsx";
import { inWords, type LiveAreas, liveAreas, type SliderWeights, sliderWeights } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";
import { Moves } from "./Moves.tsx";
import { Sliders } from "./Sliders.tsx";

/** Move a weight and see map, ranks, winners and losers at once. */
export function Weights({ bench, index, root }: BenchProps) {
  const { say, number, text } = useLanguage("combine");
  const { result } = index;
  const given = useMemo(() => sliderWeights(result), [result]);
  const [weights, setWeights] = useState<SliderWeights>(given);
  const [highlighted, setHighlighted] = useState<string | undefined>(undefined);
  const ask = useMemo(() => liveAreas(result, root), [result, root]);
  const nominal = useMemo(() => ask(given), [ask, given]);
  const moved = weights !== given;
  const live = useMemo((): LiveAreas | Error => {
    try {
      return inWords(() => ask(weights));
    } catch (trouble) {
      return trouble as Error;
    }
  }, [ask, weights]);
  const shown = live instanceof Error ? nominal : live;
  const move = useCallback(
    (group: string, at: number, value: number): void =>
      setWeights((before) => ({ ...before, [group]: (before[group] ?? []).map((w, i) => (i === at ? value : w)) })),
    [],
  );
  // Made once for map and list.
  const areas = useMemo(
    () =>
      bench.areas.map(({ code, name }, i) => ({
        code,
        name,
        value: shown.values[i] ?? ("unknown" as const),
        class: (shown.classes[i] ?? 0) - 1,
      })),
    [bench, shown],
  );
  const { selection, choose } = useAddressState();
  const onSelect = useCallback(
    (code: string): void => {
      const without = selection.areas.filter((area) => area !== code);
      choose({ areas: without.length < selection.areas.length ? without : [...without, code].slice(-6) });
    },
    [selection, choose],
  );
  const pointing = { highlighted, selected: selection.areas, onHighlight: setHighlighted, onSelect };
  const seen = { bench, index, root, shown, areas, weights, ...pointing };
  const heaviest = heaviestOf(given[root] ?? []);
  const tried = groupOf(result, root).plan.components[heaviest];
  return (
    <div className="k-stack">
      <div className="w-bench">
        <section className="k-card w-sliders" aria-labelledby="gewichte">
          <div className="k-row k-row--apart">
            <h2 className="k-h3" id="gewichte">
              {say("weights.move")}
            </h2>
            <Button kind="tertiary" disabled={!moved} onPress={() => setWeights(given)}>
              {say("weights.reset")}
            </Button>
          </div>
          <p className="k-small k-muted">{say("weights.explain")}</p>
          <Sliders {...{ bench, index, root }} group={root} weights={weights} onChange={move} />
          {live instanceof Error ? <TroubleNote trouble={live} /> : null}
        </section>
        <div className="k-stack">
          <MovedMap {...seen} />
          <div className="k-grid w-consequences">
            <Moves
              bench={bench}
              before={nominal}
              after={shown}
              moved={moved}
              example={tried === undefined || (given[root]?.length ?? 0) < 2 ? undefined : text(tried.label)}
              onExample={() => move(root, heaviest, Math.min(100, 2 * (given[root]?.[heaviest] ?? 0)))}
            />
            <MovedRanking {...seen} />
          </div>
        </div>
      </div>
      <p className="k-small k-muted">
        {say("weights.count", {
          count: indicatorsOf(groupOf(result, root).plan).length,
          areas: number(shown.values.filter(isPresent).length),
        })}
      </p>
    </div>
  );
}

interface Seen extends BenchProps, Pointing {
  readonly shown: LiveAreas;
  readonly areas: readonly MapArea[];
  readonly weights: SliderWeights;
}

/** The map under the weights as they are. Drawn anew only when what it shows is new. */
const MovedMap = memo(function MovedMap({ bench, index, root, shown, areas, weights, ...pointing }: Seen) {
  const { say, text, number, period } = useLanguage("combine");
  const label = text(groupOf(index.result, root).label);
  const title = say("map", { index: label, period: period(bench.period) });
  const classes = shown.counts.length === 0 ? null : { limits: shown.limits, counts: shown.counts };
  const columns: Column<MapArea>[] = [
    { id: "name", label: say("column.area"), kind: "text", text: (row) => row.name },
    { id: "value", label: label, kind: "number", decimals: 2, signed: true, value: (row) => row.value },
    { id: "class", label: say("column.class"), kind: "number", value: (row) => (row.class < 0 ? null : row.class + 1) },
  ];
  return (
    <AreaPicture
      bench={bench}
      title={title}
      name={`${bench.id}-${root}-${bench.level}-${bench.period}`.toLowerCase()}
      areas={areas}
      classCount={shown.counts.length || 1}
      legend={<MapLegend classes={classes} areas={areas} decimals={2} unit="" />}
      table={() => (
        <DataTable
          caption={title}
          columns={columns}
          rows={areas}
          keyOf={(row) => row.code}
          sortedBy="value"
          descending
          height={480}
        />
      )}
      sheet={() => ({
        columns: [
          { label: say("column.code"), kind: "text" },
          { label: say("column.area"), kind: "text" },
          { label: say("column.period"), kind: "text" },
          { label, kind: "number", decimals: 3 },
          { label: say("column.rank"), kind: "number", decimals: 0 },
          { label: say("column.class"), kind: "number", decimals: 0 },
        ],
        rows: areas.map((area, at) => [
          area.code,
          area.name,
          bench.period,
          area.value,
          shown.ranks[at] ?? "senseless",
          area.class < 0 ? "senseless" : area.class + 1,
        ]),
        notes: weighted(groupOf(index.result, root).plan, weights).map(({ group, parts }) =>
          say("weights.inFile", {
            group: text(group),
            parts: parts
              .map((part) => `${text(part.label)} ${number(part.percent, { decimals: 1, unit: "%" })}`)
              .join(", "),
          }),
        ),
      })}
      pointing={pointing}
    />
  );
});

/** The weights of an index and of the groups in it, from above, each group to 100. */
function weighted(
  plan: PlanGroup,
  weights: SliderWeights,
): { readonly group: Text; readonly parts: readonly { readonly label: Text; readonly percent: number }[] }[] {
  const own = weights[plan.id] ?? [];
  const sum = own.reduce((a, b) => a + b, 0);
  const parts = plan.components.map(({ label }, at) => ({
    label,
    percent: sum > 0 ? (100 * (own[at] ?? 0)) / sum : 0,
  }));
  const below = plan.components.flatMap((part) => (part.kind === "group" ? weighted(part, weights) : []));
  return [...(parts.length > 1 ? [{ group: plan.label, parts }] : []), ...below];
}

const MovedRanking = memo(function MovedRanking({ bench, index, root, shown, areas, weights: _, ...pointing }: Seen) {
  const { say } = useLanguage("combine");
  const present = shown.values.filter(isPresent);
  const mean = present.length === 0 ? ("unknown" as const) : present.reduce((a, b) => a + b, 0) / present.length;
  return (
    <Figure
      title={say("ranking", { count: areas.length })}
      sources={bench.sources}
      name={`${bench.id}-${root}-liste`}
      pictures={false}
    >
      <Ranking
        areas={areas}
        county={{ name: say("mean"), value: mean }}
        decimals={2}
        unit=""
        height={420}
        {...pointing}
      />
    </Figure>
  );
});

/** Where the greatest of some weights stands, the first of several. */
function heaviestOf(weights: readonly number[]): number {
  return weights.indexOf(Math.max(...weights));
}
