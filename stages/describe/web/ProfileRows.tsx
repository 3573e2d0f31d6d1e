import { Link } from "react-router";
import type { Text } from "../../../kernel/text/text.ts";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { RangeLine } from "../../../runtime/ui/chart/RangeLine.tsx";
import { Sparkline } from "../../../runtime/ui/chart/Sparkline.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import type { AreaHead, Profile, ProfileRow } from "../contract.ts";

/** The indicators of one life situation, one row each: value, course, and place between lowest and highest. */
export function ProfileRows({
  group,
  area,
  comparable,
  reasonTexts,
  hasPeers,
  onOrigin,
}: {
  readonly group: Profile["groups"][number];
  readonly area: AreaHead;
  readonly comparable: number;
  readonly reasonTexts: Readonly<Record<string, Text>>;
  readonly hasPeers: boolean;
  readonly onOrigin: (indicator: string, period: string) => void;
}) {
  const { say, text, period } = useLanguage("describe");
  const { along, setting, set } = useAddressState();
  const id = `group-${group.id}`;
  const all = setting("alle")?.split(",").includes(group.id) === true;
  const rows = all ? group.rows : telling(group.rows);
  return (
    <section className="k-section" aria-labelledby={id}>
      <h2 className="k-h2" id={id}>
        {text(group.label)}
      </h2>
      <ScrollFrame className="k-profile__frame" label={text(group.label)}>
        <table className="k-profile__table k-profile__rows">
          <caption className="k-sr">{text(group.label)}</caption>
          <thead>
            <tr>
              <th scope="col">{say("column.indicator")}</th>
              <th scope="col" className="k-right">
                {area.name}
              </th>
              <th scope="col" className="k-profile__course">
                {say("column.course")}
              </th>
              <th scope="col" className="k-profile__range">
                {say("column.range", { count: comparable })}
              </th>
              <th scope="col" className="k-right k-profile__county">
                {say("profile.county")}
              </th>
              {hasPeers ? (
                <th scope="col" className="k-right">
                  {say("profile.peerGroup")}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const form = { decimals: row.indicator.decimals, unit: row.indicator.unit };
              const name = text(row.indicator.label);
              const reason = row.reason === null ? undefined : reasonTexts[row.reason];
              return (
                <tr key={row.indicator.id}>
                  <th scope="row">
                    <Link to={along(`/indikatoren/${row.indicator.id}`)}>{name}</Link>
                    <span className="k-small k-muted"> {period(row.period)}</span>
                  </th>
                  <td className="k-right">
                    <button
                      type="button"
                      className="k-asknumber"
                      title={say("lineage.ask")}
                      onClick={() => onOrigin(row.indicator.id, row.period)}
                    >
                      <Figures
                        value={row.value}
                        {...form}
                        mark={row.mark}
                        reason={reason === undefined ? undefined : text(reason)}
                      />
                      <span className="k-sr">{say("lineage.ask")}</span>
                    </button>
                  </td>
                  <td className="k-profile__course">
                    <Sparkline {...row.sparkline} {...form} width={90} height={24} />
                  </td>
                  <td className="k-profile__range">
                    {row.range === null ? null : (
                      <RangeLine
                        name={name}
                        value={row.value}
                        range={row.range}
                        county={row.county}
                        peer={row.peer}
                        {...form}
                      />
                    )}
                  </td>
                  <td className="k-right k-muted k-profile__county">
                    <Figures value={row.county} {...form} />
                  </td>
                  {hasPeers ? (
                    <td className="k-right k-muted">
                      {row.peer === null ? null : <Figures value={row.peer} {...form} />}
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollFrame>
      {rows.length === group.rows.length ? null : (
        <p className="k-row k-small k-muted">
          {say("profile.telling", { shown: rows.length, count: group.rows.length })}
          <button
            type="button"
            className="k-linkbutton k-noprint"
            onClick={() => set({ alle: [setting("alle"), group.id].filter((part) => part !== undefined).join(",") })}
          >
            {say("profile.showAll", { group: text(group.label) })}
          </button>
        </p>
      )}
    </section>
  );
}

/** So many rows of a life situation are shown at first, and fit on two printed pages. */
const shownAtFirst = 8;

// Those in which the area lies furthest from the middle of all areas, in the order of the catalogue.
function telling(rows: readonly ProfileRow[]): readonly ProfileRow[] {
  const away = (row: ProfileRow): number => (row.position === null ? -1 : Math.abs(row.position - 0.5));
  const kept = new Set([...rows].sort((a, b) => away(b) - away(a)).slice(0, shownAtFirst));
  return rows.filter((row) => kept.has(row));
}
