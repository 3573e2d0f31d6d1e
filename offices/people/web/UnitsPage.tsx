import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { listUnits, saveUnit, type Unit } from "../rightsContract.ts";
import "./people.css";

/** The organisation chart on a day, and a form that adds, renames or moves a unit from a day on. */
export default function UnitsPage() {
  const { say, day } = useLanguage("people");
  const [on, setOn] = useState("");
  const [chosen, setChosen] = useState<Unit | undefined>();
  const units = useOperation(listUnits, on === "" ? {} : { on });
  usePageTitle(say("page.units"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.units")}</h1>
        <p className="k-meaning">{say("units.lead")}</p>
      </header>
      <div className="o-door">
        <TextField label={say("units.on")} type="date" value={on} onChange={setOn} hint={say("units.onHint")} />
      </div>
      <Answer of={units} shape="lines">
        {(answer) => (
          <div className="k-stack k-stack--wide">
            <section className="k-section" aria-labelledby="chart">
              <h2 className="k-h2" id="chart">
                {say("units.chart", { day: day(answer.on) })}
              </h2>
              {answer.units.length === 0 ? (
                <EmptyState title={say("units.none")}>{say("units.noneHelp")}</EmptyState>
              ) : (
                <Branch units={answer.units} parent={null} onChange={setChosen} />
              )}
            </section>
            <IfMay call={saveUnit}>
              <UnitForm
                key={chosen?.id ?? "new"}
                unit={chosen}
                units={answer.units}
                onDone={() => setChosen(undefined)}
              />
            </IfMay>
          </div>
        )}
      </Answer>
    </div>
  );
}

function Branch({
  units,
  parent,
  onChange,
}: {
  readonly units: readonly Unit[];
  readonly parent: number | null;
  readonly onChange: (unit: Unit) => void;
}) {
  const { say, day } = useLanguage("people");
  const known = new Set(units.map(({ id }) => id));
  // A unit whose own superior is gone stands at the top until somebody moves it.
  const own = units.filter((unit) =>
    parent === null ? unit.parent === null || !known.has(unit.parent) : unit.parent === parent,
  );
  if (own.length === 0) return null;
  return (
    <ul className="o-chart">
      {own.map((unit) => (
        <li key={unit.id}>
          <div className="o-chart__unit">
            <strong>{unit.name}</strong>
            {unit.short === "" ? null : <span className="k-muted">{unit.short}</span>}
            {unit.kind === "office" ? null : <span className="k-muted">{say(`units.kind.${unit.kind}`)}</span>}
            {unit.formerNames.map((former) => (
              <span className="k-muted" key={former.from}>
                {say("units.former", { name: former.name, day: day(former.to) })}
              </span>
            ))}
            <IfMay call={saveUnit}>
              <Button kind="tertiary" onPress={() => onChange(unit)}>
                {say("units.change")}
                <span className="k-sr"> {unit.name}</span>
              </Button>
            </IfMay>
          </div>
          <Branch units={units} parent={unit.id} onChange={onChange} />
        </li>
      ))}
    </ul>
  );
}

function UnitForm({
  unit,
  units,
  onDone,
}: {
  readonly unit: Unit | undefined;
  readonly units: readonly Unit[];
  readonly onDone: () => void;
}) {
  const { say } = useLanguage("people");
  const save = useAction(saveUnit);
  const [name, setName] = useState(unit?.name ?? "");
  const [short, setShort] = useState(unit?.short ?? "");
  const [kind, setKind] = useState<Unit["kind"]>(unit?.kind ?? "office");
  const [parent, setParent] = useState(unit?.parent === null || unit === undefined ? "" : String(unit.parent));
  const [from, setFrom] = useState("");
  const [basedOn, setBasedOn] = useState(unit?.version ?? 0);
  const store = async (version: number): Promise<void> => {
    const answer = await save.run({
      ...(unit === undefined ? { kind } : { id: unit.id, basedOn: version }),
      name,
      short,
      parent: parent === "" ? null : Number(parent),
      ...(from === "" ? {} : { from }),
    });
    if (answer === undefined) return;
    setName("");
    setShort("");
    onDone();
  };
  const nameOfUnit = (id: number | null) => units.find((one) => one.id === id)?.name ?? say("units.top");
  return (
    <section className="k-section" aria-labelledby="unit">
      <h2 className="k-h2" id="unit">
        {unit === undefined ? say("units.add") : say("units.changeOne", { name: unit.name })}
      </h2>
      <form
        className="k-stack o-door"
        onSubmit={(event) => {
          event.preventDefault();
          void store(basedOn);
        }}
      >
        <TextField label={say("units.name")} value={name} required onChange={setName} />
        <TextField label={say("units.short")} value={short} onChange={setShort} hint={say("units.shortHint")} />
        {unit === undefined ? (
          <Select
            label={say("units.kindTitle")}
            value={kind}
            onChange={(id) => setKind(id as Unit["kind"])}
            choices={(["office", "provider", "municipality"] as const).map((id) => ({
              id,
              label: say(`units.kind.${id}`),
            }))}
          />
        ) : null}
        <Select
          label={say("units.parent")}
          value={parent}
          onChange={setParent}
          choices={[
            { id: "", label: say("units.top") },
            ...units.filter(({ id }) => id !== unit?.id).map(({ id, name: label }) => ({ id: String(id), label })),
          ]}
        />
        <TextField label={say("units.from")} type="date" value={from} onChange={setFrom} hint={say("units.fromHint")} />
        <SaveTrouble
          trouble={save.trouble}
          mine={{ name, short, parent: nameOfUnit(parent === "" ? null : Number(parent)) }}
          inForce={async () => {
            const now = (await callOperation(listUnits, {})).units.find(({ id }) => id === unit?.id);
            const content = { name: now?.name, short: now?.short, parent: nameOfUnit(now?.parent ?? null) };
            return { content, version: now?.version ?? basedOn };
          }}
          nameOf={(field) => say(`units.${field}`)}
          onKeepMine={(version) => void store(version)}
          onTakeTheirs={(theirs, version) => {
            setName(theirs.name ?? name);
            setShort(theirs.short ?? short);
            setParent(String(units.find((one) => one.name === theirs.parent)?.id ?? ""));
            setBasedOn(version);
          }}
        />
        <div className="k-row">
          <Button type="submit" kind="primary" disabled={save.running}>
            {say("units.save")}
          </Button>
          {unit === undefined ? null : (
            <Button kind="tertiary" onPress={onDone}>
              {say("ui:cancel")}
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}
