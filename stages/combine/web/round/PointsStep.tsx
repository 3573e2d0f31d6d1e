import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { ScrollFrame } from "../../../../runtime/ui/table/ScrollFrame.tsx";
import { sides } from "../../round/roundDefinition.ts";
import { componentsInOrder } from "./componentsInOrder.ts";
import { Resolve } from "./Resolve.tsx";
import type { StepProps } from "./stepProps.ts";

/** Step 7: grades become points by a table, points become shares of their group (PM10-038). */
export function PointsStep(props: StepProps) {
  const { round, live, tell, busy } = props;
  const { say, text, number } = useLanguage("combine");
  return (
    <div className="k-stack">
      <fieldset className="w-segments w-segments--wide" disabled={!live || busy}>
        <legend className="k-field__label">{say("points.table")}</legend>
        {round.tables.map((table) => (
          <label key={table.id}>
            <input
              type="radio"
              name="points-table"
              checked={round.table === table.id}
              onChange={() => void tell({ kind: "tabled", table: table.id })}
            />
            <span>{say("points.of", { points: table.points.join(", ") })}</span>
          </label>
        ))}
      </fieldset>
      <ScrollFrame className="k-profile__frame" label={say("points.caption")}>
        <table className="k-profile__table">
          <caption className="k-sr">{say("points.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("breakdown.component")}</th>
              <th scope="col">{say("points.inside")}</th>
              <th scope="col">{say("points.grade")}</th>
              <th scope="col">{say("points.origin")}</th>
              <th scope="col" className="k-right">
                {say("points.points")}
              </th>
              <th scope="col" className="k-right">
                {say("points.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {componentsInOrder(round).map(({ one, main }) => (
              <tr key={one.id} data-part={main !== null}>
                <th scope="row">{one.label}</th>
                <td>{main?.label ?? (one.place === null ? "" : text(sides[one.place.side].label))}</td>
                <td>{one.grade === null ? "" : say(`grade.${one.grade.grade}`)}</td>
                <td className="k-small">{one.grade === null ? "" : say(`origin.${one.grade.origin}`)}</td>
                <td className="k-right k-number">{one.weight === null ? "" : number(one.weight.points)}</td>
                <td className="k-right k-number">
                  {one.weight === null ? "" : number(one.weight.share * 100, { decimals: 1, unit: "%" })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <Resolve {...props} />
    </div>
  );
}
