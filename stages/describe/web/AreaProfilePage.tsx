import { Link, useNavigate, useParams } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Pyramid } from "../../../runtime/ui/chart/Pyramid.tsx";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { BoundaryFoot } from "../../../runtime/ui/figure/BoundaryFoot.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { FigureFoot } from "../../../runtime/ui/figure/FigureFoot.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { MapDrawing } from "../../../runtime/ui/map/MapDrawing.tsx";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import { areaGeometryContract } from "../../collect/collect.ts";
import { countyContract, type Profile, profileContract } from "../contract.ts";
import { filesFor } from "./filesFor.ts";
import { Knowledge } from "./Knowledge.tsx";
import { LineagePanel } from "./LineagePanel.tsx";
import { ProfileRows } from "./ProfileRows.tsx";
import { Standing } from "./Standing.tsx";
import { useAreaChoices } from "./useAreaChoices.ts";
import { useVocabulary } from "./useVocabulary.ts";

/** Who lives here and how the area stands among all others; prints on two pages. */
export default function AreaProfilePage() {
  const { say, text } = useLanguage("describe");
  const { ebene: level = "", schluessel: code = "" } = useParams();
  const go = useNavigate();
  const { selection, choose, along } = useAddressState();
  const county = useOperation(countyContract, {}).data;
  const areas = useAreaChoices(level);
  const profile = useOperation(profileContract, {
    level,
    code,
    ...(selection.period === undefined ? {} : { period: selection.period }),
    ...(selection.peers.length === 0 ? {} : { peers: selection.peers.join(",") }),
  });
  usePageTitle(profile.data?.area.name ?? "");
  return (
    <div className="k-stack">
      <div className="k-selection">
        <div className="k-selection__wide">
          <LazyCombobox
            label={say("select.area")}
            value={code}
            choices={areas}
            onChoose={(chosen) => void go(along(`/gebiete/${level}/${chosen}`))}
          />
        </div>
        <Select
          label={say("select.period")}
          value={selection.period ?? ""}
          onChange={(chosen) => choose({ period: chosen === "" ? undefined : chosen })}
          choices={[
            { id: "", label: say("profile.newest") },
            ...[...(county?.periods ?? [])].reverse().map((entry) => ({ id: entry, label: entry })),
          ]}
        />
        <div className="k-selection__wide">
          <LazyCombobox
            label={say("profile.addPeer")}
            placeholder={say("profile.addPeerHint")}
            clearAfter
            choices={areas.filter((area) => area.id !== code && !selection.peers.includes(area.id))}
            onChoose={(chosen) => choose({ peers: [...selection.peers, chosen] })}
          />
        </div>
        <div className="k-row">
          <Button icon="print" kind="tertiary" onPress={() => window.print()}>
            {say("profile.print")}
          </Button>
        </div>
      </div>
      {profile.isError ? <h1 className="k-h1">{say("page.area")}</h1> : null}
      <Answer of={profile} shape="lines">
        {(answer) => <Sheet answer={answer} levelLabel={text(answer.area.levelLabel)} />}
      </Answer>
    </div>
  );
}

