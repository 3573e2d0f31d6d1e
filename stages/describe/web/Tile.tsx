import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { Sparkline } from "../../../runtime/ui/chart/Sparkline.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import type { Overview } from "../contract.ts";
import { Direction } from "./Direction.tsx";

/** One figure of the overview: name, number, course, sentence, and where it is from. */
export function Tile({ tile }: { readonly tile: Overview["tiles"][number] }) {
  const { say, text, period } = useLanguage("describe");
  const { along } = useAddressState();
  const { indicator, source } = tile;
  return (
    <article className="k-tile">
      <h3 className="k-tile__name">
        <Link to={along(`/indikatoren/${indicator.id}`)}>{text(indicator.label)}</Link>
      </h3>
      <div className="k-tile__figure">
        <span className="k-tile__value">
          <Figures value={tile.value} decimals={indicator.decimals} mark={tile.mark} />
          <span className="k-unit" lang="de">
            {" "}
            {indicator.unit}
          </span>
        </span>
        <Sparkline {...tile.sparkline} decimals={indicator.decimals} unit={indicator.unit} />
      </div>
      <p className="k-small k-muted">
        {period(tile.period)} · {tile.trend.slope === null ? "" : `${say("tile.longTerm")} `}
        <Direction trend={tile.trend} />
      </p>
      <p className="k-tile__sentence">{text(tile.sentence)}</p>
      <p className="k-tile__source">
        {say("tile.source", { source: source.title })}
        {` · ${say("tile.reference", { date: source.referenceDate === "" ? period(tile.period) : source.referenceDate })}`}
      </p>
    </article>
  );
}
