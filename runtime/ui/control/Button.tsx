import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly kind?: "primary" | "secondary" | "tertiary";
  readonly icon?: IconName;
  /** Shows only the icon; the children become its name for screen readers and the pointer. */
  readonly iconOnly?: boolean;
  readonly type?: "button" | "submit";
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly onPress?: () => void;
}

/** KERN's button in the denser size, with our icons. */
export function Button({
  children,
  kind = "secondary",
  icon,
  iconOnly = false,
  type = "button",
  disabled,
  pressed,
  expanded,
  controls,
  onPress,
}: ButtonProps) {
  return (
    <button
      type={type}
      className={`kern-btn kern-btn--${kind} k-btn${iconOnly ? " k-btn--icon" : ""}`}
      disabled={disabled}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-controls={controls}
      title={iconOnly && typeof children === "string" ? children : undefined}
      onClick={onPress}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span className={iconOnly ? "k-sr" : "kern-label"}>{children}</span>
    </button>
  );
}
