import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { indicatorsContract } from "../../../describe/describe.ts";
import { aggregations, normalisationLabel } from "../../methods/methods.ts";
import { pointTables } from "../../methods/weights/gradePoints.ts";
import type { IndexDraft, WeightMethod } from "./indexDraft.ts";

const normalisations = [
  ...(["z", "minmax", "goalposts", "rank", "percentileRank", "borda", "distanceToTarget"] as const),
  ...(["distanceToMaximum", "fractionOfMaximum", "classPoints", "exponential", "none"] as const),
] as const;
const aggregationNames = ["arithmetic", "geometric", "harmonic", "generalised", "copeland", "sum"] as const;
const weightings: readonly WeightMethod[] = ["equal", "given", "grades", "order", "budget", "pairs", "importance"];
const classRules = ["quantile", "deviation", "naturalBreaks", "equalWidth", "manual", "rankShare", "none"] as const;
const quantileTypes = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** The rules of an index: what its definition says of all components at once. */
export function RuleFields({
  draft,
  set,
}: {
  readonly draft: IndexDraft;
  readonly set: (change: Partial<IndexDraft>) => void;
}) {
  const { say, text, number } = useLanguage("combine");
  const catalogue = useOperation(indicatorsContract, {}).data?.indicators ?? [];
  const hasLimits = draft.classes === "deviation" || draft.classes === "manual";
  return (
    <>
      <div className="k-grid k-grid--half">
        <Select
          label={say("definition.normalisation")}
          value={draft.normalisation}
          onChange={(normalisation) => set({ normalisation })}
          choices={normalisations.map((id) => ({ id, label: text(normalisationLabel(id)) }))}
        />
        {draft.normalisation === "z" ? (
          <Select
            label={say("newIndex.divisor")}
            value={draft.divisor}
            onChange={(divisor) => set({ divisor })}
            choices={(["population", "sample"] as const).map((id) => ({ id, label: say(`newIndex.${id}`) }))}
          />
        ) : null}
        <Select
          label={say("definition.aggregation")}
          value={draft.aggregation}
          onChange={(aggregation) => set({ aggregation })}
          choices={aggregationNames.map((id) => ({ id, label: text(aggregations[id].label) }))}
        />
        {draft.aggregation === "generalised" ? (
          <TextField label={say("newIndex.power")} value={draft.power} onChange={(power) => set({ power })} />
        ) : null}
        <Select
          label={say("definition.weights")}
          value={draft.weights}
          onChange={(chosen) => set({ weights: weightings.find((one) => one === chosen) ?? "equal" })}
          choices={weightings.map((id) => ({ id, label: say(`newIndex.${id}`) }))}
        />
        {draft.weights === "grades" ? (
          <Select
            label={say("points.table")}
            value={draft.table}
            onChange={(table) => set({ table })}
            choices={tablesWith(draft.table).map((id) => ({
              id,
              label: say("points.of", { points: id.split("-").join(", ") }),
            }))}
          />
        ) : null}
      </div>
      <details className="w-more">
        <summary>{say("newIndex.moreRules")}</summary>
        <div className="k-grid k-grid--half">
          <Select
            label={say("choices.treatment")}
            value={draft.treatment}
            onChange={(treatment) => set({ treatment })}
            choices={(["none", "winsorise", "winsoriseThenLog", "log"] as const).map((id) => ({
              id,
              label: say(`newIndex.treatment.${id}`),
            }))}
          />
          <TextField
            label={say("newIndex.minimumWeight")}
            value={draft.minimumWeight}
            onChange={(minimumWeight) => set({ minimumWeight })}
          />
          <Select
            label={say("newIndex.imputation.label")}
            value={draft.imputation}
            onChange={(imputation) => set({ imputation })}
            choices={(["none", "mean", "median"] as const).map((id) => ({
              id,
              label: say(`newIndex.imputation.${id}`),
            }))}
          />
          <TextField
            label={say("newIndex.smallest")}
            value={draft.smallest}
            onChange={(smallest) =>
              set({ smallest, heads: draft.heads === "" ? (counts(catalogue)[0]?.id ?? "") : draft.heads })
            }
          />
          {draft.smallest.trim() === "" ? null : (
            <Select
              label={say("newIndex.heads")}
              value={draft.heads}
              onChange={(heads) => set({ heads })}
              choices={[
                ...counts(catalogue).map((one) => ({ id: one.id, label: text(one.label) })),
                ...(counts(catalogue).some((one) => one.id === draft.heads) || draft.heads === ""
                  ? []
                  : [{ id: draft.heads, label: draft.heads }]),
              ]}
            />
          )}
          <TextField
            label={say("newIndex.excluded")}
            hint={say("newIndex.excludedHint")}
            value={draft.excluded}
            onChange={(excluded) => set({ excluded })}
          />
          <Select
            label={say("definition.classes")}
            value={draft.classes}
            onChange={(classes) => set({ classes })}
            choices={classRules.map((id) => ({ id, label: say(`newIndex.classes.${id}`) }))}
          />
          {hasLimits ? (
            <TextField
              label={say("newIndex.limits")}
              hint={say(draft.classes === "deviation" ? "newIndex.limitsDeviation" : "newIndex.limitsManual")}
              value={draft.limits}
              onChange={(limits) => set({ limits })}
            />
          ) : draft.classes === "none" ? null : (
            <TextField
              label={say("newIndex.classCount")}
              value={draft.classCount}
              onChange={(classCount) => set({ classCount })}
            />
          )}
          {draft.classes === "quantile" ? (
            <Select
              label={say("newIndex.quantileType")}
              value={draft.quantileType}
              onChange={(quantileType) => set({ quantileType })}
              choices={quantileTypes.map((id) => ({ id, label: number(Number(id)) }))}
            />
          ) : null}
        </div>
      </details>
    </>
  );
}

/** The tables on offer, and the one that a definition brings with it. */
function tablesWith(table: string): string[] {
  const known = Object.keys(pointTables);
  return known.includes(table) ? known : [...known, table];
}

interface Known {
  readonly id: string;
  readonly unit: string;
  readonly label: { readonly de: string };
}

function counts(catalogue: readonly Known[]): readonly Known[] {
  const people = catalogue.filter((one) => one.unit === "Personen");
  return [...people].sort((a, b) => Number(b.id === "einwohnerzahl") - Number(a.id === "einwohnerzahl"));
}
