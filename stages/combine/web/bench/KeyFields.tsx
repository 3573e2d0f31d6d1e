import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { FullKey } from "../../distributionKeys.ts";
import type { BenchProps } from "./benchProps.ts";

/** A key as its fields hold it. */
export interface KeyDraft {
  /** Tells drafts apart when one in the middle is taken away. */
  readonly id: number;
  readonly by: FullKey["by"];
  readonly index: string;
  readonly size: string;
  readonly base: string;
  readonly floor: string;
  readonly cap: string;
}

const ways = ["both", "index", "size"] as const;

/** The fields of one key of a distribution, and a way to take it away. */
export function KeyFields({
  bench,
  index,
  draft,
  number,
  onChange,
  onRemove,
}: Pick<BenchProps, "bench" | "index"> & {
  readonly draft: KeyDraft;
  readonly number: number;
  readonly onChange: (change: Partial<KeyDraft>) => void;
  /** Not for the first, which the others are compared with. */
  readonly onRemove?: () => void;
}) {
  const { say, text } = useLanguage("combine");
  const { roots } = index.result.plan;
  return (
    <fieldset className="w-key">
      <legend className="k-small">{say("distribute.key", { number })}</legend>
      <div className="k-grid k-grid--fields">
        <Select
          label={say("distribute.by")}
          value={draft.by}
          onChange={(chosen) => onChange({ by: ways.find((one) => one === chosen) ?? "both" })}
          choices={ways.map((id) => ({ id, label: say(`distribute.way.${id}`) }))}
        />
        {roots.length < 2 || draft.by === "size" ? null : (
          <Select
            label={say("column.index")}
            value={draft.index}
            onChange={(chosen) => onChange({ index: chosen })}
            choices={roots.map((one) => ({ id: one.id, label: text(one.label) }))}
          />
        )}
        <Select
          label={say("distribute.size")}
          value={draft.size}
          onChange={(chosen) => onChange({ size: chosen })}
          choices={bench.sizes.map((one) => ({ id: one.id, label: text(one.label) }))}
        />
        {draft.by === "size" ? null : (
          <TextField label={say("distribute.base")} value={draft.base} onChange={(base) => onChange({ base })} />
        )}
        <TextField label={say("distribute.floor")} value={draft.floor} onChange={(floor) => onChange({ floor })} />
        <TextField label={say("distribute.cap")} value={draft.cap} onChange={(cap) => onChange({ cap })} />
      </div>
      {onRemove === undefined ? null : (
        <button type="button" className="k-linkbutton" onClick={onRemove}>
          {say("distribute.remove", { number })}
        </button>
      )}
    </fieldset>
  );
}

/** The key that filled fields mean, with numbers as Germans write them. */
export function keyOf(draft: KeyDraft): FullKey {
  const { by, index, size, base, floor, cap } = draft;
  return {
    by,
    index,
    size,
    baseShare: by === "size" ? 0 : Math.min(1, Math.max(0, whole(base) / 100)),
    floor: whole(floor),
    cap: cap.trim() === "" ? null : whole(cap),
  };
}

/** A number as Germans write it; what is none becomes -1, which the engine refuses with a sentence. */
export function whole(text: string): number {
  const plain = text.replace(/[\s.]/g, "").replace(",", ".");
  const number = Number(plain);
  return plain === "" ? 0 : Number.isFinite(number) ? number : -1;
}
