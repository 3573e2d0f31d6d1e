import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useId, useMemo, useRef, useState } from "react";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { matching } from "../control/matching.ts";
import { Select } from "../control/Select.tsx";
import { TextField } from "../control/TextField.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { linear } from "./scale.ts";

export interface RankedArea {
  readonly code: string;
  readonly name: string;
  readonly value: Value;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly previous?: Value;
  readonly unsafe?: boolean;
  /** Why there is no value, in words. */
  readonly reason?: string | undefined;
}

type Order = "highest" | "lowest" | "name" | "change";
const rowHeight = 38;

/**
 * All areas, one row each: name, bar, value with its interval, change. It is the
 * map's twin for the keyboard and for screen readers.
 */
export function Ranking({
  areas,
  county,
  decimals,
  unit,
  previousPeriod,
  highlighted,
  selected,
  onHighlight,
  onSelect,
  height = 520,
}: {
  readonly areas: readonly RankedArea[];
  readonly county: { readonly name: string; readonly value: Value };
  readonly decimals: number;
  readonly unit: string;
  readonly previousPeriod?: string | null | undefined;
  readonly highlighted: string | undefined;
  readonly selected: readonly string[];
  readonly onHighlight: (code: string | undefined) => void;
  readonly onSelect: (code: string) => void;
  readonly height?: number;
}) {
  const { say, number, period, compare } = useLanguage();
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>("highest");
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => ordered(areas, order, search, compare), [areas, order, search, compare]);
  const reach = areas.flatMap((area) => [area.value, area.upper ?? ("unknown" as Value)]).filter(isPresent);
  const lowest = Math.min(0, ...areas.map((area) => area.value).filter(isPresent));
  const highest = Math.max(0, ...clipped(reach, areas));
  const share = linear([lowest, highest || 1], [0, 100]);
  // The sum of all areas, such as residents, lies beyond every bar and has no line.
  const countyShare = isPresent(county.value) ? share(county.value) : undefined;
  const whole = countyShare !== undefined && countyShare >= 0 && countyShare <= 100 ? countyShare : undefined;
  const hasInterval = areas.some((area) => area.lower != null);
  const hasChange = areas.some((area) => area.previous !== undefined && isPresent(area.previous));

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  const active = rows.findIndex((row) => row.code === highlighted);
  const own = useRef(false);
  useEffect(() => {
    // Pointing at the map brings the row into sight; pointing at the list itself must not move it.
    if (active >= 0 && !own.current) virtual.scrollToIndex(active, { align: "auto" });
    own.current = false;
  }, [active, virtual]);

  const move = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active < 0 ? 0 : active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    const current = rows[active];
    if ((event.key === "Enter" || event.key === " ") && current !== undefined) {
      event.preventDefault();
      onSelect(current.code);
    }
    if (to === undefined) return;
    event.preventDefault();
    onHighlight(rows[Math.min(rows.length - 1, Math.max(0, to))]?.code);
  };

  const shown = virtual.getVirtualItems();
  // The row that the keyboard stands on must exist, or its name cannot be read out.
  const visible = active >= 0 && !shown.some((item) => item.index === active) ? undefined : active;

  return (
    <div className="k-ranking">
      <Tools search={search} order={order} hasChange={hasChange} onSearch={setSearch} onOrder={setOrder} />
      <p className="k-sr" id={`${id}-help`}>
        {say("ranking.help")}
      </p>
      <div
        ref={scroller}
        className="k-ranking__list"
        style={{ "--k-height": `${height}px` } as CSSProperties}
        role="listbox"
        aria-multiselectable="true"
        aria-label={say("ranking.label")}
        aria-describedby={`${id}-help`}
        aria-activedescendant={visible === undefined || visible < 0 ? undefined : `${id}-${rows[visible]?.code ?? ""}`}
        tabIndex={0}
        onKeyDown={move}
        onFocus={() => {
          if (active < 0) onHighlight(rows[0]?.code);
        }}
        onPointerLeave={() => onHighlight(undefined)}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {shown.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const change =
              isPresent(row.value) && row.previous !== undefined && isPresent(row.previous)
                ? row.value - row.previous
                : undefined;
            const chosen = selected.indexOf(row.code);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys for all its rows.
              // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list, which names its active row.
              <div
                // By place, not by area: where ranks move, words and bars change, and no row is taken out and put in again.
                key={item.key}
                id={`${id}-${row.code}`}
                role="option"
                aria-selected={chosen >= 0}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                className="k-ranking__row"
                data-highlighted={row.code === highlighted}
                style={{ transform: `translateY(${item.start}px)`, height: rowHeight }}
                onPointerEnter={() => {
                  own.current = true;
                  onHighlight(row.code);
                }}
                onClick={() => onSelect(row.code)}
              >
                <span className="k-ranking__name">
                  {chosen >= 0 ? (
                    <i className="k-ranking__chosen" style={{ background: `var(--k-series-${(chosen % 6) + 1})` }} />
                  ) : null}
                  {row.name}
                </span>
                <span className="k-ranking__bar" aria-hidden="true">
                  {isPresent(row.value) ? <Bar row={row} share={share} /> : null}
                  {whole === undefined ? null : <i className="k-ranking__county" style={{ left: `${whole}%` }} />}
                </span>
                <span className={`k-ranking__value k-number${row.unsafe === true ? " k-unsafe" : ""}`}>
                  {isPresent(row.value) ? (
                    row.unsafe === true ? (
                      <span title={say("mark.unsafe")}>({number(row.value, { decimals, unit })})</span>
                    ) : (
                      number(row.value, { decimals, unit })
                    )
                  ) : (
                    <span className="k-small k-muted" title={row.reason ?? say(`absence.${row.value}`)}>
                      {say(`absence.short.${row.value}`)}
                    </span>
                  )}
                </span>
                {hasChange ? (
                  <span
                    className="k-ranking__change k-number k-small k-muted"
                    title={
                      previousPeriod == null
                        ? undefined
                        : say("ranking.changeSince", {
                            period: period(previousPeriod),
                            change: change === undefined ? "–" : number(change, { decimals, sign: true }),
                          })
                    }
                  >
                    {change === undefined
                      ? ""
                      : `${arrow(change, decimals)} ${number(change, { decimals, sign: true })}`}
                  </span>
                ) : null}
              </div>
            );
          })}
        </div>
      </div>
      <p className="k-small k-muted" role="status">
        {rows.length === 0
          ? say("ranking.none")
          : `${rows.length === areas.length ? "" : `${say("ranking.count", { shown: rows.length, total: areas.length })} · `}${[
              say(hasInterval ? "ranking.legend" : "ranking.legendPlain"),
              ...(whole === undefined ? [] : [say("ranking.line", { county: county.name })]),
            ].join(" · ")}${
              hasChange && previousPeriod != null
                ? ` · ${say("ranking.arrow", { period: period(previousPeriod) })}`
                : ""
            }`}
      </p>
    </div>
  );
}

