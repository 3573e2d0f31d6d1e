import { useMemo } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import type { ComboChoice } from "../../../runtime/ui/control/Combobox.tsx";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Slot } from "../../../runtime/ui/panel/Slot.tsx";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { areasContract } from "../../collect/collect.ts";
import { type County, countyContract, type MyPlace, myPlaceContract } from "../contract.ts";
import "./myPlace.css";

/** Choose a place, read ten figures in plain words, see how to have one's say (TF-004). */
export default function MyPlacePage() {
  const { say } = useLanguage("describe");
  const { ebene, schluessel } = useParams();
  const isChosen = ebene !== undefined && schluessel !== undefined;
  const place = useOperation(myPlaceContract, isChosen ? { level: ebene, code: schluessel } : undefined);
  usePageTitle(isChosen && place.data !== undefined ? place.data.area.name : say("page.myPlace"));
  return (
    <div className="k-stack k-stack--wide d-place">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.myPlace")}</h1>
        <p className="k-meaning">{say("myPlace.lead")}</p>
      </header>
      <PlaceChoice chosen={isChosen ? `${ebene}/${schluessel}` : undefined} />
      {isChosen ? (
        <Answer of={place} shape="lines">
          {(answer) => <Figures place={answer} />}
        </Answer>
      ) : null}
      <section className="k-section" aria-labelledby="take-part">
        <h2 className="k-h2" id="take-part">
          {say("myPlace.takePart")}
        </h2>
        <div className="d-place__ways">
          <Slot name="takePart" />
        </div>
      </section>
    </div>
  );
}

function PlaceChoice({ chosen }: { readonly chosen: string | undefined }) {
  const { say } = useLanguage("describe");
  const county = useOperation(countyContract, {}).data;
  const go = useNavigate();
  const [usual, finer, wider] = placeLevels(county);
  const choices = [...usePlaces(county, usual), ...usePlaces(county, finer), ...usePlaces(county, wider)];
  return (
    <div className="d-place__choice">
      <LazyCombobox
        label={say("myPlace.choose")}
        placeholder={say("myPlace.placeholder")}
        choices={choices}
        value={chosen}
        onChoose={(id) => void go(`/mein-ort/${id}`)}
      />
    </div>
  );
}

/** The level on which people say where they live, then the one below and the one above it. */
function placeLevels(county: County | undefined): readonly (string | undefined)[] {
  const levels = (county?.levels ?? []).filter(({ areaCount }) => areaCount > 1);
  const at = levels.findIndex(({ id }) => id === county?.defaultLevel);
  return at < 0 ? [] : [levels[at]?.id, levels[at + 1]?.id, levels[at - 1]?.id];
}

function usePlaces(county: County | undefined, level: string | undefined): readonly ComboChoice[] {
  const { text, compare } = useLanguage("describe");
  const areas = useOperation(areasContract, level === undefined ? undefined : { level }).data?.areas;
  const group = county?.levels.find(({ id }) => id === level)?.label;
  return useMemo(
    () =>
      level === undefined || group === undefined
        ? []
        : [...(areas ?? [])]
            .sort((a, b) => compare(a.name, b.name))
            .map((area) => ({
              id: `${level}/${area.code}`,
              label: area.name,
              detail: area.wholes[0]?.name ?? "",
              group: text(group),
            })),
    [areas, level, group, text, compare],
  );
}

function Figures({ place }: { readonly place: MyPlace }) {
  const { say, text, period } = useLanguage("describe");
  const { area, figures, withheld } = place;
  if (figures.length === 0) return <EmptyState title={say("myPlace.none")}>{say("myPlace.noneHelp")}</EmptyState>;
  const title =
    figures.length === 10
      ? say("myPlace.figures", { place: area.name })
      : say("myPlace.fewFigures", { count: figures.length, place: area.name });
  return (
    <section className="k-section" aria-labelledby="figures">
      <h2 className="k-h2" id="figures">
        {title}
      </h2>
      <ol className="d-place__figures">
        {figures.map((figure) => (
          <li key={figure.indicator.id} className="d-place__figure" data-standing={figure.standing}>
            <p className="d-place__sentence">{text(figure.sentence)}</p>
            <p className="d-place__comparison">{text(figure.comparison)}</p>
            {figure.mark === "unsafe" ? <p className="k-small">{say("myPlace.uncertain")}</p> : null}
            <p className="k-small k-muted">
              <Link to={`/indikatoren/${figure.indicator.id}?ebene=${area.level}&gebiete=${area.code}`}>
                {text(figure.indicator.label)}
              </Link>{" "}
              · {say("myPlace.from", { period: period(figure.period) })} <span lang="de">{figure.source.title}</span>
            </p>
          </li>
        ))}
      </ol>
      {withheld === 0 ? null : <p className="k-small k-muted">{say("myPlace.withheld", { count: withheld })}</p>}
      <p>
        <Link to={`/gebiete/${area.level}/${area.code}`}>{say("myPlace.more_figures", { place: area.name })}</Link>
      </p>
    </section>
  );
}
