import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { countyContract, indicatorsContract, trendContract } from "../../describe/describe.ts";
import type { FieldsProps } from "./GoalFields.tsx";
import { typedNumber } from "./goalDraft.ts";

/** What an operational goal is measured by: figure, area, where it starts, where it is to be and when, and who answers. */
export function MeasureFields({
  draft,
  onChange,
  units,
}: FieldsProps & { readonly units: readonly { readonly id: number; readonly name: string }[] }) {
  const { say, text, number, period, compare } = useLanguage("plan");
  const indicators = useOperation(indicatorsContract, {}).data?.indicators ?? [];
  const county = useOperation(countyContract, {}).data;
  const indicator = indicators.find(({ id }) => id === draft.indicator);
  const levels = (county?.levels ?? []).filter(
    ({ id, areaCount }) => areaCount > 0 && (indicator === undefined || indicator.levels.includes(id)),
  );
  const level = draft.areaLevel;
  const isKnown = indicator !== undefined && levels.some(({ id }) => id === level);
  // One answer tells the areas of the level and the values that a goal can start from.
  const series = useOperation(trendContract, isKnown ? { indicator: indicator.id, level } : undefined);
  const answer = isKnown ? series.data : undefined;
  const areas = (answer?.areas.codes ?? [])
    .map((id, at) => ({ id, label: answer?.areas.names[at] ?? id }))
    .sort((a, b) => compare(a.label, b.label));
  const row = answer?.areas.codes.indexOf(draft.areaCode) ?? -1;
  const starts = (answer?.periods ?? [])
    .flatMap((id, at) => {
      const value = answer?.values[row]?.[at];
      return typeof value === "number" ? [{ id, value }] : [];
    })
    .reverse();
  const form = { decimals: indicator?.decimals ?? 1, unit: indicator?.unit ?? "" };
  const target = typedNumber(draft.targetValue);
  const unit = indicator?.unit ?? "";
  return (
    <fieldset className="k-fieldset k-stack">
      <legend className="k-h3">{say("form.measured")}</legend>
      <p className="k-small k-muted">{say("form.measuredHint")}</p>
      <LazyCombobox
        label={say("form.indicator")}
        placeholder={say("form.indicatorHint")}
        value={draft.indicator === "" ? undefined : draft.indicator}
        choices={indicators
          .filter(({ id, hasData }) => hasData || id === draft.indicator)
          .map((one) => ({ id: one.id, label: text(one.label), detail: one.unit }))}
        onChoose={(id) => onChange({ indicator: id, baselinePeriod: "" })}
      />
      {isKnown && series.isError ? <TroubleNote trouble={series.error} /> : null}
      <div className="k-grid k-grid--fields">
        <Select
          label={say("form.areaLevel")}
          value={levels.some(({ id }) => id === level) ? level : ""}
          onChange={(areaLevel) => onChange({ areaLevel, areaCode: "", baselinePeriod: "" })}
          choices={[
            { id: "", label: say("form.choose") },
            ...levels.map(({ id, label }) => ({ id, label: text(label) })),
          ]}
        />
        <LazyCombobox
          key={`${draft.indicator} ${level}`}
          label={say("form.area")}
          placeholder={say("form.areaHint")}
          value={draft.areaCode === "" ? undefined : draft.areaCode}
          choices={areas}
          onChoose={(areaCode) => onChange({ areaCode, baselinePeriod: "" })}
        />
        <Select
          label={say("form.baselinePeriod")}
          value={starts.some(({ id }) => id === draft.baselinePeriod) ? draft.baselinePeriod : ""}
          onChange={(baselinePeriod) => onChange({ baselinePeriod })}
          choices={[
            { id: "", label: row >= 0 && starts.length === 0 ? say("form.noValues") : say("form.choose") },
            ...starts.map(({ id, value }) => ({ id, label: `${period(id)}: ${number(value, form)}` })),
          ]}
        />
        <TextField
          label={unit === "" ? say("form.targetValue") : say("form.targetValueIn", { unit })}
          value={draft.targetValue}
          problem={target !== undefined && Number.isNaN(target) ? say("form.notANumber") : undefined}
          onChange={(targetValue) => onChange({ targetValue })}
        />
        <TextField
          label={say("form.targetDate")}
          type="date"
          value={draft.targetDate}
          onChange={(targetDate) => onChange({ targetDate })}
        />
        {units.length === 0 ? null : (
          <Select
            label={say("form.unit")}
            value={draft.unit}
            onChange={(chosen) => onChange({ unit: chosen })}
            choices={[
              { id: "", label: say("form.otherUnit") },
              ...units.map(({ id, name }) => ({ id: String(id), label: name })),
            ]}
          />
        )}
        {draft.unit !== "" ? null : (
          <TextField
            label={say(units.length === 0 ? "form.unit" : "form.responsible")}
            value={draft.responsible}
            onChange={(responsible) => onChange({ responsible })}
          />
        )}
      </div>
    </fieldset>
  );
}
