import { useMemo, useState } from "react";
import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { addressOf } from "../../../../runtime/ui/call/callOperation.ts";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { Figure } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { EmptyState } from "../../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../../runtime/ui/table/DataTable.tsx";
import { type Distribution, distribution, winnersAndLosers } from "../../distribution.ts";
import { distributionContract } from "../../distributionContract.ts";
import { releasedIndex } from "../../releasedIndex.ts";
import { inWords } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";

interface Row {
  readonly code: string;
  readonly name: string;
  readonly size: number | null;
  readonly amount: number;
  readonly other: number;
}

/** A sum of money or posts spread by need and size, beside a key that looks at size alone; who gains and who loses. */
export function Distribute({ bench, index, root }: BenchProps) {
  const { say, text, number } = useLanguage("combine");
  const [total, setTotal] = useState("1.000.000");
  const [floor, setFloor] = useState("0");
  const [cap, setCap] = useState("");
  const [base, setBase] = useState("0");
  const [sizeId, setSizeId] = useState<string | undefined>(undefined);
  const size = bench.sizes.find((one) => one.id === sizeId) ?? bench.sizes[0];
  const need = useMemo(() => releasedIndex(index.result, root).values, [index, root]);
  const key = {
    total: whole(total),
    floor: whole(floor),
    ...(cap.trim() === "" ? {} : { cap: whole(cap) }),
    baseShare: Math.min(1, Math.max(0, whole(base) / 100)),
  };
  const found = spreads(key, need, size?.values ?? []);
  if (size === undefined) return <EmptyState title={say("distribute.noSize")} />;
  const asked = {
    id: bench.id,
    version: bench.version,
    level: bench.level,
    period: bench.period,
    index: root,
    size: size.id,
    ...key,
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
        <Select
          label={say("distribute.size")}
          value={size.id}
          onChange={setSizeId}
          choices={bench.sizes.map((one) => ({ id: one.id, label: text(one.label) }))}
        />
        <TextField label={say("distribute.base")} value={base} onChange={setBase} />
        <TextField label={say("distribute.floor")} value={floor} onChange={setFloor} />
        <TextField label={say("distribute.cap")} value={cap} onChange={setCap} />
      </div>
      {found instanceof Error ? (
        <TroubleNote trouble={found} />
      ) : (
        <Spread
          bench={bench}
          size={size}
          found={found}
          files={(["csv", "xlsx"] as const).map((format) => ({
            format,
            address: addressOf(distributionContract, { ...asked, format }),
          }))}
          without={bench.areas.filter((_, i) => !isPresent(need[i] ?? "unknown")).map((area) => area.name)}
          shift={
            found.spread.shift > 0
              ? say("distribute.shift", { shift: number(found.spread.shift, { decimals: 2 }) })
              : say("distribute.noShift")
          }
        />
      )}
    </div>
  );
}

function Spread({
  bench,
  size,
  found,
  files,
  shift,
  without,
}: {
  readonly bench: BenchProps["bench"];
  readonly size: BenchProps["bench"]["sizes"][number];
  readonly found: { readonly spread: Distribution; readonly bySize: Distribution };
  readonly files: readonly { readonly format: "csv" | "xlsx"; readonly address: string }[];
  readonly shift: string;
  /** Areas without an index, which therefore get nothing by need. */
  readonly without: readonly string[];
}) {
  const { say, text, number } = useLanguage("combine");
  const rows = bench.areas.map((area, i): Row => {
    const own = size.values[i];
    return {
      ...area,
      size: typeof own === "number" ? own : null,
      amount: found.spread.amounts[i] ?? 0,
      other: found.bySize.amounts[i] ?? 0,
    };
  });
  const { winners, losers } = winnersAndLosers(found.bySize.amounts, found.spread.amounts);
  const inWords = (list: typeof winners): string =>
    list.length === 0
      ? say("moves.nobody")
      : list
          .slice(0, 6)
          .map((one) => `${bench.areas[one.position]?.name ?? ""} (${number(one.change, { sign: true })})`)
          .join(", ");
  const columns: Column<Row>[] = [
    { id: "name", label: say("column.area"), kind: "text", text: (row) => row.name },
    { id: "size", label: text(size.label), kind: "number", value: (row) => row.size ?? "unknown" },
    { id: "amount", label: say("distribute.amount"), kind: "number", value: (row) => row.amount },
    { id: "other", label: say("distribute.bySize"), kind: "number", value: (row) => row.other },
    {
      id: "change",
      label: say("distribute.change"),
      kind: "number",
      signed: true,
      value: (row) => row.amount - row.other,
    },
  ];
  return (
    <>
      <p className="k-lead">
        {say("distribute.winners", { count: winners.length, names: inWords(winners) })}{" "}
        {say("distribute.losers", { count: losers.length, names: inWords(losers) })}
      </p>
      <p className="k-small k-muted">
        {shift}{" "}
        {found.spread.atFloor.length + found.spread.atCap.length === 0
          ? ""
          : say("distribute.bounds", { floor: found.spread.atFloor.length, cap: found.spread.atCap.length })}
      </p>
      {without.length === 0 ? null : (
        <p className="k-note k-note--warning">
          {say("distribute.without", { count: without.length, names: without.join(", ") })}
        </p>
      )}
      <Figure
        title={say("distribute.table", { sum: number(rows.reduce((sum, row) => sum + row.amount, 0)) })}
        sources={bench.sources}
        name={`${bench.id}-verteilung`}
        pictures={false}
        files={files}
      >
        <DataTable
          caption={say("distribute.title")}
          hideCaption
          columns={columns}
          rows={rows}
          keyOf={(row) => row.code}
          sortedBy="amount"
          descending
          height={560}
        />
      </Figure>
    </>
  );
}

interface Asked {
  readonly total: number;
  readonly floor: number;
  readonly cap?: number;
  readonly baseShare: number;
}

/** By need and size, and by size alone; or what keeps it from being spread, in words. */
function spreads(
  asked: Asked,
  need: readonly Value[],
  size: readonly Value[],
): { spread: Distribution; bySize: Distribution } | Error {
  try {
    return inWords(() => ({
      spread: distribution({ ...asked, need, size }),
      bySize: distribution({ ...asked, need, size, baseShare: 1 }),
    }));
  } catch (trouble) {
    return trouble as Error;
  }
}

/** A whole number as Germans write it; NaN becomes -1, which the engine refuses with a sentence. */
function whole(text: string): number {
  const plain = text.replace(/[\s.]/g, "").replace(",", ".");
  const number = Number(plain);
  return plain === "" ? 0 : Number.isFinite(number) ? number : -1;
}
