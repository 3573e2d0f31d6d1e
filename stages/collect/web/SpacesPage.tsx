import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { addressFileContract, addressListsContract } from "../spaces/addressContract.ts";
import { changeLevelContract, divisionsContract, importAreasContract, levelsContract } from "../spaces/contract.ts";
import "./collect.css";
import { LevelEditor } from "./LevelEditor.tsx";

/** Levels with their purposes, and divisions with who drew them, what for and how (TR-002). */
export default function SpacesPage() {
  const { say, text, day, number } = useLanguage("collect");
  const levels = useOperation(levelsContract, {});
  const divisions = useOperation(divisionsContract, {});
  const addresses = useOperation(addressListsContract, {});
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.spaces")}</h1>
        <p className="k-meaning">{say("spaces.lead")}</p>
        <IfMay call={importAreasContract}>
          <p>
            <Link className="kern-btn kern-btn--secondary k-btn k-btnlink" to="/daten/raeume/einlesen">
              <span className="kern-label">{say("page.spacesImport")}</span>
            </Link>
          </p>
        </IfMay>
      </header>
      <Answer of={levels} shape="table">
        {(answer) =>
          answer.levels.length === 0 ? (
            <EmptyState title={say("spaces.none")}>{say("spaces.noneHelp")}</EmptyState>
          ) : (
            <div className="k-stack">
              <DataTable
                caption={say("spaces.levels")}
                columns={[
                  { id: "label", label: say("spaces.level"), kind: "text", text: (row) => text(row.label) },
                  { id: "areas", label: say("spaces.areas"), kind: "number", value: (row) => row.areas },
                  {
                    id: "purposes",
                    label: say("spaces.purposes"),
                    kind: "text",
                    text: (row) => row.purposes.map((purpose) => say(`spaces.use.${purpose}`)).join(", "),
                  },
                  {
                    id: "geometry",
                    label: say("spaces.geometry"),
                    kind: "text",
                    text: (row) => say(row.hasGeometry ? "spaces.yes" : "spaces.no"),
                  },
                ]}
                rows={answer.levels}
                keyOf={(row) => row.id}
              />
              <IfMay call={changeLevelContract}>
                <LevelEditor levels={answer.levels} />
              </IfMay>
            </div>
          )
        }
      </Answer>
      <section className="k-section" aria-labelledby="divisions">
        <h2 className="k-h2" id="divisions">
          {say("spaces.divisions")}
        </h2>
        <Answer of={divisions} shape="lines">
          {(answer) => (
            <div className="k-tiles">
              {answer.divisions.map((division) => (
                <article className="k-card k-stack k-stack--tight" key={division.id}>
                  <h3 className="k-h3">{text(division.label)}</h3>
                  <dl className="c-facts" lang="de">
                    {(
                      [
                        ["author", division.author],
                        ["purpose", division.purpose],
                        ["criteria", division.criteria],
                        ["decided", division.decidedOn === null ? "–" : day(division.decidedOn)],
                        ["areas", String(division.areas)],
                        [
                          "versions",
                          division.boundaryVersions.map((version) => day(version.validOn)).join(", ") || "–",
                        ],
                      ] as const
                    ).map(([name, fact]) => (
                      <div key={name}>
                        <dt>{say(`spaces.${name}`)}</dt>
                        <dd>{fact}</dd>
                      </div>
                    ))}
                  </dl>
                  {(addresses.data?.lists ?? [])
                    .filter((list) => list.division === division.id)
                    .map((list) => (
                      <p className="k-small" key={list.list}>
                        <a href={`${addressFileContract.path}?list=${list.list}`} download>
                          {say("spaces.addressFile", { count: number(list.addresses), day: day(list.validOn) })}
                        </a>
                        {" · "}
                        {[list.source, list.licence].filter((one) => one !== "").join(", ")}
                      </p>
                    ))}
                </article>
              ))}
            </div>
          )}
        </Answer>
      </section>
    </div>
  );
}