/** Search and order. Not drawn again with every step of what the rows show. */
const Tools = memo(function Tools({
  search,
  order,
  hasChange,
  onSearch,
  onOrder,
}: {
  readonly search: string;
  readonly order: Order;
  readonly hasChange: boolean;
  readonly onSearch: (search: string) => void;
  readonly onOrder: (order: Order) => void;
}) {
  const { say } = useLanguage();
  return (
    <div className="k-ranking__tools k-noprint">
      <TextField
        label={say("ranking.search")}
        hideLabel
        type="search"
        placeholder={say("ranking.search")}
        value={search}
        onChange={onSearch}
      />
      <Select
        label={say("ranking.sort")}
        hideLabel
        value={order}
        onChange={(next) => onOrder(next as Order)}
        choices={(hasChange ? orders : orders.slice(0, 3)).map((name) => ({
          id: name,
          label: say(`ranking.${name}`),
        }))}
      />
    </div>
  );
});

const orders: readonly Order[] = ["highest", "lowest", "name", "change"];

function Bar({ row, share }: { readonly row: RankedArea; readonly share: (value: number) => number }) {
  const zero = share(0);
  const end = share(row.value as number);
  const from = row.lower == null ? undefined : Math.max(0, share(row.lower));
  const to = row.upper == null ? undefined : Math.min(100, share(row.upper));
  return (
    <>
      <i
        className="k-ranking__fill"
        data-unsafe={row.unsafe}
        style={{ left: `${Math.min(zero, end)}%`, width: `${Math.abs(end - zero)}%` }}
      />
      {from === undefined || to === undefined ? null : (
        <i className="k-ranking__whisker" style={{ left: `${from}%`, width: `${Math.max(0, to - from)}%` }} />
      )}
    </>
  );
}

// A very uncertain area must not squeeze all others: whiskers may reach a third beyond the longest bar.
function clipped(reach: readonly number[], areas: readonly RankedArea[]): number[] {
  const longestBar = Math.max(0, ...areas.map((area) => area.value).filter(isPresent));
  return reach.map((amount) => Math.min(amount, longestBar * 1.33));
}

function ordered(
  areas: readonly RankedArea[],
  order: Order,
  search: string,
  compare: (a: string, b: string) => number,
): RankedArea[] {
  const found =
    search === ""
      ? areas
      : matching(
          areas.map((area) => ({ ...area, label: area.name })),
          search,
        );
  const by = (area: RankedArea): number | undefined => {
    if (!isPresent(area.value)) return undefined;
    if (order !== "change") return area.value;
    return area.previous !== undefined && isPresent(area.previous) ? area.value - area.previous : undefined;
  };
  return [...found].sort((a, b) => {
    if (order === "name") return compare(a.name, b.name);
    const first = by(a);
    const second = by(b);
    if (first === undefined || second === undefined)
      return first === second ? compare(a.name, b.name) : first === undefined ? 1 : -1;
    return (order === "lowest" ? first - second : second - first) || compare(a.name, b.name);
  });
}

function arrow(change: number, decimals: number): string {
  if (Math.abs(change) < 0.5 * 10 ** -decimals) return "→";
  return change > 0 ? "↗" : "↘";
}
