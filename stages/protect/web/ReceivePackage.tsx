import { useId } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import type { DeliveredFile } from "../../collect/collect.ts";
import { receiveReleasePackage } from "../contract.ts";
import "./protect.css";

/** A field for one package; what became of it is said below. */
export function ReceivePackage() {
  const { say } = useLanguage("protect");
  const id = useId();
  const receive = useAction(receiveReleasePackage);
  return (
    <section className="k-section" aria-labelledby={`${id}-title`}>
      <h2 className="k-h2" id={`${id}-title`}>
        {say("receive.title")}
      </h2>
      <div className="k-card k-stack p-file">
        <p className="k-muted" id={`${id}-hint`}>
          {say("receive.hint")}
        </p>
        <div>
          <input
            id={id}
            type="file"
            accept=".zip"
            className="k-sr p-file__input"
            aria-describedby={`${id}-hint`}
            disabled={receive.running}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              // The browser's file becomes the contract's delivered file on the way: the server writes it to disk.
              if (file !== undefined) void receive.run({ file: file as unknown as DeliveredFile });
              event.currentTarget.value = "";
            }}
          />
          <label htmlFor={id} className="kern-btn kern-btn--secondary k-btn p-file__button">
            <span className="kern-label">{say("receive.choose")}</span>
          </label>
        </div>
        {receive.running ? <Progress step={receive.step} onCancel={receive.cancel} /> : null}
        {receive.trouble === undefined ? null : <TroubleNote trouble={receive.trouble} />}
        {receive.answer === undefined ? null : (
          <p role="status" lang="de">
            {receive.answer.message}
          </p>
        )}
      </div>
    </section>
  );
}