function Sheet({ answer, levelLabel }: { readonly answer: Profile; readonly levelLabel: string }) {
  const { say, text, period, number, language } = useLanguage("describe");
  const { nameOf } = useVocabulary();
  const { selection, choose, setting, set, along } = useAddressState();
  const geometry = useOperation(areaGeometryContract, { level: answer.area.level, detail: "picture" }).data;
  const origin = setting("woher")?.split("@");
  const { area, pyramid } = answer;
  const rows = answer.groups.flatMap((group) => group.rows);
  const subjects = rows
    .filter((row) => typeof row.value === "number")
    .map((row) => ({
      ...{ indicator: row.indicator.id, level: area.level, code: area.code, period: row.period },
      label: text(row.indicator.label),
    }));
  const files = filesFor({
    what: "profile",
    level: area.level,
    code: area.code,
    language,
    ...(selection.period === undefined ? {} : { period: selection.period }),
  });
  return (
    <article className="k-stack k-profile">
      <header className="k-pagehead">
        <p className="k-overline">
          {levelLabel} {area.code}
          {answer.parents.map((parent) => (
            <span key={`${parent.level} ${parent.code}`}>
              {" · "}
              <Link to={along(`/gebiete/${parent.level}/${parent.code}`)}>{parent.name}</Link>
            </span>
          ))}
        </p>
        <h1 className="k-h1">{area.name}</h1>
        <p className="k-lead">{text(answer.sentence)}</p>
        {answer.notes.map((note) => (
          <p key={note.de} className="k-small k-muted">
            {text(note)}
          </p>
        ))}
      </header>
      {answer.peers.length === 0 ? null : (
        <div className="k-row k-noprint">
          <span className="k-small k-muted">{say("profile.peers")}</span>
          {answer.peers.map((peer) => (
            <button
              key={peer.code}
              type="button"
              className="k-chip"
              aria-label={say("remove", { name: peer.name })}
              onClick={() => choose({ peers: selection.peers.filter((code) => code !== peer.code) })}
            >
              {peer.name} <span aria-hidden="true">×</span>
            </button>
          ))}
        </div>
      )}
      <div className="k-grid k-grid--who">
        <section className="k-card k-section" aria-labelledby="facts">
          <h2 className="k-h3" id="facts">
            {say("profile.facts")}
          </h2>
          <dl className="k-facts k-facts--large">
            {answer.facts.map((fact) => (
              <div key={fact.id}>
                <dt>
                  {text(fact.label)} <span className="k-small">({period(fact.period)})</span>
                </dt>
                <dd>
                  <Figures
                    value={fact.value}
                    decimals={fact.decimals}
                    unit={fact.unit === "Personen" ? "" : fact.unit}
                  />
                </dd>
              </div>
            ))}
            {answer.facilities.slice(0, 6).map((facility) => (
              <div key={facility.kind}>
                <dt>{nameOf("facilityKinds", facility.kind)}</dt>
                <dd className="k-number">{number(facility.count)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {pyramid === null ? null : (
          <Figure
            title={say("profile.pyramid", { period: period(pyramid.period) })}
            note={text(pyramid.sentence)}
            sources={pyramid.sources}
            name={`${area.code}-bevoelkerung`}
            table={() => <PyramidTable pyramid={pyramid} />}
            files={filesFor({ what: "pyramid", level: area.level, code: area.code, language, period: pyramid.period })}
          >
            <Pyramid
              ages={pyramid.ages}
              own={pyramid}
              outline={pyramid.county}
              outlineName={say("profile.county")}
              label={text(pyramid.sentence)}
            />
          </Figure>
        )}
        {geometry === undefined ||
        !geometry.features.features.some((feature) => feature.properties.code === area.code) ? null : (
          <div className="k-card">
            <MapDrawing
              boundaries={geometry.features}
              label={say("profile.map", { area: area.name })}
              width={360}
              maxHeight={330}
              emphasised={area.code}
            />
            <BoundaryFoot versions={geometry.boundaryVersions} />
          </div>
        )}
      </div>
      <div className="k-grid k-grid--half">
        <Standing title={say("profile.strongest")} ids={answer.strongest} rows={rows} comparable={answer.comparable} />
        <Standing title={say("profile.weakest")} ids={answer.weakest} rows={rows} comparable={answer.comparable} />
      </div>
      <div className="k-stack k-profile__groups">
        {answer.groups.map((group) => (
          <ProfileRows
            key={group.id}
            group={group}
            area={area}
            comparable={answer.comparable}
            reasonTexts={answer.reasonTexts}
            hasPeers={answer.peers.length > 0}
            onOrigin={(indicator, at) => set({ woher: `${indicator}@${at}` })}
          />
        ))}
        <FigureFoot sources={answer.sources} />
      </div>
      <Knowledge about={{ level: area.level, code: area.code }} subjects={subjects} first={subjects[0]} />
      <div className="k-row k-small k-noprint">
        <span className="k-muted">{say("profile.files")}</span>
        {files.map((file) => (
          <a key={file.format} href={file.address} download>
            {say(`file.${file.format}`)}
          </a>
        ))}
      </div>
      {answer.children.length === 0 ? null : (
        <section className="k-section" aria-labelledby="children">
          <h2 className="k-h2" id="children">
            {say("profile.children")}
          </h2>
          <ul className="k-columns">
            {answer.children.map((child) => (
              <li key={`${child.level} ${child.code}`}>
                <Link to={along(`/gebiete/${child.level}/${child.code}`)}>{child.name}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {origin === undefined ? null : (
        <LineagePanel
          indicator={origin[0] ?? ""}
          level={area.level}
          code={area.code}
          period={origin[1] ?? ""}
          onClose={() => set({ woher: undefined })}
        />
      )}
    </article>
  );
}

function PyramidTable({ pyramid }: { readonly pyramid: NonNullable<Profile["pyramid"]> }) {
  const { say } = useLanguage("describe");
  const columns: Column<number>[] = [
    { id: "band", label: say("profile.age"), kind: "text", text: (row) => pyramid.bands[row] ?? "" },
    { id: "male", label: say("profile.male"), kind: "number", value: (row) => pyramid.male[row] ?? "unknown" },
    { id: "female", label: say("profile.female"), kind: "number", value: (row) => pyramid.female[row] ?? "unknown" },
  ];
  return (
    <DataTable
      caption={say("profile.pyramid", { period: pyramid.period })}
      hideCaption
      columns={columns}
      rows={pyramid.bands.map((_, row) => row)}
      keyOf={(row) => String(row)}
      height={320}
    />
  );
}
