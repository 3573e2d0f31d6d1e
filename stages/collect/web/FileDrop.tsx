import { type DragEvent, useId, useState } from "react";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

/** A field for one file, by pointer or keyboard. */
export function FileDrop({
  formats,
  disabled,
  onFile,
}: {
  /** Which files are understood. */
  readonly formats: string;
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}) {
  const { say } = useLanguage("collect");
  const id = useId();
  const [over, setOver] = useState(false);
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined && !disabled) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the file field inside does the same with the keyboard.
    <div
      className="c-drop"
      data-over={over}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      <Icon name="inbox" />
      <p className="k-h3">{say("receive.drop")}</p>
      <input
        id={id}
        type="file"
        className="k-sr c-drop__input"
        aria-describedby={`${id}-formats`}
        disabled={disabled}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      {/* The browser's own button speaks the browser's language; the label speaks the page's. */}
      <label htmlFor={id} className="kern-btn kern-btn--secondary k-btn c-drop__button">
        <span className="kern-label">{say("receive.choose")}</span>
      </label>
      <p className="k-small k-muted" id={`${id}-formats`}>
        {formats}
      </p>
    </div>
  );
}
