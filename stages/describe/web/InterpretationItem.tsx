import { useState } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import {
  confirmInterpretationContract,
  type Interpretation,
  knowledgeContract,
  reinterpretContract,
  withdrawInterpretationContract,
} from "../contract.ts";

/** One interpretation or finding: what it says, of which figure, by whom, and whether the figure is still the same. */
export function InterpretationItem({ one, ofArea }: { readonly one: Interpretation; readonly ofArea: boolean }) {
  const { say, text, period, day } = useLanguage("describe");
  const { along } = useAddressState();
  const confirm = useAction(confirmInterpretationContract);
  const withdraw = useAction(withdrawInterpretationContract);
  const [isEdited, setEdited] = useState(false);
  const { area, indicator, id, version } = one;
  const busy = confirm.running || withdraw.running;
  const trouble = confirm.trouble ?? withdraw.trouble;
  return (
    <>
      <p className="k-overline">
        {say(`knowledge.status.${one.status}`)}
        {" · "}
        {ofArea ? (
          <Link to={along(`/indikatoren/${indicator.id}`)}>{text(indicator.label)}</Link>
        ) : (
          <Link to={along(`/gebiete/${area.level}/${area.code}`)}>{area.name}</Link>
        )}
        {" · "}
        {period(one.period)}
      </p>
      {isEdited ? <Rewriting one={one} onDone={() => setEdited(false)} /> : <p className="k-lead">{one.text}</p>}
      {one.dataChanged ? (
        <p className="k-note" role="note">
          {say("knowledge.changed")}
        </p>
      ) : null}
      <p className="k-small k-muted">
        {one.writtenBy === null
          ? say("knowledge.writtenOn", { day: day(one.writtenAt) })
          : say("knowledge.written", { day: day(one.writtenAt), person: one.writtenBy })}
        {one.confirmedAt === null
          ? ""
          : `; ${
              one.confirmedBy === null
                ? say("knowledge.confirmedOn", { day: day(one.confirmedAt) })
                : say("knowledge.confirmed", { day: day(one.confirmedAt), person: one.confirmedBy })
            }`}
      </p>
      {isEdited ? null : (
        <div className="k-row k-noprint">
          {one.status === "confirmed" || one.mine || one.dataChanged ? null : (
            <IfMay call={confirmInterpretationContract}>
              <Button kind="primary" disabled={busy} onPress={() => void confirm.run({ id, basedOn: version })}>
                {say("knowledge.confirm")}
              </Button>
            </IfMay>
          )}
          <IfMay call={reinterpretContract}>
            <Button kind="tertiary" onPress={() => setEdited(true)}>
              {say("knowledge.rewrite")}
            </Button>
            <Button kind="tertiary" disabled={busy} onPress={() => void withdraw.run({ id, basedOn: version })}>
              {say("knowledge.withdraw")}
            </Button>
            <Link
              className="k-small"
              to={`/verwaltung/aenderungen/fassungen?gruppe=interpretations&sache=interpretation&kennung=${id}`}
            >
              {say("knowledge.versions")}
            </Link>
          </IfMay>
        </div>
      )}
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
    </>
  );
}

function Rewriting({ one, onDone }: { readonly one: Interpretation; readonly onDone: () => void }) {
  const { say } = useLanguage("describe");
  const [words, setWords] = useState(one.text);
  const rewrite = useAction(reinterpretContract);
  const store = async (basedOn: number): Promise<void> => {
    if ((await rewrite.run({ id: one.id, text: words, basedOn })) !== undefined) onDone();
  };
  return (
    <form
      className="k-stack k-stack--tight k-noprint"
      aria-label={say("knowledge.rewrite")}
      onSubmit={(event) => {
        event.preventDefault();
        void store(one.version);
      }}
    >
      <TextField
        label={say("knowledge.text")}
        hint={say("knowledge.rewriteHint")}
        value={words}
        onChange={setWords}
        lines={4}
        required
      />
      <SaveTrouble
        trouble={rewrite.trouble}
        mine={{ text: words }}
        inForce={async () => {
          const asked = { indicator: one.indicator.id, level: one.area.level, code: one.area.code };
          const now = (await callOperation(knowledgeContract, asked)).interpretations.find(({ id }) => id === one.id);
          return { content: { text: now?.text ?? "" }, version: now?.version ?? one.version };
        }}
        nameOf={() => say("knowledge.text")}
        onKeepMine={(version) => void store(version)}
        onTakeTheirs={({ text }) => setWords(text ?? words)}
      />
      <div className="k-row">
        <Button kind="primary" type="submit" disabled={rewrite.running}>
          {say("knowledge.store")}
        </Button>
        <Button kind="tertiary" onPress={onDone}>
          {say("knowledge.leave")}
        </Button>
      </div>
    </form>
  );
}
