import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { RangeLine } from "../../../runtime/ui/chart/RangeLine.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import type { ProfileRow } from "../contract.ts";

/** Three figures in which the area stands out, with their place among all comparable areas. */
export function Standing({
  title,
  ids,
  rows,
  comparable,
}: {
  readonly title: string;
  readonly ids: readonly string[];
  readonly rows: readonly ProfileRow[];
  readonly comparable: number;
}) {
  const { say, text } = useLanguage("describe");
  const { along } = useAddressState();
  const shown = ids.flatMap((id) => rows.filter((row) => row.indicator.id === id).slice(0, 1));
  if (shown.length === 0) return null;
  return (
    <section className="k-card k-section">
      <h2 className="k-h3">{title}</h2>
      <ul className="k-standing">
        {shown.map((row) => (
          <li key={row.indicator.id}>
            <Link to={along(`/indikatoren/${row.indicator.id}`)}>{text(row.indicator.label)}</Link>
            <strong>
              <Figures value={row.value} decimals={row.indicator.decimals} unit={row.indicator.unit} mark={row.mark} />
            </strong>
            {row.range === null ? (
              <span />
            ) : (
              <RangeLine
                name={text(row.indicator.label)}
                value={row.value}
                range={row.range}
                county={row.county}
                decimals={row.indicator.decimals}
                unit={row.indicator.unit}
              />
            )}
            <span className="k-small k-muted">
              {row.position === null
                ? ""
                : say("profile.position", { lower: Math.round(row.position * comparable), count: comparable })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
