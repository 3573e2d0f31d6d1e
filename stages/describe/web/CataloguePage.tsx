import { useMemo } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { matching } from "../../../runtime/ui/control/matching.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { Tabs } from "../../../runtime/ui/control/Tabs.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import {
  type BaseFigureList,
  baseFiguresContract,
  type IndicatorList,
  indicatorsContract,
  saveBaseFigureContract,
  saveIndicatorContract,
} from "../contract.ts";
import { useVocabulary } from "./useVocabulary.ts";

/** All definitions: indicators and the base figures they are made of, with or without data. */
export default function CataloguePage() {
  const { say } = useLanguage("describe");
  const { setting, set } = useAddressState();
  usePageTitle(say("page.catalogue"));
  return (
    <div className="k-stack">
      <header className="k-pagehead k-row k-row--apart">
        <div>
          <h1 className="k-h1">{say("page.catalogue")}</h1>
          <p className="k-meaning">{say("catalogue.lead")}</p>
        </div>
        <div className="k-row">
          <IfMay call={saveIndicatorContract}>
            <Link to="/katalog/neu" className="kern-btn kern-btn--primary k-btn k-btnlink">
              <span className="kern-label">{say("page.newIndicator")}</span>
            </Link>
          </IfMay>
          <IfMay call={saveBaseFigureContract}>
            <Link to="/katalog/grundzahlen/neu" className="kern-btn kern-btn--secondary k-btn k-btnlink">
              <span className="kern-label">{say("catalogue.newBaseFigure")}</span>
            </Link>
          </IfMay>
        </div>
      </header>
      <Tabs
        label={say("catalogue.tabs")}
        open={setting("blatt") ?? "indikatoren"}
        onOpen={(tab) => set({ blatt: tab })}
        tabs={[
          { id: "indikatoren", label: say("catalogue.indicators"), content: () => <Indicators /> },
          { id: "grundzahlen", label: say("catalogue.baseFigures"), content: () => <BaseFigures /> },
        ]}
      />
    </div>
  );
}

const filters = ["topics", "lifePhases", "lifeSituations"] as const;

function Filters({ used }: { readonly used: readonly (typeof filters)[number][] }) {
  const { say } = useLanguage("describe");
  const { setting, set } = useAddressState();
  const { choices } = useVocabulary();
  return (
    <div className="k-selection">
      <div className="k-selection__wide">
        <TextField
          label={say("catalogue.search")}
          type="search"
          value={setting("suche") ?? ""}
          onChange={(typed) => set({ suche: typed })}
        />
      </div>
      {used.map((filter) => (
        <Select
          key={filter}
          label={say(`catalogue.filter.${filter}`)}
          value={setting(filter) ?? ""}
          onChange={(chosen) => set({ [filter]: chosen })}
          choices={[{ id: "", label: say("all") }, ...choices(filter)]}
        />
      ))}
      <Select
        label={say("catalogue.data")}
        value={setting("daten") ?? ""}
        onChange={(chosen) => set({ daten: chosen })}
        choices={[
          { id: "", label: say("all") },
          { id: "ja", label: say("catalogue.withData") },
          { id: "nein", label: say("catalogue.withoutData") },
        ]}
      />
    </div>
  );
}

type IndicatorRow = IndicatorList["indicators"][number];

