import { useState } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import { type Group, groups, restoreOf, type Version, versionsOf } from "../contract.ts";
import { moment } from "./moment.ts";

const versionsIn = Object.fromEntries(groups.map((group) => [group, versionsOf(group)])) as Record<
  Group,
  ReturnType<typeof versionsOf<Group>>
>;
const restoreIn = Object.fromEntries(groups.map((group) => [group, restoreOf(group)])) as Record<
  Group,
  ReturnType<typeof restoreOf<Group>>
>;

/** All versions of one thing: who, when, why, what was there before; and the way back. */
export default function VersionsPage() {
  const { say } = useLanguage("history");
  const { setting } = useAddressState();
  const asked = setting("gruppe");
  const group: Group = groups.find((one) => one === asked) ?? "definitions";
  const kind = setting("sache") ?? "";
  const id = setting("kennung") ?? "";
  const answer = useOperation(versionsIn[group], { kind, id });
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <p>
          <Link to={`/verwaltung/aenderungen?art=${group}`}>{say("versions.all")}</Link>
        </p>
        <h1 className="k-h1">{say("versions.title", { kind: say(`kind.${kind}`), id })}</h1>
      </header>
      <Answer of={answer} shape="lines">
        {({ versions }) => (
          <ol className="k-list--plain k-stack">
            {versions.map((version) => (
              <li key={version.number}>
                <OneVersion version={version} group={group} newest={versions[0]?.number ?? 0} />
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </div>
  );
}

function OneVersion({
  version,
  group,
  newest,
}: {
  readonly version: Version;
  readonly group: Group;
  readonly newest: number;
}) {
  const { say, language } = useLanguage("history");
  const heading = `version-${version.number}`;
  return (
    <article className="k-card k-stack" aria-labelledby={heading}>
      <h2 className="k-h3" id={heading}>
        {say(version.removed ? "versions.removed" : "versions.number", { number: version.number })}
      </h2>
      <p>
        {version.given
          ? say("versions.given")
          : say("versions.by", {
              when: moment(version.changedAt, language),
              person: version.person === "" ? say("changes.erased") : version.person,
            })}
        {version.reason === "" ? "" : ` · ${version.reason}`}
      </p>
      {version.differences.length === 0 ? (
        <p>{say("versions.same")}</p>
      ) : (
        <ScrollFrame className="k-table" label={say("versions.differences", { number: version.number })}>
          <table className="kern-table kern-table--small">
            <caption className="k-sr">{say("versions.differences", { number: version.number })}</caption>
            <thead className="kern-table__head">
              <tr className="kern-table__row">
                <th scope="col" className="kern-table__header">
                  {say("versions.place")}
                </th>
                <th scope="col" className="kern-table__header">
                  {say("versions.before")}
                </th>
                <th scope="col" className="kern-table__header">
                  {say("versions.after")}
                </th>
              </tr>
            </thead>
            <tbody className="kern-table__body">
              {version.differences.map((one) => (
                <tr className="kern-table__row" key={one.place}>
                  <th scope="row" className="kern-table__header">
                    {one.place}
                  </th>
                  <td className="kern-table__cell">{one.before === null ? "–" : <del>{one.before}</del>}</td>
                  <td className="kern-table__cell">{one.after === null ? "–" : <ins>{one.after}</ins>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      )}
      {version.restorable ? (
        <IfMay call={restoreIn[group]}>
          <Restore version={version} group={group} newest={newest} />
        </IfMay>
      ) : null}
    </article>
  );
}

function Restore({
  version,
  group,
  newest,
}: {
  readonly version: Version;
  readonly group: Group;
  readonly newest: number;
}) {
  const { say } = useLanguage("history");
  const restore = useAction(restoreIn[group]);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!open)
    return (
      <div>
        <Button kind="secondary" onPress={() => setOpen(true)}>
          {say("versions.restore", { number: version.number })}
        </Button>
      </div>
    );
  return (
    <form
      className="k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const { kind, id, number } = version;
        if ((await restore.run({ kind, id, number, reason, basedOn: newest })) !== undefined) setOpen(false);
      }}
    >
      <TextField label={say("versions.reason")} value={reason} required onChange={setReason} />
      {restore.trouble === undefined ? null : <TroubleNote trouble={restore.trouble} />}
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={restore.running || reason.trim().length < 3}>
          {say("versions.restore", { number: version.number })}
        </Button>
        <Button kind="tertiary" onPress={() => setOpen(false)}>
          {say("versions.leave")}
        </Button>
      </div>
    </form>
  );
}
