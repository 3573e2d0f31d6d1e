import { useState } from "react";
import { Link } from "react-router";
import { useAction } from "../../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import { workbenchContract } from "../../indexContract.ts";
import { freezeRoundContract } from "../../round/roundContract.ts";
import { OtherTable } from "../bench/OtherTable.tsx";
import { Resolve } from "./Resolve.tsx";
import type { StepProps } from "./stepProps.ts";

/** Step 8: what comes out, what would change with other points, what people say of it; then the version is frozen (PM10-039). */
export function ResultStep(props: StepProps) {
  const { round, live } = props;
  const { say } = useLanguage("combine");
  const newest = round.versions.at(-1);
  const id = `runde-${round.id}`;
  const bench = useOperation(workbenchContract, round.step === "result" ? { id, level: round.level } : undefined);
  return (
    <div className="k-stack">
      {newest === undefined ? null : (
        <section className="k-note k-note--info" aria-label={say("result.frozen")}>
          <div className="k-stack k-stack--tight">
            {round.versions.map((one) => (
              <p key={one.version}>
                <Link to={`/indizes/${one.index}/fassung/${one.version}`}>
                  {say("result.sheet", { index: one.index, version: one.version })}
                </Link>{" "}
                <span className="k-muted">{one.reason}</span>
              </p>
            ))}
          </div>
        </section>
      )}
      <p>
        <Link className="kern-btn kern-btn--secondary k-btn k-btnlink" to={`/indizes/${id}?ebene=${round.level}`}>
          <span className="kern-label">{say("result.look")}</span>
        </Link>
      </p>
      <Answer of={bench} shape="lines">
        {(answer) => <OtherTable bench={answer} table={round.table} />}
      </Answer>
      <Resolve {...props} />
      <Remarks {...props} />
      {live ? (
        <IfMay call={freezeRoundContract}>
          <Freeze {...props} />
        </IfMay>
      ) : null}
    </div>
  );
}

function Remarks({ round, live, tell, busy }: StepProps) {
  const { say, day } = useLanguage("combine");
  const [words, setWords] = useState("");
  const [group, setGroup] = useState("");
  return (
    <section className="k-section">
      <h3 className="k-h3">{say("remarks.title", { count: round.remarks.length })}</h3>
      <ul className="k-list">
        {round.remarks.map((remark) => (
          <li key={`${remark.at} ${remark.text}`}>
            <span className="k-small k-muted">
              {remark.group ?? say("propose.moderation")} · {day(remark.at)}
            </span>
            <span className="w-words">{remark.text}</span>
          </li>
        ))}
      </ul>
      {live ? (
        <form
          className="k-grid k-grid--third"
          onSubmit={(event) => {
            event.preventDefault();
            const remark = { kind: "remarked", group: group === "" ? null : group, text: words } as const;
            void tell(remark).then((done) => done && setWords(""));
          }}
        >
          <TextField label={say("remarks.words")} value={words} onChange={setWords} lines={2} required />
          <div className="k-stack k-stack--tight">
            <Select
              label={say("propose.group")}
              value={group}
              onChange={setGroup}
              choices={[
                { id: "", label: say("propose.moderation") },
                ...round.groups.map((one) => ({ id: one.id, label: one.label })),
              ]}
            />
            <div>
              <Button type="submit" disabled={busy}>
                {say("remarks.keep")}
              </Button>
            </div>
          </div>
        </form>
      ) : null}
    </section>
  );
}

function Freeze({ round }: StepProps) {
  const { say } = useLanguage("combine");
  const freeze = useAction(freezeRoundContract);
  const [index, setIndex] = useState(round.versions.at(-1)?.index ?? idFrom(round.title));
  const [reason, setReason] = useState("");
  return (
    <form
      className="k-card k-stack k-stack--tight"
      onSubmit={(event) => {
        event.preventDefault();
        void freeze.run({ id: round.id, index, reason });
      }}
    >
      <h3 className="k-h3">{say("freeze.title")}</h3>
      <p className="k-small k-muted">{say("freeze.explain")}</p>
      <div className="k-grid k-grid--half">
        <TextField
          label={say("freeze.index")}
          hint={say("freeze.indexHint")}
          value={index}
          onChange={setIndex}
          required
        />
        <TextField
          label={say("freeze.reason")}
          hint={say("freeze.reasonHint")}
          value={reason}
          onChange={setReason}
          required
        />
      </div>
      {freeze.trouble === undefined ? null : <TroubleNote trouble={freeze.trouble} />}
      <div>
        <Button type="submit" kind="primary" icon="check" disabled={freeze.running}>
          {say("freeze.do")}
        </Button>
      </div>
    </form>
  );
}

const letters: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** A short id from a title, as it may stand in an address. */
function idFrom(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => letters[letter] ?? "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return (/^[a-z]/.test(plain) ? plain : `index-${plain}`).slice(0, 60);
}