function Indicators() {
  const { say, text, period } = useLanguage("describe");
  const { along } = useAddressState();
  const { nameOf } = useVocabulary();
  const answer = useOperation(indicatorsContract, {});
  const columns = useMemo<Column<IndicatorRow>[]>(
    () => [
      {
        id: "name",
        label: say("column.indicator"),
        kind: "text",
        text: (row) => text(row.label),
        show: (row) => (
          <Link to={row.hasData ? along(`/indikatoren/${row.id}`) : `/katalog/${row.id}`}>{text(row.label)}</Link>
        ),
      },
      {
        id: "unit",
        label: say("method.unit"),
        kind: "text",
        text: (row) => row.unit,
        show: (row) => <span lang="de">{row.unit}</span>,
      },
      { id: "topic", label: say("method.topic"), kind: "text", text: (row) => nameOf("topics", row.topic) },
      {
        id: "situation",
        label: say("method.lifeSituation"),
        kind: "text",
        text: (row) => nameOf("lifeSituations", row.lifeSituation),
      },
      {
        id: "latest",
        label: say("catalogue.latest"),
        kind: "text",
        text: (row) => (row.latestPeriod === null ? say("catalogue.noData") : period(row.latestPeriod)),
      },
      {
        id: "version",
        label: say("catalogue.version"),
        kind: "text",
        text: (row) => (row.own ? say("catalogue.own", { version: row.version }) : String(row.version)),
      },
      {
        id: "edit",
        label: say("catalogue.definition"),
        kind: "text",
        text: () => "",
        show: (row) => (
          <Link to={`/katalog/${row.id}`} aria-label={say("catalogue.editOf", { name: text(row.label) })}>
            {say("catalogue.edit")}
          </Link>
        ),
      },
    ],
    [say, text, period, nameOf, along],
  );
  return (
    <div className="k-stack">
      <Filters used={filters} />
      <Answer of={answer} shape="table">
        {(list) => (
          <FilteredTable
            rows={list.indicators}
            labelOf={(row) => `${text(row.label)} ${row.id}`}
            filedUnder={(row) => ({ topics: row.topic, lifePhases: row.lifePhase, lifeSituations: row.lifeSituation })}
            columns={columns}
            caption={say("catalogue.indicators")}
          />
        )}
      </Answer>
    </div>
  );
}

type FigureRow = BaseFigureList["baseFigures"][number];

function BaseFigures() {
  const { say, text, period } = useLanguage("describe");
  const { nameOf } = useVocabulary();
  const answer = useOperation(baseFiguresContract, {});
  const columns = useMemo<Column<FigureRow>[]>(
    () => [
      {
        id: "name",
        label: say("catalogue.baseFigure"),
        kind: "text",
        text: (row) => text(row.label),
        show: (row) => <Link to={`/katalog/grundzahlen/${row.id}`}>{text(row.label)}</Link>,
      },
      {
        id: "id",
        label: say("column.code"),
        kind: "text",
        text: (row) => row.id,
        show: (row) => <code>{row.id}</code>,
      },
      {
        id: "unit",
        label: say("method.unit"),
        kind: "text",
        text: (row) => row.unit,
        show: (row) => <span lang="de">{row.unit}</span>,
      },
      { id: "topic", label: say("method.topic"), kind: "text", text: (row) => nameOf("topics", row.topic) },
      {
        id: "source",
        label: say("method.source"),
        kind: "text",
        text: (row) => row.source,
        show: (row) => <span lang="de">{row.source}</span>,
      },
      { id: "access", label: say("catalogue.access"), kind: "text", text: (row) => say(`access.${row.access}`) },
      {
        id: "latest",
        label: say("catalogue.latest"),
        kind: "text",
        text: (row) => (row.latestPeriod === null ? say("catalogue.noData") : period(row.latestPeriod)),
      },
    ],
    [say, text, period, nameOf],
  );
  return (
    <div className="k-stack">
      <Filters used={["topics"]} />
      <Answer of={answer} shape="table">
        {(list) => (
          <FilteredTable
            rows={list.baseFigures}
            labelOf={(row) => `${text(row.label)} ${row.id}`}
            filedUnder={(row) => ({ topics: row.topic })}
            columns={columns}
            caption={say("catalogue.baseFigures")}
          />
        )}
      </Answer>
    </div>
  );
}

function FilteredTable<Row extends { readonly id: string; readonly hasData: boolean }>({
  rows,
  labelOf,
  filedUnder,
  columns,
  caption,
}: {
  readonly rows: readonly Row[];
  readonly labelOf: (row: Row) => string;
  readonly filedUnder: (row: Row) => Readonly<Record<string, string>>;
  readonly columns: readonly Column<Row>[];
  readonly caption: string;
}) {
  const { setting } = useAddressState();
  const search = setting("suche") ?? "";
  const data = setting("daten");
  const kept = rows.filter((row) => {
    const fields = filedUnder(row);
    return (
      (data === undefined || row.hasData === (data === "ja")) &&
      filters.every((filter) => {
        const wanted = setting(filter);
        return wanted === undefined || fields[filter] === undefined || fields[filter] === wanted;
      })
    );
  });
  const found =
    search === ""
      ? kept
      : matching(
          kept.map((row) => ({ row, label: labelOf(row) })),
          search,
        ).map((entry) => entry.row);
  return (
    <DataTable caption={caption} hideCaption columns={columns} rows={found} keyOf={(row) => row.id} height={640} />
  );
}
