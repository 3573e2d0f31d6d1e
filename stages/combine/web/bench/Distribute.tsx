import { useMemo, useState } from "react";
import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { addressOf } from "../../../../runtime/ui/call/callOperation.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { Figure } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { EmptyState } from "../../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../../runtime/ui/table/DataTable.tsx";
import { distributionContract } from "../../distributionContract.ts";
import { type FullKey, type KeySpread, MOST_FURTHER_KEYS, spreadByKeys } from "../../distributionKeys.ts";
import { releasedIndex } from "../../releasedIndex.ts";
import { inWords } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";
import { type KeyDraft, KeyFields, keyOf, whole } from "./KeyFields.tsx";

/** A sum of money or posts spread by one key, beside up to three others; who gains and who loses by name (R-15). */
export function Distribute({ bench, index, root }: BenchProps) {
  const { say } = useLanguage("combine");
  const [total, setTotal] = useState("1.000.000");
  const fresh = (by: FullKey["by"], id: number): KeyDraft => ({
    id,
    by,
    index: root,
    size: bench.sizes[0]?.id ?? "",
    base: "0",
    floor: "0",
    cap: "",
  });
  const [drafts, setDrafts] = useState<readonly KeyDraft[]>([fresh("both", 1), fresh("size", 2)]);
  const change = (id: number, to: Partial<KeyDraft>): void =>
    setDrafts((before) => before.map((one) => (one.id === id ? { ...one, ...to } : one)));
  const needs = useMemo(
    () => new Map(index.result.plan.roots.map(({ id }) => [id, releasedIndex(index.result, id).values])),
    [index],
  );
  const keys = drafts.map(keyOf);
  const found = spreads(whole(total), keys, {
    needOf: (id) => needs.get(id) ?? [],
    sizeOf: (id) => bench.sizes.find((one) => one.id === id)?.values ?? [],
  });
  const [first, ...further] = keys;
  if (bench.sizes.length === 0 || first === undefined) return <EmptyState title={say("distribute.noSize")} />;
  const { cap, ...plain } = first;
  const asked = {
    ...{ id: bench.id, version: bench.version, level: bench.level, period: bench.period, total: whole(total) },
    ...plain,
    ...(cap === null ? {} : { cap }),
    keys: JSON.stringify(further.map(({ cap: most, ...rest }) => (most === null ? rest : { ...rest, cap: most }))),
  };
  return (
    <div className="k-stack">
      <div className="k-grid k-grid--fields">
        <TextField
          label={say("distribute.total")}
          hint={say("distribute.totalHint")}
          value={total}
          onChange={setTotal}
        />
      </div>
      {drafts.map((draft, at) => (
        <KeyFields
          key={draft.id}
          bench={bench}
          index={index}
          draft={draft}
          number={at + 1}
          onChange={(to) => change(draft.id, to)}
          {...(at === 0 ? {} : { onRemove: () => setDrafts(drafts.filter((one) => one !== draft)) })}
        />
      ))}
      {drafts.length > MOST_FURTHER_KEYS ? null : (
        <div>
          <Button
            onPress={() =>
              setDrafts([...drafts, fresh("index", 1 + drafts.reduce((most, one) => Math.max(most, one.id), 0))])
            }
          >
            {say("distribute.add")}
          </Button>
        </div>
      )}
      {found instanceof Error ? (
        <TroubleNote trouble={found} />
      ) : (
        <Spreads
          bench={bench}
          index={index}
          spreads={found}
          needs={needs}
          files={(["csv", "xlsx"] as const).map((format) => ({
            format,
            address: addressOf(distributionContract, { ...asked, format }),
          }))}
        />
      )}
    </div>
  );
}

interface Row {
  readonly code: string;
  readonly name: string;
  readonly size: Value;
  /** One per key. */
  readonly amounts: readonly number[];
}

