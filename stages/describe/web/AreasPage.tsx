import { useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { BoundaryFoot } from "../../../runtime/ui/figure/BoundaryFoot.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { MapDrawing } from "../../../runtime/ui/map/MapDrawing.tsx";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { type AreasOutput, areaGeometryContract, areasContract } from "../../collect/collect.ts";
import { countyContract } from "../contract.ts";

type Row = AreasOutput["areas"][number];

/** All areas of a level, in a list and on a small map: choose one and see its profile. */
export default function AreasPage() {
  const { say, text } = useLanguage("describe");
  const { selection, choose, along } = useAddressState();
  const [highlighted, setHighlighted] = useState<string | undefined>(undefined);
  const county = useOperation(countyContract, {}).data;
  const level = selection.level ?? county?.defaultLevel ?? undefined;
  const areas = useOperation(areasContract, level === undefined ? undefined : { level });
  const geometry = useOperation(
    areaGeometryContract,
    level === undefined ? undefined : { level, detail: "picture" },
  ).data;
  usePageTitle(say("page.areas"));
  const go = useNavigate();
  // That every area belongs to the one county need not be said of each.
  const alone = useMemo(
    () => new Set((county?.levels ?? []).filter((one) => one.areaCount === 1).map((one) => one.id)),
    [county],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "name",
        label: say("column.area"),
        kind: "text",
        text: (area) => area.name,
        show: (area) => <Link to={along(`/gebiete/${area.level}/${area.code}`)}>{area.name}</Link>,
      },
      { id: "code", label: say("column.code"), kind: "text", text: (area) => area.code },
      {
        id: "wholes",
        label: say("column.wholes"),
        kind: "text",
        text: (area) =>
          area.wholes
            .filter((whole) => !alone.has(whole.level))
            .map((whole) => whole.name)
            .join(", "),
      },
      {
        id: "ground",
        label: say("column.ground"),
        kind: "number",
        unit: "km²",
        decimals: 1,
        value: (area) => (area.groundSquareMetres === null ? "unknown" : area.groundSquareMetres / 1e6),
      },
    ],
    [say, along, alone],
  );
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.areas")}</h1>
        <p className="k-meaning">{say("areas.lead")}</p>
      </header>
      <div className="k-selection">
        <Select
          label={say("select.level")}
          value={level ?? ""}
          onChange={(chosen) => choose({ level: chosen, areas: [] })}
          choices={(county?.levels ?? []).map((candidate) => ({
            id: candidate.id,
            label: `${text(candidate.label)} (${candidate.areaCount})`,
          }))}
        />
      </div>
      <Answer of={areas} shape="table">
        {(answer) => (
          <div className="k-grid k-grid--half">
            <DataTable
              caption={say("areas.caption", { count: answer.areas.length })}
              hideCaption
              columns={columns}
              rows={answer.areas}
              keyOf={(area) => area.code}
              sortedBy="name"
              height={620}
              highlighted={highlighted}
              onHighlight={setHighlighted}
            />
            {geometry === undefined || geometry.features.features.length === 0 ? (
              <div />
            ) : (
              <div className="k-card">
                <MapDrawing
                  boundaries={geometry.features}
                  label={say("areas.map")}
                  width={620}
                  maxHeight={580}
                  emphasised={highlighted}
                  onHighlight={setHighlighted}
                  onSelect={(code) => void go(along(`/gebiete/${answer.level}/${code}`))}
                />
                <p className="k-small k-muted" aria-hidden="true">
                  {answer.areas.find((area) => area.code === highlighted)?.name ?? "\u00a0"}
                </p>
                <BoundaryFoot versions={geometry.boundaryVersions} />
              </div>
            )}
          </div>
        )}
      </Answer>
    </div>
  );
}
