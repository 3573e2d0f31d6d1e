import { useState } from "react";
import { useAction } from "../../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import { ScrollFrame } from "../../../../runtime/ui/table/ScrollFrame.tsx";
import { inviteContract, panelContract, renewLinkContract, withdrawContract } from "../../round/panelContract.ts";
import type { RoundAnswer } from "../../round/roundContract.ts";

interface NewLink {
  readonly name: string;
  readonly token: string;
}

/** Who takes part and who is missing; new people get a link of their own that is shown once. */
export function People({ round, live }: { readonly round: RoundAnswer; readonly live: boolean }) {
  const { say, day } = useLanguage("combine");
  const panel = useOperation(panelContract, { id: round.id });
  const invite = useAction(inviteContract);
  const renew = useAction(renewLinkContract);
  const withdraw = useAction(withdrawContract);
  const [links, setLinks] = useState<readonly NewLink[]>([]);
  const trouble = invite.trouble ?? renew.trouble ?? withdraw.trouble;
  const asked = round.asking !== null;
  return (
    <div className="k-stack">
      <p className="k-meaning">{say("people.explain")}</p>
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
      {links.length === 0 ? null : <Links links={links} />}
      <Answer of={panel} shape="table">
        {(answer) => (
          <>
            {answer.erasedOn === null ? null : (
              <p className="k-small k-muted">{say("people.erased", { day: day(answer.erasedOn) })}</p>
            )}
            {answer.people.every((person) => person.withdrawn) ? null : (
              <ScrollFrame className="k-profile__frame" label={say("people.title")}>
                <table className="k-profile__table">
                  <caption className="k-sr">{say("people.title")}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{say("people.name")}</th>
                      <th scope="col">{say("group")}</th>
                      <th scope="col">{say(asked ? "people.thisRound" : "people.lastRound")}</th>
                      {live ? <th scope="col">{say("people.link")}</th> : null}
                    </tr>
                  </thead>
                  <tbody>
                    {answer.people
                      .filter((person) => !person.withdrawn)
                      .map((person) => (
                        <tr key={person.participant}>
                          <th scope="row">
                            {person.name === "" ? say("people.nameErased") : person.name}
                            {person.email === "" ? null : <span className="k-small k-muted"> {person.email}</span>}
                          </th>
                          <td>{person.group}</td>
                          <td>
                            {round.askings === 0
                              ? ""
                              : say(person.answered ? "people.answered" : asked ? "people.missing" : "people.silent")}
                          </td>
                          {live ? (
                            <td className="w-actions">
                              <button
                                type="button"
                                className="k-linkbutton"
                                onClick={() =>
                                  void renew
                                    .run({ id: round.id, participant: person.participant })
                                    .then((made) => made && setLinks([{ name: person.name, token: made.token }]))
                                }
                              >
                                {say("people.renew")}
                                <span className="k-sr"> {person.name}</span>
                              </button>
                              <button
                                type="button"
                                className="k-linkbutton"
                                onClick={() => void withdraw.run({ id: round.id, participant: person.participant })}
                              >
                                {say("people.withdraw")}
                                <span className="k-sr"> {person.name}</span>
                              </button>
                            </td>
                          ) : null}
                        </tr>
                      ))}
                  </tbody>
                </table>
              </ScrollFrame>
            )}
          </>
        )}
      </Answer>
      {live ? (
        <Invite
          round={round}
          busy={invite.running}
          onInvite={async (group, people) => {
            const made = await invite.run({ id: round.id, people: people.map((person) => ({ group, ...person })) });
            if (made !== undefined) setLinks(made.links);
            return made !== undefined;
          }}
        />
      ) : null}
    </div>
  );
}

function Links({ links }: { readonly links: readonly NewLink[] }) {
  const { say } = useLanguage("combine");
  const [copied, setCopied] = useState(false);
  const address = (token: string): string => `${location.origin}/mitmachen#${token}`;
  const all = links.map(({ name, token }) => `${name}\t${address(token)}`).join("\n");
  return (
    <section className="k-note k-note--info w-links" aria-label={say("links.title")}>
      <div className="k-stack k-stack--tight">
        <strong>{say("links.title")}</strong>
        <p className="k-small">{say("links.explain")}</p>
        <ul className="k-list">
          {links.map(({ name, token }) => (
            <li key={token}>
              <span className="k-small k-muted">{name}</span>
              <a className="w-link" href={address(token)}>
                {address(token)}
              </a>
            </li>
          ))}
        </ul>
        <div>
          <Button icon="link" onPress={() => void navigator.clipboard.writeText(all).then(() => setCopied(true))}>
            {say(copied ? "links.copied" : "links.copy")}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Invite({
  round,
  busy,
  onInvite,
}: {
  readonly round: RoundAnswer;
  readonly busy: boolean;
  readonly onInvite: (group: string, people: { name: string; email: string }[]) => Promise<boolean>;
}) {
  const { say } = useLanguage("combine");
  const [group, setGroup] = useState(round.groups[0]?.id ?? "");
  const [people, setPeople] = useState("");
  const send = async (): Promise<void> => {
    const lines = people
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((line) => {
        const [name = "", email = ""] = line.split(/[;,\t]/).map((part) => part.trim());
        return { name, email };
      });
    if (lines.length > 0 && (await onInvite(group, lines))) setPeople("");
  };
  return (
    <form
      className="k-card k-stack k-stack--tight"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3 className="k-h3">{say("invite.title")}</h3>
      <div className="k-grid k-grid--third">
        <TextField
          label={say("invite.people")}
          hint={say("invite.hint")}
          value={people}
          onChange={setPeople}
          lines={3}
          required
        />
        <Select
          label={say("group")}
          value={group}
          onChange={setGroup}
          choices={round.groups.map((one) => ({ id: one.id, label: `${one.label} (${one.size})` }))}
        />
      </div>
      <div>
        <Button type="submit" disabled={busy}>
          {say("invite.do")}
        </Button>
      </div>
    </form>
  );
}
