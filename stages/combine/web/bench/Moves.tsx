import { memo } from "react";
import { isPresent } from "../../../../kernel/value/value.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { type Speech, useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { LiveAreas } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";
import { useKeptPhrases } from "./useKeptPhrases.ts";

/** So many names of those who rise, and of those who fall. */
const listed = 8;
const shownNames = 12;

interface Moved {
  readonly name: string;
  readonly from: number | null;
  readonly to: number | null;
  /** Places up, negative for down. */
  readonly places: number;
}

/**
 * Who changes class and who moves furthest, by name. Until a weight is moved: what will stand here, one weight to try
 * it with, and who is near another class. Drawn anew only when ranks move.
 */
export const Moves = memo(function Moves({
  bench,
  before,
  after,
  moved,
  example,
  onExample,
}: {
  readonly bench: BenchProps["bench"];
  readonly before: LiveAreas;
  readonly after: LiveAreas;
  readonly moved: boolean;
  /** Name of a component that may be tried with double weight. */
  readonly example: string | undefined;
  readonly onExample: () => void;
}) {
  const { say } = useLanguage("combine");
  return (
    <section className="k-card k-section" aria-labelledby="folgen">
      <h2 className="k-h3" id="folgen">
        {say("moves.title")}
      </h2>
      {moved ? (
        <Consequences bench={bench} before={before} after={after} />
      ) : (
        <>
          <p>{say("moves.still")}</p>
          {example === undefined ? null : (
            <div>
              <Button onPress={onExample}>{say("moves.try", { name: example })}</Button>
            </div>
          )}
          <NearLimits bench={bench} live={before} />
        </>
      )}
    </section>
  );
});

function Consequences({
  bench,
  before,
  after,
}: {
  readonly bench: BenchProps["bench"];
  readonly before: LiveAreas;
  readonly after: LiveAreas;
}) {
  const { say: anew, compare } = useLanguage("combine");
  const say = useKeptPhrases(anew);
  const rows: Moved[] = bench.areas.map(({ name }, i) => {
    const [was, is] = [before.ranks[i] ?? null, after.ranks[i] ?? null];
    return {
      name,
      from: before.classes[i] ?? null,
      to: after.classes[i] ?? null,
      places: was === null || is === null ? 0 : was - is,
    };
  });
  const changed = rows.filter((row) => row.from !== null && row.to !== null && row.from !== row.to);
  const furthest = (direction: 1 | -1): Moved[] =>
    // Names are compared only of those that can come to stand in the list.
    furthestOf(rows, listed, (row) => direction * row.places).sort(
      (a, b) => direction * (b.places - a.places) || compare(a.name, b.name),
    );
  const all = rows.reduce((count, row) => count + (row.to === null ? 0 : 1), 0);
  return (
    <>
      <p aria-live="polite">
        {changed.length === 0
          ? say("moves.noClass")
          : `${say("moves.classes", { count: changed.length, all })} ${changed
              .slice(0, shownNames)
              .map((row) => say("moves.class", { name: row.name, from: row.from ?? 0, to: row.to ?? 0 }))
              .join(", ")}${changed.length > shownNames ? " …" : "."}`}
      </p>
      <div className="k-grid k-grid--half">
        <MovedList title={say("moves.up")} rows={furthest(1)} say={say} />
        <MovedList title={say("moves.down")} rows={furthest(-1)} say={say} />
      </div>
    </>
  );
}

function MovedList({
  title,
  rows,
  say,
}: {
  readonly title: string;
  readonly rows: readonly Moved[];
  readonly say: Speech["say"];
}) {
  return (
    <div>
      <h3 className="k-small">{title}</h3>
      {rows.length === 0 ? <p className="k-muted">{say("moves.nobody")}</p> : null}
      <ol className="w-moves">
        {rows.slice(0, listed).map((row, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: by place, so that only words change under a moving slider.
          <li key={place}>
            <span>{row.name}</span>
            <span className="k-number">{say("moves.places", { count: Math.abs(row.places) })}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The areas that are nearest to another class: the first to change it. */
function NearLimits({ bench, live }: { readonly bench: BenchProps["bench"]; readonly live: LiveAreas }) {
  const { say, number } = useLanguage("combine");
  const near = bench.areas
    .flatMap(({ name }, i) => {
      const [value, own] = [live.values[i] ?? "unknown", live.classes[i] ?? null];
      if (!isPresent(value) || own === null) return [];
      return [own - 1, own + 1].flatMap((other) => {
        const limit = live.limits[Math.min(own, other) - 1];
        return limit === undefined ? [] : [{ name, own, other, far: Math.abs(value - limit) }];
      });
    })
    .sort((a, b) => a.far - b.far)
    .slice(0, 5);
  if (near.length === 0) return null;
  return (
    <div>
      <h3 className="k-small">{say("moves.near")}</h3>
      <ol className="w-moves">
        {near.map(({ name, own, other, far }) => (
          <li key={`${name} ${other}`}>
            <span>{name}</span>
            <span className="k-number">
              {say("moves.nearEntry", {
                own,
                other,
                far: far < 0.005 ? say("moves.hardly") : number(far, { decimals: 2 }),
              })}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The rows that moved as far as the `count`-th, all of them where several moved alike. */
function furthestOf(rows: readonly Moved[], count: number, far: (row: Moved) => number): Moved[] {
  const moved = rows.filter((row) => far(row) > 0);
  const bar = moved.map(far).sort((a, b) => b - a)[count - 1] ?? 0;
  return moved.filter((row) => far(row) >= bar);
}