function Spreads({
  bench,
  index,
  spreads,
  needs,
  files,
}: Pick<BenchProps, "bench" | "index"> & {
  readonly spreads: readonly KeySpread[];
  readonly needs: ReadonlyMap<string, readonly Value[]>;
  readonly files: readonly { readonly format: "csv" | "xlsx"; readonly address: string }[];
}) {
  const { say, text, number } = useLanguage("combine");
  const size = bench.sizes.find((one) => one.id === spreads[0]?.key.size);
  const labelOf = ({ by, index: id, size: sizeId }: FullKey): string => {
    const need = index.result.plan.roots.find((one) => one.id === id)?.label;
    const heads = bench.sizes.find((one) => one.id === sizeId)?.label;
    const names = { index: need === undefined ? id : text(need), size: heads === undefined ? sizeId : text(heads) };
    return say(`distribute.named.${by}`, names);
  };
  const rows = bench.areas.map(
    (area, i): Row => ({
      ...area,
      size: size?.values[i] ?? "unknown",
      amounts: spreads.map(({ spread }) => spread.amounts[i] ?? 0),
    }),
  );
  const columns: Column<Row>[] = [
    { id: "name", label: say("column.area"), kind: "text", text: (row) => row.name },
    {
      id: "size",
      label: size === undefined ? say("distribute.size") : text(size.label),
      kind: "number",
      value: (row) => row.size,
    },
    ...spreads.flatMap(({ key }, at): Column<Row>[] => [
      {
        id: `amount${at + 1}`,
        label: say("distribute.column", { number: at + 1, name: labelOf(key) }),
        kind: "number",
        value: (row) => row.amounts[at] ?? 0,
      },
      ...(at === 0
        ? []
        : [
            {
              id: `change${at + 1}`,
              label: say("distribute.change", { number: at + 1 }),
              kind: "number" as const,
              signed: true,
              value: (row: Row) => (row.amounts[at] ?? 0) - (row.amounts[0] ?? 0),
            },
          ]),
    ]),
  ];
  const moves = (list: KeySpread["winners"]): string =>
    list.length === 0
      ? say("moves.nobody")
      : `${list
          .slice(0, 6)
          .map((one) => `${bench.areas[one.position]?.name ?? ""} (${number(one.change, { sign: true })})`)
          .join(", ")}${list.length > 6 ? say("dynamics.more", { count: list.length - 6 }) : ""}`;
  const without = new Map(
    spreads
      .filter(({ key }) => key.by !== "size")
      .map(({ key }) => [
        key.index,
        bench.areas.filter((_, i) => !isPresent(needs.get(key.index)?.[i] ?? "unknown")).map((area) => area.name),
      ]),
  );
  return (
    <>
      {spreads.slice(1).map(({ key, winners, losers }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: keys are told apart by their number.
        <p key={at} className="k-lead">
          {say("distribute.against", { number: at + 2, name: labelOf(key) })}{" "}
          {say("distribute.winners", { count: winners.length, names: moves(winners) })}{" "}
          {say("distribute.losers", { count: losers.length, names: moves(losers) })}
        </p>
      ))}
      <ul className="k-small k-muted w-plain">
        {spreads.map(({ key, spread }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys are told apart by their number.
          <li key={at}>
            {[
              say("distribute.column", { number: at + 1, name: `${labelOf(key)}.` }),
              key.by === "size"
                ? ""
                : spread.shift > 0
                  ? say("distribute.shift", { shift: number(spread.shift, { decimals: 2 }) })
                  : say("distribute.noShift"),
              spread.atFloor.length + spread.atCap.length === 0
                ? ""
                : say("distribute.bounds", { floor: spread.atFloor.length, cap: spread.atCap.length }),
            ].join(" ")}
          </li>
        ))}
      </ul>
      {[...without].map(([id, names]) =>
        names.length === 0 ? null : (
          <p key={id} className="k-note k-note--warning">
            {say("distribute.without", { count: names.length, names: names.join(", ") })}
          </p>
        ),
      )}
      <Figure
        title={say("distribute.table", {
          sum: number(rows.reduce((sum, row) => sum + (row.amounts[0] ?? 0), 0)),
          count: spreads.length,
        })}
        sources={bench.sources}
        name={`${bench.id}-verteilung`}
        pictures={false}
        files={files}
      >
        <DataTable
          // Other keys are other columns.
          key={columns.map(({ id }) => id).join()}
          caption={say("distribute.title")}
          hideCaption
          columns={columns}
          rows={rows}
          keyOf={(row) => row.code}
          sortedBy="amount1"
          descending
          height={560}
        />
      </Figure>
    </>
  );
}

/** The sum by every key, or what keeps it from being spread, in words. */
function spreads(
  total: number,
  keys: readonly FullKey[],
  data: {
    readonly needOf: (index: string) => readonly Value[];
    readonly sizeOf: (size: string) => readonly Value[];
  },
): KeySpread[] | Error {
  try {
    return inWords(() => spreadByKeys(total, keys, data.needOf, data.sizeOf));
  } catch (trouble) {
    return trouble as Error;
  }
}
