import { useState } from "react";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { MapDrawing } from "../../../runtime/ui/map/MapDrawing.tsx";
import { type MapArea, shade } from "../../../runtime/ui/map/mapAreas.ts";
import { DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import type { AreaPreview, ImportAreasOutput } from "../spaces/contract.ts";
import { Findings } from "./Findings.tsx";

type Row = AreaPreview["areas"][number];

/** What the map tells apart, from pale to strong. */
const shown = ["known", "new", "changed"] as const;

/** Everything that taking the areas would do, before it is done: in numbers, on a map, area by area. */
export function AreasReport({
  report,
  levelName,
}: {
  readonly report: ImportAreasOutput;
  readonly levelName: (level: string) => string;
}) {
  const { say, number } = useLanguage("collect");
  const [highlighted, setHighlighted] = useState<string | undefined>(undefined);
  const rows = report.preview?.areas ?? [];
  const wholes = report.preview?.wholes ?? [];
  const isBroken = report.findings.some(({ severity }) => severity === "error");
  const count = (has: (row: Row) => boolean): string => number(rows.filter(has).length);
  const facts: [string, string][] = [
    ["read", number(report.read)],
    ["areas", count(({ state }) => state !== "gone")],
    ["new", count(({ state }) => state === "new")],
    ["changed", count(isChanged)],
    ["gone", count(({ state }) => state === "gone")],
    ["faulty", count(({ border }) => border === "faulty")],
    ["wholes", number(wholes.filter(({ state }) => state !== "missing").length)],
    ["wholesMissing", number(wholes.filter(({ state }) => state === "missing").length)],
  ];
  const nothingNew = report.findings.some(({ code }) => code === "collect.nothingNew");
  return (
    <div className="k-stack">
      <p className={`k-note${isBroken ? " k-note--trouble" : ""}`} role="status">
        <Icon name={isBroken ? "warning" : "check"} />{" "}
        {say(isBroken ? "areasIn.notReady" : nothingNew ? "areasIn.nothingNew" : "areasIn.ready")}
      </p>
      <dl className="c-numbers">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{say(`areasIn.count.${name}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Findings findings={report.findings} sentences={report.sentences} />
      <div className={report.preview?.picture == null ? "k-stack" : "c-preview"}>
        <Picture preview={report.preview} highlighted={highlighted} onHighlight={setHighlighted} />
        <DataTable
          caption={say("areasIn.table")}
          columns={[
            { id: "code", label: say("areasIn.code"), kind: "text", text: (row) => row.code },
            {
              id: "name",
              label: say("areasIn.name"),
              kind: "text",
              text: (row) => row.name,
              show: (row) => (
                <>
                  {row.name}
                  {row.before === null ? null : (
                    <span className="k-small k-muted"> {say("areasIn.before", { name: row.before })}</span>
                  )}
                </>
              ),
            },
            {
              id: "state",
              label: say("areasIn.state"),
              kind: "text",
              text: (row) => say(`areasIn.states.${row.state}`),
            },
            {
              id: "border",
              label: say("areasIn.border"),
              kind: "text",
              text: (row) => say(`areasIn.borders.${row.border}`),
            },
            {
              id: "ground",
              label: say("areasIn.ground"),
              kind: "number",
              unit: "km²",
              decimals: 2,
              value: (row) => row.squareKilometres,
            },
            {
              id: "wholes",
              label: say("areasIn.in"),
              kind: "text",
              text: (row) => Object.values(row.wholes).join(", "),
            },
          ]}
          rows={rows}
          keyOf={(row) => row.code}
          height={460}
          highlighted={highlighted}
          onHighlight={setHighlighted}
        />
      </div>
      {wholes.length === 0 ? null : (
        <DataTable
          caption={say("areasIn.wholesTable")}
          columns={[
            { id: "level", label: say("spaces.level"), kind: "text", text: (row) => levelName(row.level) },
            { id: "code", label: say("areasIn.code"), kind: "text", text: (row) => row.code },
            { id: "name", label: say("areasIn.name"), kind: "text", text: (row) => row.name },
            {
              id: "state",
              label: say("areasIn.state"),
              kind: "text",
              text: (row) => say(`areasIn.wholeStates.${row.state}`),
            },
            { id: "parts", label: say("areasIn.parts"), kind: "number", value: (row) => row.parts },
          ]}
          rows={wholes}
          keyOf={(row) => `${row.level} ${row.code}`}
          height={300}
        />
      )}
    </div>
  );
}

function isChanged({ state, border }: Row): boolean {
  return state === "changed" || (state === "known" && (border === "changed" || border === "new"));
}

function Picture({
  preview,
  highlighted,
  onHighlight,
}: {
  readonly preview: AreaPreview | undefined;
  readonly highlighted: string | undefined;
  readonly onHighlight: (code: string | undefined) => void;
}) {
  const { say, number } = useLanguage("collect");
  const picture = preview?.picture ?? null;
  if (preview === undefined || picture === null)
    return (
      <p className="k-note">
        {say(
          preview?.areas.some(({ squareKilometres }) => squareKilometres !== null) === true
            ? "areasIn.tooMany"
            : "areasIn.noPicture",
        )}
      </p>
    );
  const areas = preview.areas.flatMap((row): MapArea[] => {
    const position = shown.indexOf(row.state === "new" ? "new" : isChanged(row) ? "changed" : "known");
    return row.state === "gone" ? [] : [{ code: row.code, name: row.name, value: position, class: position }];
  });
  const counts = shown.map((_, position) => areas.filter((area) => area.class === position).length);
  const sentence = say("areasIn.pictureOf", {
    count: picture.features.length,
    new: number(counts[1] ?? 0),
    changed: number(counts[2] ?? 0),
    known: number(counts[0] ?? 0),
  });
  return (
    <figure className="k-card c-picture">
      <MapDrawing
        boundaries={picture}
        areas={areas}
        classCount={shown.length}
        label={sentence}
        width={560}
        maxHeight={420}
        emphasised={highlighted}
        onHighlight={onHighlight}
      />
      <p className="k-small k-muted" aria-hidden="true">
        {preview.areas.find(({ code }) => code === highlighted)?.name ?? "\u00a0"}
      </p>
      <ul className="k-legend">
        {shown.map((state, position) =>
          counts[position] === 0 ? null : (
            <li key={state} className="k-legend__item">
              <svg width="28" height="18" aria-hidden="true">
                <rect
                  x="0.5"
                  y="0.5"
                  width="27"
                  height="17"
                  fill={`var(--k-class-${shade(position, shown.length)})`}
                  className="k-legend__swatch"
                />
              </svg>
              <span>{say(`areasIn.states.${state}`)}</span>
              <span className="k-muted k-number">{number(counts[position] ?? 0)}</span>
            </li>
          ),
        )}
      </ul>
      <figcaption className="k-small">{sentence}</figcaption>
    </figure>
  );
}
