import { memo, useId } from "react";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { groupOf } from "../../computeIndex.ts";
import type { SliderWeights } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";
import { useRested } from "./useRested.ts";

type OnWeight = (group: string, at: number, value: number) => void;

/** The sliders of a group and of the groups within it: one per component, with the share that its weight comes to. */
export const Sliders = memo(function Sliders({
  index,
  group: id,
  weights,
  onChange,
}: Pick<BenchProps, "index"> & {
  readonly group: string;
  readonly weights: SliderWeights;
  readonly onChange: OnWeight;
}) {
  const { text, number } = useLanguage("combine");
  const name = useId();
  const group = groupOf(index.result, id).plan;
  const own = weights[id] ?? [];
  const rested = useRested(own);
  const percent = (of: readonly number[], at: number): string => {
    const sum = of.reduce((a, b) => a + b, 0);
    return number(sum > 0 ? ((of[at] ?? 0) / sum) * 100 : 0, { decimals: 1, unit: "%" });
  };
  return (
    <ul className="w-sliders__list">
      {group.components.map((part, at) => (
        <li key={part.id}>
          <div className="w-sliders__name">
            <label htmlFor={`${name}-${at}`}>{text(part.label)}</label>
            <b>{percent(own, at)}</b>
          </div>
          <Slider
            id={`${name}-${at}`}
            group={id}
            at={at}
            value={own[at] ?? 0}
            // What a reader hears of the sliders that nobody moves may wait until the hand rests.
            words={percent(own[at] === rested[at] ? rested : own, at)}
            onChange={onChange}
          />
          {part.kind === "group" ? (
            <Sliders index={index} group={part.id} weights={weights} onChange={onChange} />
          ) : null}
        </li>
      ))}
    </ul>
  );
});

const Slider = memo(function Slider({
  id,
  group,
  at,
  value,
  words,
  onChange,
}: {
  readonly id: string;
  readonly group: string;
  readonly at: number;
  readonly value: number;
  readonly words: string;
  readonly onChange: OnWeight;
}) {
  return (
    <input
      id={id}
      type="range"
      min={0}
      max={100}
      step={0.5}
      value={value}
      aria-valuetext={words}
      onChange={(event) => onChange(group, at, Number(event.currentTarget.value))}
    />
  );
});
