import { type ReactNode, useEffect, useId, useRef } from "react";
import { useLanguage } from "../language/useLanguage.ts";
import { Button } from "./Button.tsx";

/** A sheet over the page (KERN's dialog): focus stays inside, Escape closes, and focus goes back to where it was. */
export function Sheet({
  title,
  describedBy,
  onClose,
  children,
}: {
  readonly title: string;
  /** Id of the sentence that a screen reader says after the title. */
  readonly describedBy?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { say } = useLanguage();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="k-sheet"
      aria-labelledby={id}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="k-sheet__head">
        <h2 className="k-h2" id={id}>
          {title}
        </h2>
        <Button kind="tertiary" icon="close" iconOnly onPress={onClose}>
          {say("close")}
        </Button>
      </header>
      <div className="k-sheet__body">{children}</div>
    </dialog>
  );
}
