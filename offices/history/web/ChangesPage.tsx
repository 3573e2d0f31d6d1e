import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { type Change, changesOf, type Group, groups } from "../contract.ts";
import { moment } from "./moment.ts";

const contractOf = Object.fromEntries(groups.map((group) => [group, changesOf(group)])) as Record<
  Group,
  ReturnType<typeof changesOf<Group>>
>;

/** What was changed lately, by whom and why; from here one goes to the versions of a thing. */
export default function ChangesPage() {
  const { say } = useLanguage("history");
  const { setting, set } = useAddressState();
  const asked = setting("art");
  const group: Group = groups.find((one) => one === asked) ?? "definitions";
  const before = setting("vor");
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.changes")}</h1>
        <p className="k-meaning">{say("changes.lead")}</p>
      </header>
      <Select
        label={say("changes.group")}
        value={group}
        choices={groups.map((id) => ({ id, label: say(`group.${id}`) }))}
        onChange={(id) => set({ art: id, vor: undefined })}
      />
      <ChangesOf
        key={group}
        group={group}
        before={before}
        onOlder={(last) => set({ vor: last })}
        onNewest={() => set({ vor: undefined })}
      />
    </div>
  );
}

function ChangesOf({
  group,
  before,
  onOlder,
  onNewest,
}: {
  readonly group: Group;
  readonly before: string | undefined;
  readonly onOlder: (last: string) => void;
  readonly onNewest: () => void;
}) {
  const { say, language } = useLanguage("history");
  const answer = useOperation(contractOf[group], before === undefined ? {} : { before });
  const columns: Column<Change>[] = [
    {
      id: "when",
      label: say("changes.when"),
      kind: "text",
      text: (row) => row.changedAt,
      show: (row) => moment(row.changedAt, language),
    },
    {
      id: "what",
      label: say("changes.what"),
      kind: "text",
      text: (row) => `${row.kind} ${row.id}`,
      show: (row) => (
        <Link
          to={`/verwaltung/aenderungen/fassungen?${new URLSearchParams({ gruppe: group, sache: row.kind, kennung: row.id })}`}
        >
          {say(`kind.${row.kind}`)} {shortId(row.id)}
        </Link>
      ),
    },
    {
      id: "version",
      label: say("changes.version"),
      kind: "text",
      text: (row) => String(row.number),
      show: (row) => (row.removed ? say("changes.removed") : String(row.number)),
    },
    {
      id: "who",
      label: say("changes.who"),
      kind: "text",
      text: (row) => row.person,
      show: (row) => (row.person === "" ? say("changes.erased") : row.person),
    },
    { id: "why", label: say("changes.why"), kind: "text", text: (row) => row.reason },
  ];
  return (
    <Answer of={answer} shape="table">
      {({ changes, more }) =>
        changes.length === 0 ? (
          <EmptyState title={say("changes.none")}>{say("changes.noneHelp")}</EmptyState>
        ) : (
          <>
            <DataTable
              caption={say("changes.caption", { group: say(`group.${group}`) })}
              hideCaption
              columns={columns}
              rows={changes}
              keyOf={(row) => `${row.kind} ${row.id} ${row.number}`}
            />
            <div className="k-row">
              {before === undefined ? null : (
                <Button kind="secondary" onPress={onNewest}>
                  {say("changes.newest")}
                </Button>
              )}
              {more ? (
                <Button kind="secondary" onPress={() => onOlder(changes.at(-1)?.changedAt ?? "")}>
                  {say("changes.older")}
                </Button>
              ) : null}
            </div>
          </>
        )
      }
    </Answer>
  );
}

/** Hashes are long and say nothing; their beginning is enough to tell them apart. */
function shortId(id: string): string {
  return /^[0-9a-f]{24,}$/.test(id) ? `${id.slice(0, 8)}…` : id;
}
