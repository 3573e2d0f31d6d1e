import { useMemo } from "react";
import { useNavigate } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import Combobox, { type ComboChoice } from "../../../runtime/ui/control/Combobox.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { countyContract, indicatorsContract } from "../contract.ts";
import { useAreaChoices } from "./useAreaChoices.ts";

/** Finds an indicator or an area from anywhere and goes there. */
export default function SearchPanel() {
  const { say, text } = useLanguage("describe");
  const { along } = useAddressState();
  const go = useNavigate();
  const county = useOperation(countyContract, {}).data;
  const indicators = useOperation(indicatorsContract, {}).data;
  const level = county?.defaultLevel ?? undefined;
  const areas = useAreaChoices(level);
  const choices = useMemo<ComboChoice[]>(
    () => [
      ...(indicators?.indicators ?? [])
        .filter((indicator) => indicator.hasData)
        .map((indicator) => ({
          id: `/indikatoren/${indicator.id}`,
          label: text(indicator.label),
          detail: indicator.unit,
          group: say("search.indicators"),
        })),
      ...areas.map((area) => ({ ...area, id: `/gebiete/${level ?? ""}/${area.id}`, group: say("search.areas") })),
    ],
    [indicators, areas, level, say, text],
  );
  return (
    <Combobox
      label={say("search.label")}
      hideLabel
      clearAfter
      autoFocus
      placeholder={say("search.label")}
      choices={choices}
      onChoose={(address) => void go(along(address))}
    />
  );
}
