import { Link } from "react-router";
import { isPresent } from "../../../kernel/value/value.ts";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import type { IndexAnswer } from "../contract.ts";
import { indexFiles } from "./indexFiles.ts";

/** What makes an area's index: each component's value beside the mean, and how much it adds or takes away. */
export function Breakdown({
  answer,
  decimals,
  code,
}: {
  readonly answer: IndexAnswer;
  readonly decimals: number;
  readonly code: string | undefined;
}) {
  const { say, text, number, period, language } = useLanguage("combine");
  const { choose, along } = useAddressState();
  const area = answer.areas.find((candidate) => candidate.code === code);
  if (area === undefined) return null;
  const most = Math.max(
    0.0001,
    ...answer.areas
      .flatMap((each) => each.contributions)
      .filter(isPresent)
      .map(Math.abs),
  );
  const centre = answer.areas.some((each) => each.contributions.some((part) => isPresent(part) && part < 0)) ? 50 : 0;
  const reach = 100 - centre;
  return (
    <Figure
      title={say("breakdown.title", { area: area.name, period: period(answer.period) })}
      sources={answer.sources}
      name={`${answer.id}-${area.code}`}
      files={indexFiles(answer, language)}
      pictures={false}
    >
      <div className="k-stack k-stack--tight">
        <div className="k-selection__wide k-noprint">
          <LazyCombobox
            label={say("breakdown.area")}
            value={area.code}
            onChoose={(chosen) => choose({ areas: [chosen] })}
            choices={answer.areas.map((each) => ({ id: each.code, label: each.name }))}
          />
        </div>
        <ScrollFrame
          className="k-profile__frame"
          label={say("breakdown.title", { area: area.name, period: period(answer.period) })}
        >
          <table className="k-profile__table">
            <caption className="k-sr">
              {say("breakdown.title", { area: area.name, period: period(answer.period) })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{say("breakdown.component")}</th>
                <th scope="col" className="k-right">
                  {area.name}
                </th>
                <th scope="col" className="k-right">
                  {say("mean")}
                </th>
                <th scope="col" className="k-right">
                  {say(`breakdown.${answer.normalisation}`)}
                </th>
                <th scope="col" className="k-breakdown__bars">
                  {say("breakdown.contribution")}
                </th>
              </tr>
            </thead>
            <tbody>
              {answer.components.map((component, position) => {
                const part = area.contributions[position] ?? "unknown";
                const width = isPresent(part) ? (Math.abs(part) / most) * reach : 0;
                return (
                  <tr key={component.id}>
                    <th scope="row">
                      <Link to={along(`/indikatoren/${component.id}`)}>{text(component.label)}</Link>
                      {component.polarity === -1 ? (
                        <span className="k-small k-muted"> {say("breakdown.reversed")}</span>
                      ) : null}
                    </th>
                    <td className="k-right">
                      <Figures
                        value={area.values[position] ?? "unknown"}
                        decimals={component.decimals}
                        unit={component.unit}
                      />
                    </td>
                    <td className="k-right k-muted">
                      <Figures value={component.mean} decimals={component.decimals} unit={component.unit} />
                    </td>
                    <td className="k-right">
                      <Figures value={area.normalised[position] ?? "unknown"} decimals={decimals} />
                    </td>
                    <td className="k-breakdown__bars">
                      <span className="k-breakdown__bar" aria-hidden="true">
                        <i className="k-breakdown__zero" style={{ left: `${centre}%` }} />
                        {isPresent(part) ? (
                          <i
                            className={part < 0 ? "k-breakdown__fill k-breakdown__fill--less" : "k-breakdown__fill"}
                            style={{ left: `${part < 0 ? centre - width : centre}%`, width: `${width}%` }}
                          />
                        ) : null}
                      </span>
                      <span className="k-number">{number(part, { decimals: decimals + 1, sign: true })}</span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{text(answer.label)}</th>
                <td />
                <td />
                <td />
                <td className="k-right">
                  <strong>
                    <Figures value={area.index} decimals={decimals} />
                  </strong>
                </td>
              </tr>
            </tfoot>
          </table>
        </ScrollFrame>
        {area.missing.length === 0 ? null : (
          <p className="k-small k-muted">
            {say("breakdown.missing", {
              missing: area.missing.join(", "),
              share: number(area.presentWeight * 100, { unit: "%" }),
            })}
          </p>
        )}
      </div>
    </Figure>
  );
}
