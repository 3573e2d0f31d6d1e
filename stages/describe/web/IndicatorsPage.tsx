import { useMemo } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { matching } from "../../../runtime/ui/control/matching.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { type IndicatorList, indicatorsContract } from "../contract.ts";
import { useVocabulary } from "./useVocabulary.ts";

/** All indicators that have figures, by theme: choose one and see it on the map. */
export default function IndicatorsPage() {
  const { say } = useLanguage("describe");
  usePageTitle(say("page.indicators"));
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.indicators")}</h1>
        <p className="k-meaning">{say("indicators.lead")}</p>
      </header>
      <Answer of={useOperation(indicatorsContract, {})} shape="table">
        {(answer) => <Themes indicators={answer.indicators} />}
      </Answer>
    </div>
  );
}

function Themes({ indicators }: { readonly indicators: IndicatorList["indicators"] }) {
  const { say, text, compare } = useLanguage("describe");
  const { setting, set, along } = useAddressState();
  const { nameOf, choices } = useVocabulary();
  const search = setting("suche") ?? "";
  const phase = setting("phase") ?? "";
  const themes = useMemo(() => {
    const shown = indicators
      .filter((indicator) => indicator.hasData && (phase === "" || indicator.lifePhase === phase))
      .map((indicator) => ({
        ...indicator,
        name: text(indicator.label),
        topicName: nameOf("topics", indicator.topic),
      }));
    const found =
      search === ""
        ? shown
        : matching(
            shown.map((indicator) => ({ indicator, label: indicator.name, detail: indicator.topicName })),
            search,
          ).map((entry) => entry.indicator);
    const byTopic = new Map<string, typeof found>();
    for (const indicator of found)
      byTopic.set(indicator.topicName, [...(byTopic.get(indicator.topicName) ?? []), indicator]);
    return [...byTopic].sort(([a], [b]) => compare(a, b));
  }, [indicators, nameOf, search, phase, text, compare]);
  const count = themes.reduce((sum, [, members]) => sum + members.length, 0);
  const withoutData = indicators.filter((indicator) => !indicator.hasData).length;

  return (
    <div className="k-stack">
      <div className="k-selection">
        <div className="k-selection__wide">
          <TextField
            label={say("indicators.search")}
            type="search"
            value={search}
            onChange={(typed) => set({ suche: typed === "" ? undefined : typed })}
          />
        </div>
        <Select
          label={say("method.lifePhase")}
          value={phase}
          onChange={(chosen) => set({ phase: chosen === "" ? undefined : chosen })}
          choices={[{ id: "", label: say("all") }, ...choices("lifePhases")]}
        />
      </div>
      {themes.length === 0 ? null : (
        <p className="k-muted" role="status">
          {phase === ""
            ? say("indicators.count", { count })
            : say("indicators.countOfPhase", { count, phase: nameOf("lifePhases", phase) })}
        </p>
      )}
      {themes.length === 0 ? (
        <EmptyState title={say("indicators.none")}>{say("indicators.noneHelp")}</EmptyState>
      ) : null}
      <div className="k-themes">
        {themes.map(([theme, members]) => (
          <section key={theme} className="k-theme">
            <h2 className="k-h3">{theme}</h2>
            <ul className="k-list k-list--plain">
              {members.map((indicator) => (
                <li key={indicator.id}>
                  <Link to={along(`/indikatoren/${indicator.id}`)}>{indicator.name}</Link>
                  <span className="k-small k-muted k-nowrap" lang="de">
                    {indicator.unit}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {withoutData === 0 ? null : (
        <p className="k-muted">
          {say("indicators.withoutData", { count: withoutData })}{" "}
          <Link to="/katalog">{say("indicators.toCatalogue")}</Link>
        </p>
      )}
    </div>
  );
}
