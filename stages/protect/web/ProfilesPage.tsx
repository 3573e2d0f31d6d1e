import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import {
  type DisclosureProfiles,
  disclosureProfiles,
  type ProfileSetting,
  setDisclosureRuleContract,
  setSmallestLevelContract,
} from "../profileContract.ts";
import { SetRule, TakeBackRule } from "./SetRule.tsx";
import { SetSmallestLevel } from "./SetSmallestLevel.tsx";
import "./protect.css";

/** Who sees which figures: smallest level and rules of each circle of readers, and who set them (X-016, PM10-053). */
export default function ProfilesPage() {
  const { say } = useLanguage("protect");
  const profiles = useOperation(disclosureProfiles, {});
  usePageTitle(say("page.profiles"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.profiles")}</h1>
        <p className="k-meaning">{say("profiles.lead")}</p>
      </header>
      <Answer of={profiles} shape="table">
        {(answer) => (
          <div className="k-stack k-stack--wide">
            <Circles profiles={answer} />
            <Rules profiles={answer} />
            <History profiles={answer} />
          </div>
        )}
      </Answer>
      <p>
        {say("profiles.notice")} <Link to="/vertraulichkeit">{say("page.notice")}</Link>
      </p>
    </div>
  );
}

function Circles({ profiles }: { readonly profiles: DisclosureProfiles }) {
  const { say, text } = useLanguage("protect");
  const labelOf = (level: string | null) => {
    const found = profiles.levels.find(({ id }) => id === level);
    return found === undefined ? "–" : text(found.label);
  };
  const columns: Column<DisclosureProfiles["circles"][number]>[] = [
    {
      id: "circle",
      label: say("profiles.circle"),
      kind: "text",
      text: ({ circle }) => say(`profiles.name.${circle}`),
    },
    { id: "who", label: say("profiles.who"), kind: "text", text: ({ circle }) => say(`profiles.member.${circle}`) },
    { id: "smallest", label: say("profiles.smallest"), kind: "text", text: ({ smallest }) => labelOf(smallest) },
  ];
  return (
    <section className="k-section" aria-labelledby="circles">
      <h2 className="k-h2" id="circles">
        {say("profiles.circles")}
      </h2>
      <DataTable
        caption={say("profiles.circles")}
        hideCaption
        columns={columns}
        rows={profiles.circles}
        keyOf={({ circle }) => circle}
      />
      <IfMay call={setSmallestLevelContract}>
        <SetSmallestLevel profiles={profiles} />
      </IfMay>
    </section>
  );
}

function Rules({ profiles }: { readonly profiles: DisclosureProfiles }) {
  const { say, day } = useLanguage("protect");
  const columns: Column<ProfileSetting>[] = [
    {
      id: "circle",
      label: say("profiles.circle"),
      kind: "text",
      text: ({ circle }) => say(`profiles.name.${circle ?? "everybody"}`),
    },
    {
      id: "figure",
      label: say("profiles.figure"),
      kind: "text",
      text: ({ figure }) =>
        profiles.figures.find(({ id }) => id === figure)?.label ?? figure ?? say("profiles.allFigures"),
    },
    { id: "rule", label: say("profiles.rule"), kind: "text", text: ({ value }) => say(`profiles.${value}`) },
    {
      id: "since",
      label: say("profiles.since"),
      kind: "text",
      text: (row) => row.setAt,
      show: (row) => say("profiles.by", { day: day(row.setAt), person: row.setBy, reason: row.reason }),
    },
    {
      id: "act",
      label: say("profiles.takeBack"),
      kind: "text",
      text: () => "",
      show: (row) => (
        <IfMay call={setDisclosureRuleContract}>
          <TakeBackRule rule={row} />
        </IfMay>
      ),
    },
  ];
  return (
    <section className="k-section" aria-labelledby="rules">
      <h2 className="k-h2" id="rules">
        {say("profiles.rules")}
      </h2>
      {profiles.rules.length === 0 ? (
        <p>{say("profiles.noRules")}</p>
      ) : (
        <DataTable
          caption={say("profiles.rules")}
          hideCaption
          columns={columns}
          rows={profiles.rules}
          keyOf={({ id }) => String(id)}
        />
      )}
      <IfMay call={setDisclosureRuleContract}>
        <SetRule profiles={profiles} />
      </IfMay>
    </section>
  );
}

function History({ profiles }: { readonly profiles: DisclosureProfiles }) {
  const { say, text, day } = useLanguage("protect");
  const valueText = ({ kind, value }: ProfileSetting): string => {
    if (value === null) return say("profiles.tookBack");
    if (kind === "rule") return say(`profiles.${value}`);
    const level = profiles.levels.find(({ id }) => id === value);
    return level === undefined ? value : text(level.label);
  };
  const columns: Column<ProfileSetting>[] = [
    {
      id: "circle",
      label: say("profiles.circle"),
      kind: "text",
      text: ({ circle }) => say(`profiles.name.${circle ?? "everybody"}`),
    },
    {
      id: "kind",
      label: say("profiles.what"),
      kind: "text",
      text: ({ kind, figure }) =>
        kind === "level"
          ? say("profiles.smallest")
          : `${say("profiles.rule")}: ${profiles.figures.find(({ id }) => id === figure)?.label ?? figure ?? say("profiles.allFigures")}`,
    },
    { id: "value", label: say("profiles.value"), kind: "text", text: valueText },
    {
      id: "since",
      label: say("profiles.since"),
      kind: "text",
      text: (row) => row.setAt,
      show: (row) => say("profiles.by", { day: day(row.setAt), person: row.setBy, reason: row.reason }),
    },
  ];
  return (
    <section className="k-section" aria-labelledby="history">
      <h2 className="k-h2" id="history">
        {say("profiles.history")}
      </h2>
      {profiles.settings.length === 0 ? (
        <p>{say("profiles.noHistory")}</p>
      ) : (
        <DataTable
          caption={say("profiles.history")}
          hideCaption
          columns={columns}
          rows={profiles.settings}
          keyOf={({ kind, id }) => `${kind} ${id}`}
        />
      )}
    </section>
  );
}
