import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: () => ReactNode;
}

/** Sheets one behind the other. Arrow keys move between them, as in WAI-ARIA's tabs pattern. */
export function Tabs({
  label,
  tabs,
  open,
  onOpen,
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly open: string;
  readonly onOpen: (id: string) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = Math.max(
    0,
    tabs.findIndex((tab) => tab.id === open),
  );
  const shown = tabs[current];

  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -current, End: tabs.length - 1 - current }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(current + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onOpen(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };

  return (
    <div className="k-tabs">
      <div className="k-tabs__list" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map((tab, position) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            data-tab={tab.id}
            id={`${id}-${tab.id}`}
            aria-selected={position === current}
            aria-controls={`${id}-panel`}
            tabIndex={position === current ? 0 : -1}
            className="k-tabs__tab"
            onClick={() => onOpen(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div
        className="k-tabs__panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${shown?.id ?? ""}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without controls of its own must be reachable.
        tabIndex={0}
      >
        {shown?.content()}
      </div>
    </div>
  );
}
