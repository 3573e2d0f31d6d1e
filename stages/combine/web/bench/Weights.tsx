import { memo, useCallback, useDeferredValue, useMemo, useState } from "react";
import { isPresent } from "../../../../kernel/value/value.ts";
import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { Ranking } from "../../../../runtime/ui/chart/Ranking.tsx";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { Figure } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { MapLegend } from "../../../../runtime/ui/map/MapLegend.tsx";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../../runtime/ui/table/DataTable.tsx";
import { groupOf, indicatorsOf } from "../../computeIndex.ts";
import { AreaPicture } from "./AreaPicture.tsx";
import { inWords, type LiveAreas, liveAreas, type SliderWeights, sliderWeights } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";

/** Move a weight and see map, ranks, winners and losers at once. */
export function Weights({ bench, index, root }: BenchProps) {
  const { say, number } = useLanguage("combine");
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
  // The hand on the slider comes first; the map follows a moment later where a machine is slow.
  const mapped = useDeferredValue(shown);
  const seen = { bench, index, root, shown: mapped, highlighted, onHighlight: setHighlighted };
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
        <MovedMap {...seen} />
      </div>
      <div className="k-grid k-grid--half">
        <Moves bench={bench} before={nominal} after={shown} moved={moved} />
        <MovedRanking {...seen} />
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

interface Seen extends BenchProps {
  readonly shown: LiveAreas;
  readonly highlighted: string | undefined;
  readonly onHighlight: (code: string | undefined) => void;
}

/** The map under the weights as they are. Drawn anew only when what it shows is new, not with every slider. */
const MovedMap = memo(function MovedMap(seen: Seen) {
  const { bench, index, root, shown } = seen;
  const { say, text, period } = useLanguage("combine");
  const areas = useAreas(seen);
  const pointing = usePointing(seen);
  const label = text(groupOf(index.result, root).label);
  const title = say("map", { index: label, period: period(bench.period) });
  const classes = shown.counts.length === 0 ? null : { limits: shown.limits, counts: shown.counts };
  const columns: Column<(typeof areas)[number]>[] = [
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
      pointing={pointing}
    />
  );
});

const MovedRanking = memo(function MovedRanking(seen: Seen) {
  const { bench, root, shown } = seen;
  const { say } = useLanguage("combine");
  const areas = useAreas(seen);
  const pointing = usePointing(seen);
  const present = shown.values.filter(isPresent);
  const mean = present.length === 0 ? ("unknown" as const) : present.reduce((a, b) => a + b, 0) / present.length;
  return (
    <Figure
      title={say("ranking", { count: areas.length })}
      sources={[]}
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

function useAreas({ bench, shown }: Seen) {
  return useMemo(
    () =>
      bench.areas.map((area, i) => ({
        ...area,
        value: shown.values[i] ?? ("unknown" as const),
        class: (shown.classes[i] ?? 0) - 1,
      })),
    [bench, shown],
  );
}

function usePointing({ highlighted, onHighlight }: Seen) {
  const { selection, choose } = useAddressState();
  const onSelect = (code: string): void => {
    const without = selection.areas.filter((area) => area !== code);
    choose({ areas: without.length < selection.areas.length ? without : [...without, code].slice(-6) });
  };
  return { highlighted, selected: selection.areas, onHighlight, onSelect };
}

/** The sliders of a group. Drawn anew only when a weight moves, not again when the map follows. */
const Sliders = memo(function Sliders({
  index,
  group: id,
  weights,
  onChange,
  ...rest
}: BenchProps & {
  readonly group: string;
  readonly weights: SliderWeights;
  readonly onChange: (group: string, at: number, value: number) => void;
}) {
  const { text, number } = useLanguage("combine");
  const group = groupOf(index.result, id).plan;
  const own = weights[id] ?? [];
  const sum = own.reduce((a, b) => a + b, 0);
  return (
    <ul className="w-sliders__list">
      {group.components.map((part, at) => {
        const share = sum > 0 ? ((own[at] ?? 0) / sum) * 100 : 0;
        const label = text(part.label);
        const percent = number(share, { decimals: 1, unit: "%" });
        return (
          <li key={part.id}>
            <label>
              <span className="w-sliders__name">
                {label}
                <b>{percent}</b>
              </span>
              <input
                type="range"
                min={0}
                max={100}
                step={0.5}
                value={own[at] ?? 0}
                aria-valuetext={percent}
                onChange={(event) => onChange(id, at, Number(event.currentTarget.value))}
              />
            </label>
            {part.kind === "group" ? (
              <Sliders index={index} group={part.id} weights={weights} onChange={onChange} {...rest} />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
});

/** Who changes class and who moves furthest, by name. Drawn anew only when ranks move, not again when the map follows. */
const Moves = memo(function Moves({
  bench,
  before,
  after,
  moved,
}: {
  readonly bench: BenchProps["bench"];
  readonly before: LiveAreas;
  readonly after: LiveAreas;
  readonly moved: boolean;
}) {
  const { say, compare } = useLanguage("combine");
  const rows = bench.areas.map((area, i) => {
    const [was, is] = [before.ranks[i] ?? null, after.ranks[i] ?? null];
    return {
      ...area,
      from: before.classes[i] ?? null,
      to: after.classes[i] ?? null,
      places: was === null || is === null ? 0 : was - is,
    };
  });
  const changed = rows.filter((row) => row.from !== null && row.to !== null && row.from !== row.to);
  const furthest = (direction: 1 | -1): typeof rows =>
    // Names are compared only of those that can come to stand in the list.
    furthestOf(rows, listed, (row) => direction * row.places).sort(
      (a, b) => direction * (b.places - a.places) || compare(a.name, b.name),
    );
  const [up, down] = [furthest(1), furthest(-1)];
  const list = (title: string, entries: typeof rows) => (
    <div>
      <h3 className="k-small">{title}</h3>
      {entries.length === 0 ? <p className="k-muted">{say("moves.nobody")}</p> : null}
      <ol className="w-moves">
        {entries.slice(0, listed).map((row) => (
          <li key={row.code}>
            <span>{row.name}</span>
            <span className="k-number">{say("moves.places", { count: Math.abs(row.places) })}</span>
          </li>
        ))}
      </ol>
    </div>
  );
  return (
    <section className="k-card k-section" aria-labelledby="folgen">
      <h2 className="k-h3" id="folgen">
        {say("moves.title")}
      </h2>
      <p aria-live="polite">
        {!moved
          ? say("moves.still")
          : changed.length === 0
            ? say("moves.noClass")
            : `${say("moves.classes", { count: changed.length, all: rows.filter((row) => row.to !== null).length })} ${changed
                .slice(0, 12)
                .map((row) => say("moves.class", { name: row.name, from: row.from ?? 0, to: row.to ?? 0 }))
                .join(", ")}${changed.length > 12 ? " …" : "."}`}
      </p>
      {moved ? (
        <div className="k-grid k-grid--half">
          {list(say("moves.up"), up)}
          {list(say("moves.down"), down)}
        </div>
      ) : null}
    </section>
  );
});

/** So many names of those who rise, and of those who fall. */
const listed = 8;

/** The rows that moved as far as the `count`-th, all of them where several moved alike. */
function furthestOf<Row>(rows: readonly Row[], count: number, far: (row: Row) => number): Row[] {
  const moved = rows.filter((row) => far(row) > 0);
  const bar = moved.map(far).sort((a, b) => b - a)[count - 1] ?? 0;
  return moved.filter((row) => far(row) >= bar);
}
