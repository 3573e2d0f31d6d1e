import { Link } from "react-router";
import type { Mark } from "../../../kernel/value/table.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import type { Comparison } from "../contract.ts";

/** Indicators as rows, areas as columns; a bar in each cell shows the size within its row. */
export function ComparedTable({
  answer,
  onRemove,
}: {
  readonly answer: Comparison;
  readonly onRemove: (id: string) => void;
}) {
  const { say, text, period } = useLanguage("describe");
  const { along } = useAddressState();
  return (
    <ScrollFrame className="k-profile__frame" label={say("comparison.table", { count: answer.areas.length })}>
      <table className="k-profile__table k-compared">
        <thead>
          <tr>
            <th scope="col">{say("column.indicator")}</th>
            {answer.areas.map((area, position) => (
              <th scope="col" key={`${area.level} ${area.code}`} className="k-right">
                <i className="k-compared__mark" style={{ background: `var(--k-series-${position + 1})` }} />
                <Link to={along(`/gebiete/${area.level}/${area.code}`)}>{area.name}</Link>
              </th>
            ))}
            <th scope="col" className="k-right">
              {say("profile.county")}
            </th>
            <th scope="col" className="k-noprint">
              <span className="k-sr">{say("comparison.remove")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row) => {
            const { indicator } = row;
            const most = Math.max(0, ...(row.isSum ? row.values : [...row.values, row.county]).filter(isPresent));
            const cell = (value: Value, mark: Mark | null, reason: string | null, hasBar = true) => {
              const words = reason === null ? undefined : answer.reasonTexts[reason];
              return (
                <span className="k-compared__cell">
                  <Figures
                    value={value}
                    decimals={indicator.decimals}
                    unit={indicator.unit}
                    mark={mark}
                    reason={words === undefined ? undefined : text(words)}
                  />
                  {hasBar && isPresent(value) && most > 0 ? (
                    <i className="k-compared__bar" style={{ width: `${Math.max(0, (value / most) * 100)}%` }} />
                  ) : null}
                </span>
              );
            };
            return (
              <tr key={indicator.id}>
                <th scope="row">
                  <Link to={along(`/indikatoren/${indicator.id}`)}>{text(indicator.label)}</Link>
                  <span className="k-small k-muted"> {row.period === null ? "" : period(row.period)}</span>
                </th>
                {row.values.map((value, position) => (
                  <td key={answer.areas[position]?.code} className="k-right">
                    {cell(value, row.marks[position] ?? null, row.reasons[position] ?? null)}
                  </td>
                ))}
                <td className="k-right k-muted">{cell(row.county, null, null, !row.isSum)}</td>
                <td className="k-noprint">
                  <button
                    type="button"
                    className="k-remove"
                    aria-label={say("remove", { name: text(indicator.label) })}
                    onClick={() => onRemove(indicator.id)}
                  >
                    <Icon name="close" />
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
