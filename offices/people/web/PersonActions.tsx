import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Sheet } from "../../../runtime/ui/control/Sheet.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import {
  disablePerson,
  enablePerson,
  type ListedAccount,
  removePerson,
  renewInvitation,
  resetSecondFactor,
} from "../peopleContract.ts";
import { FreshLink } from "./FreshLink.tsx";

/** What the administrator can do with one account; what cannot be undone asks once more. */
export function PersonActions({ person }: { readonly person: ListedAccount }) {
  const { say } = useLanguage("people");
  const [open, setOpen] = useState(false);
  if (person.isMe) return <span className="k-muted">{say("people.you")}</span>;
  return (
    <>
      <Button kind="tertiary" icon="edit" onPress={() => setOpen(true)}>
        {say("people.change")}
        <span className="k-sr"> ({person.name})</span>
      </Button>
      {open ? <Actions person={person} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Actions({ person, onClose }: { readonly person: ListedAccount; readonly onClose: () => void }) {
  const { say } = useLanguage("people");
  const renew = useAction(renewInvitation);
  const disable = useAction(disablePerson);
  const enable = useAction(enablePerson);
  const remove = useAction(removePerson);
  const reset = useAction(resetSecondFactor);
  const [sure, setSure] = useState(false);
  const trouble = renew.trouble ?? disable.trouble ?? enable.trouble ?? remove.trouble ?? reset.trouble;
  const { id, state } = person;
  return (
    <Sheet title={person.name} onClose={onClose}>
      <div className="k-stack">
        {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
        {state === "disabled" ? (
          <Act title={say("people.enable")} help={say("people.enableHelp")} act={() => enable.run({ id })} />
        ) : (
          <>
            <Act title={say("people.renew")} help={say("people.renewHelp")} act={() => renew.run({ id })} />
            {renew.answer === undefined ? null : <FreshLink link={renew.answer} />}
            {person.secondFactor ? (
              <Act title={say("people.reset")} help={say("people.resetHelp")} act={() => reset.run({ id })} />
            ) : null}
            <Act title={say("people.disable")} help={say("people.disableHelp")} act={() => disable.run({ id })} />
          </>
        )}
        <Act
          title={say(sure ? "people.removeSure" : "people.remove")}
          help={say("people.removeHelp")}
          act={async () => {
            if (!sure) setSure(true);
            else if ((await remove.run({ id })) !== undefined) onClose();
          }}
        />
      </div>
    </Sheet>
  );
}

function Act({
  title,
  help,
  act,
}: {
  readonly title: string;
  readonly help: string;
  readonly act: () => Promise<unknown>;
}) {
  return (
    <div className="k-stack k-stack--tight">
      <div>
        <Button kind="secondary" onPress={() => void act()}>
          {title}
        </Button>
      </div>
      <p className="k-small k-muted">{help}</p>
    </div>
  );
}
