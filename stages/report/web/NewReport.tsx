import { useState } from "react";
import "./report.css";
import { useNavigate } from "react-router";
import { type Circle, circles } from "../../../kernel/contract/circle.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { indicesContract } from "../../combine/combine.ts";
import { countyContract, knowledgeContract } from "../../describe/describe.ts";
import { createReportContract, templatesContract } from "../contract.ts";

/** Template, title, levels, indices; then the report is made and opened. */
export function NewReport() {
  const { say, text, day } = useLanguage("report");
  const county = useOperation(countyContract, {});
  const templates = useOperation(templatesContract, {});
  const create = useAction(createReportContract);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{
    template?: string;
    title?: string;
    level?: string;
    profileLevel?: string;
    indices?: readonly string[];
    interpretations?: readonly number[];
    readers?: Circle;
  }>({});
  const known = useOperation(knowledgeContract, {}).data?.interpretations ?? [];
  const spoken = chosen.interpretations ?? [];
  const offered = useOperation(indicesContract, {}).data?.indices ?? [];

  return (
    <section className="k-section" aria-labelledby="new-report">
      <h2 className="k-h2" id="new-report">
        {say("new")}
      </h2>
      <Answer of={county} shape="lines">
        {({ levels, defaultLevel, latestPeriod }) => (
          <Answer of={templates} shape="lines">
            {({ templates: all }) => {
              const withAreas = levels.filter((level) => level.areaCount > 0);
              const choices = withAreas.map((level) => ({ id: level.id, label: text(level.label) }));
              // As fine as may be, but few enough areas to print a page for each.
              const printable = withAreas.filter((level) => level.areaCount > 1 && level.areaCount <= 40);
              const profileDefault = printable.sort((a, b) => b.areaCount - a.areaCount)[0]?.id ?? defaultLevel ?? "";
              const form = {
                template: chosen.template ?? all[0]?.id ?? "",
                title: chosen.title ?? say("defaultTitle", { year: latestPeriod?.slice(0, 4) ?? "" }),
                level: chosen.level ?? defaultLevel ?? "",
                profileLevel: chosen.profileLevel ?? profileDefault,
              };
              const template = all.find((candidate) => candidate.id === form.template);
              // Only what is defined at the level of the maps and tables can be carried.
              const possible = offered.filter((index) => index.levels.includes(form.level));
              const wanted = chosen.indices ?? template?.indices ?? [];
              const carried = possible.map((index) => index.id).filter((id) => wanted.includes(id));
              const toggle = (id: string) =>
                setChosen({
                  ...chosen,
                  indices: wanted.includes(id) ? wanted.filter((one) => one !== id) : [...wanted, id],
                });
              return (
                <form
                  className="k-card k-stack"
                  onSubmit={async (event) => {
                    event.preventDefault();
                    // Unless somebody chose, the template's own may fall away where they have no data.
                    const indices = chosen.indices === undefined ? {} : { indices: carried.join(",") };
                    const words = spoken.length === 0 ? {} : { interpretations: spoken.join(",") };
                    const readers = chosen.readers === undefined ? {} : { readers: chosen.readers };
                    const made = await create.run({ ...form, ...indices, ...words, ...readers });
                    if (made !== undefined) await navigate(`/berichte/${made.id}`);
                  }}
                >
                  <div className="k-row k-row--end">
                    <Select
                      label={say("template")}
                      choices={all.map((candidate) => ({ id: candidate.id, label: text(candidate.label) }))}
                      value={form.template}
                      onChange={(id) => setChosen({ ...chosen, template: id })}
                    />
                    <TextField
                      label={say("title")}
                      value={form.title}
                      required
                      onChange={(title) => setChosen({ ...chosen, title })}
                    />
                    <Select
                      label={say("level")}
                      choices={choices}
                      value={form.level}
                      onChange={(level) => setChosen({ ...chosen, level })}
                    />
                    <Select
                      label={say("profileLevel")}
                      choices={choices}
                      value={form.profileLevel}
                      onChange={(profileLevel) => setChosen({ ...chosen, profileLevel })}
                    />
                    <Select
                      label={say("readers")}
                      choices={[
                        { id: "", label: say("readersWidest") },
                        ...circles.map((id) => ({ id, label: say(`circle.${id}`) })),
                      ]}
                      value={chosen.readers ?? ""}
                      onChange={(id) => {
                        const { readers: _, ...rest } = chosen;
                        const circle = circles.find((one) => one === id);
                        setChosen(circle === undefined ? rest : { ...rest, readers: circle });
                      }}
                    />
                  </div>
                  {template === undefined ? null : <p className="k-meaning">{text(template.description)}</p>}
                  <fieldset className="k-fieldset">
                    <legend>{say("indices")}</legend>
                    <p className="k-small k-muted">{say("indicesHint")}</p>
                    {possible.map((index) => (
                      <label key={index.id} className="report-choice">
                        <input type="checkbox" checked={carried.includes(index.id)} onChange={() => toggle(index.id)} />
                        <span>
                          {text(index.label)}{" "}
                          <span className="k-muted">
                            {say(
                              index.origin === "own"
                                ? "indexDraft"
                                : `index${index.origin === "round" ? "Frozen" : "Shipped"}`,
                              {
                                version: index.version,
                                day: index.frozenAt === null ? "" : day(index.frozenAt),
                              },
                            )}
                          </span>
                        </span>
                      </label>
                    ))}
                    {possible.length === 0 ? <p>{say("noIndex")}</p> : null}
                  </fieldset>
                  {known.length === 0 ? null : (
                    <fieldset className="k-fieldset">
                      <legend>{say("interpretations")}</legend>
                      {known.map((one) => (
                        <label key={one.id} className="report-choice">
                          <input
                            type="checkbox"
                            checked={spoken.includes(one.id)}
                            onChange={() =>
                              setChosen({
                                ...chosen,
                                interpretations: spoken.includes(one.id)
                                  ? spoken.filter((id) => id !== one.id)
                                  : [...spoken, one.id],
                              })
                            }
                          />
                          <span>
                            {one.text}{" "}
                            <span className="k-muted">
                              {text(one.indicator.label)}, {one.area.name}, {one.period};{" "}
                              {say(`interpretation.${one.status}`)}
                              {one.dataChanged ? `; ${say("interpretation.changed")}` : ""}
                            </span>
                          </span>
                        </label>
                      ))}
                    </fieldset>
                  )}
                  {create.running ? (
                    <Progress step={create.step} onCancel={create.cancel} />
                  ) : (
                    <div>
                      <Button kind="primary" type="submit" icon="plus">
                        {say("create")}
                      </Button>
                    </div>
                  )}
                  {create.trouble === undefined ? null : <TroubleNote trouble={create.trouble} />}
                </form>
              );
            }}
          </Answer>
        )}
      </Answer>
    </section>
  );
}
