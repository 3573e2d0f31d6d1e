import { lazy } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useMayCall } from "../../../runtime/ui/call/openCalls.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { FigureFoot } from "../../../runtime/ui/figure/FigureFoot.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Slot } from "../../../runtime/ui/panel/Slot.tsx";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { WhenNear } from "../../../runtime/ui/state/WhenNear.tsx";
import { countyContract, type Overview, overviewContract } from "../contract.ts";
import { AnswerSentence } from "./AnswerSentence.tsx";
import { Tile } from "./Tile.tsx";

const OverviewMap = lazy(() => import("./OverviewMap.tsx"));

/** The county at a glance: what the figures say, twelve of them at most, what is new and what waits (PM08-035). */
export default function OverviewPage() {
  const { say } = useLanguage("describe");
  const overview = useOperation(overviewContract, {});
  usePageTitle(say("page.overview"));
  return (
    <Answer of={overview} shape="tiles">
      {(answer) => <Glance answer={answer} />}
    </Answer>
  );
}

function Glance({ answer }: { readonly answer: Overview }) {
  const { say } = useLanguage("describe");
  const county = useOperation(countyContract, {}).data;
  // A mere count colours the map by size of area; a judged figure says something.
  const first = answer.tiles.find((tile) => tile.indicator.direction !== "neutral") ?? answer.tiles[0];
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("overview.title", { county: answer.name })}</h1>
        <AnswerSentence sentence={answer.sentence} notes={[answer.basis]} />
        {answer.tiles.length === 0 ? null : (
          <p>
            <Link to="/mein-ort">{say("myPlace.toIt")}</Link>
          </p>
        )}
      </header>
      {answer.tiles.length === 0 ? (
        <EmptyState title={say("overview.none")}>{say("overview.noneHelp")}</EmptyState>
      ) : (
        <section aria-labelledby="tiles" className="k-section">
          <h2 className="k-sr" id="tiles">
            {say("overview.tiles")}
          </h2>
          <figure className="k-tilegroup">
            <ul className="k-tiles">
              {answer.tiles.map((tile) => (
                <li key={tile.indicator.id}>
                  <Tile tile={tile} />
                </li>
              ))}
            </ul>
            <FigureFoot sources={sourcesOnce(answer.tiles)} />
          </figure>
        </section>
      )}
      <div className="k-grid k-grid--third">
        {first === undefined || county?.defaultLevel == null ? (
          <div />
        ) : (
          <WhenNear shape="figure">
            <OverviewMap indicator={first.indicator.id} level={county.defaultLevel} />
          </WhenNear>
        )}
        <div className="k-stack">
          <News answer={answer} />
          <Waiting answer={answer} />
          <section className="k-section" aria-labelledby="decisions">
            <h2 className="k-h2" id="decisions">
              {say("overview.decisions")}
            </h2>
            <Slot name="openDecisions" />
          </section>
        </div>
      </div>
    </div>
  );
}

function News({ answer }: { readonly answer: Overview }) {
  const { say, day } = useLanguage("describe");
  const { along } = useAddressState();
  const mayOpen = useMayCall({ name: "collect.showDelivery" });
  return (
    <section className="k-section" aria-labelledby="news">
      <h2 className="k-h2" id="news">
        {say("overview.news")}
      </h2>
      {answer.news.length === 0 ? (
        <p className="k-muted">{say("overview.noNews")}</p>
      ) : (
        <ul className="k-list">
          {answer.news.slice(0, 6).map((entry) => (
            <li key={entry.deliveryId}>
              {mayOpen ? (
                <Link to={along(`/daten/lieferungen/${entry.deliveryId}`)}>{entry.title}</Link>
              ) : (
                <span>{entry.title}</span>
              )}
              <span className="k-small k-muted">
                {entry.figures.length === 0
                  ? day(entry.acceptedOn)
                  : say("overview.newsLine", { day: day(entry.acceptedOn), count: entry.figures.length })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Waiting({ answer }: { readonly answer: Overview }) {
  const { say } = useLanguage("describe");
  const { along } = useAddressState();
  return (
    <section className="k-section" aria-labelledby="waiting">
      <h2 className="k-h2" id="waiting">
        {say("overview.waiting")}
      </h2>
      {answer.waiting.length === 0 ? (
        <p className="k-muted">{say("overview.nothingWaits")}</p>
      ) : (
        <ul className="k-list">
          {answer.waiting.map((entry) => (
            <li key={entry.deliveryId}>
              <Link to={along(`/daten/lieferungen/${entry.deliveryId}`)}>{entry.title}</Link>
              <span className="k-small k-muted">{say(`delivery.${entry.state}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What all tiles together come from, each delivery once, as it stands under every figure. */
function sourcesOnce(tiles: Overview["tiles"]): Overview["tiles"][number]["source"][] {
  return [...new Map(tiles.map(({ source }) => [source.deliveryId, source])).values()];
}
