import { type DragEvent, useId, useState } from "react";
import { useNavigate } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import type { DeliveredFile } from "../contract.ts";
import { listFormats, receiveDelivery } from "../contract.ts";

/** A field for one file, by pointer or keyboard; then the delivery opens. */
export function ReceiveFile() {
  const { say } = useLanguage("collect");
  const id = useId();
  const receive = useAction(receiveDelivery);
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const [asked, setAsked] = useState(false);
  const formats = useOperation(listFormats, asked ? {} : undefined);

  const send = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    // The browser's file becomes the contract's delivered file on the way: the server writes it to disk.
    const got = await receive.run({ file: file as unknown as DeliveredFile });
    if (got !== undefined) await navigate(`/daten/lieferungen/${got.id}`, { state: { message: got.message } });
  };
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };

  return (
    <section className="k-section" aria-labelledby={`${id}-title`}>
      <h2 className="k-h2" id={`${id}-title`}>
        {say("receive.title")}
      </h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the file field inside does the same with the keyboard. */}
      <div
        className="c-drop"
        data-over={over}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          void send(event.dataTransfer.files[0]);
        }}
      >
        <Icon name="inbox" />
        <p className="k-h3">{say("receive.drop")}</p>
        <input
          id={id}
          type="file"
          className="k-sr c-drop__input"
          aria-describedby={`${id}-formats`}
          disabled={receive.running}
          onChange={(event) => {
            void send(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
        {/* The browser's own button speaks the browser's language; the label speaks the page's. */}
        <label htmlFor={id} className="kern-btn kern-btn--secondary k-btn c-drop__button">
          <span className="kern-label">{say("receive.choose")}</span>
        </label>
        <p className="k-small k-muted" id={`${id}-formats`}>
          {say("receive.formats")}
        </p>
      </div>
      {receive.running ? <Progress step={receive.step} onCancel={receive.cancel} /> : null}
      {receive.trouble === undefined ? null : <TroubleNote trouble={receive.trouble} />}
      <details onToggle={(event) => setAsked(event.currentTarget.open)}>
        <summary>{say("receive.known")}</summary>
        {asked ? (
          <Answer of={formats} shape="lines">
            {(answer) => (
              <dl className="c-facts" lang="de">
                {answer.formats.map((format) => (
                  <div key={format.id}>
                    <dt>{format.label}</dt>
                    <dd className="k-muted">{format.hint}</dd>
                  </div>
                ))}
              </dl>
            )}
          </Answer>
        ) : null}
      </details>
    </section>
  );
}
