import { useId, useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Accessibility, placeVideoContract, uploadVideoContract } from "../contract.ts";

/** The slot for the film in sign language: a file, or an address of this server. */
export function VideoForm({ video, version }: { readonly video: Accessibility["video"]; readonly version: number }) {
  const { say } = useLanguage("readers");
  const id = useId();
  const upload = useAction(uploadVideoContract);
  const place = useAction(placeVideoContract);
  const [address, setAddress] = useState("");
  const busy = upload.running || place.running;
  const trouble = upload.trouble ?? place.trouble;
  return (
    <section className="k-section r-form k-noprint" aria-labelledby={`${id}-title`}>
      <h2 className="k-h2" id={`${id}-title`}>
        {say("video.title")}
      </h2>
      <div className="k-card k-stack">
        <p className="k-muted">{say("video.lead")}</p>
        <p role="status">
          {video === null ? say("video.none") : say("video.there", { name: video.fileName || video.address })}
        </p>
        <div className="k-field">
          <label className="k-field__label" htmlFor={id}>
            {say("video.choose")}
          </label>
          <input
            id={id}
            type="file"
            accept="video/mp4,video/webm"
            disabled={busy}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              // The browser's file becomes the contract's sent file on the way: the server writes it to disk.
              if (file !== undefined) void upload.run({ file: file as unknown as SentFile });
              event.currentTarget.value = "";
            }}
          />
        </div>
        <TextField label={say("video.address")} hint={say("video.addressHint")} value={address} onChange={setAddress} />
        {upload.running ? <Progress step={upload.step} onCancel={upload.cancel} /> : null}
        {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
        <div className="k-row">
          <Button
            kind="secondary"
            disabled={busy || address.trim() === ""}
            onPress={() => void place.run({ address: address.trim(), basedOn: version })}
          >
            {say("video.useAddress")}
          </Button>
          {video === null ? null : (
            <Button kind="tertiary" disabled={busy} onPress={() => void place.run({ address: null, basedOn: version })}>
              {say("video.remove")}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

type SentFile = Parameters<ReturnType<typeof useAction<typeof uploadVideoContract>>["run"]>[0]["file"];
