import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import type { IndexAnswer, IndexedArea } from "../contract.ts";

/** All areas with index, class and the values of all components. */
export function ContributionsTable({
  answer,
  decimals,
  height,
}: {
  readonly answer: IndexAnswer;
  readonly decimals: number;
  readonly height?: number;
}) {
  const { say, text } = useLanguage("combine");
  const { along } = useAddressState();
  const columns: Column<IndexedArea>[] = [
    {
      id: "name",
      label: say("column.area"),
      kind: "text",
      text: (area) => area.name,
      show: (area) => <Link to={along(`/gebiete/${answer.level}/${area.code}`)}>{area.name}</Link>,
    },
    { id: "index", label: say("column.index"), kind: "number", decimals, value: (area) => area.index },
    {
      id: "class",
      label: say("column.class"),
      kind: "text",
      text: (area) => {
        const one = area.class === null ? undefined : answer.classes[area.class];
        return one === undefined ? "" : text(one.label);
      },
    },
    ...answer.components.map(
      (component, position): Column<IndexedArea> => ({
        id: component.id,
        label: text(component.label),
        kind: "number",
        unit: component.unit,
        decimals: component.decimals,
        value: (area) => area.values[position] ?? "unknown",
      }),
    ),
  ];
  return (
    <DataTable
      caption={text(answer.label)}
      hideCaption
      columns={columns}
      rows={answer.areas}
      keyOf={(area) => area.code}
      sortedBy="index"
      descending
      {...(height === undefined ? {} : { height })}
    />
  );
}
