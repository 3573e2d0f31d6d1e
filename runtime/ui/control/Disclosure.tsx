import { type ReactNode, useEffect, useRef } from "react";
import { Icon, type IconName } from "./Icon.tsx";

/** A button that opens a small sheet under it, and closes on Escape or when one goes elsewhere. */
export function Disclosure({
  label,
  icon,
  iconOnly = false,
  align = "end",
  children,
}: {
  readonly label: string;
  readonly icon?: IconName;
  readonly iconOnly?: boolean;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}) {
  const sheet = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const details = sheet.current;
      if (details?.open !== true) return;
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      const outside = event.target instanceof Node && !details.contains(event.target);
      if (event instanceof KeyboardEvent || outside) details.open = false;
      if (event instanceof KeyboardEvent) details.querySelector("summary")?.focus();
    };
    for (const name of ["keydown", "pointerdown", "focusin"]) document.addEventListener(name, close);
    return () => {
      for (const name of ["keydown", "pointerdown", "focusin"]) document.removeEventListener(name, close);
    };
  }, []);
  return (
    <details className="k-disclosure" ref={sheet}>
      <summary
        className={`kern-btn kern-btn--tertiary k-btn${iconOnly ? " k-btn--icon" : ""}`}
        title={iconOnly ? label : undefined}
      >
        {icon === undefined ? null : <Icon name={icon} />}
        <span className={iconOnly ? "k-sr" : "kern-label"}>{label}</span>
      </summary>
      <div className={`k-disclosure__sheet k-disclosure__sheet--${align}`}>{children}</div>
    </details>
  );
}
