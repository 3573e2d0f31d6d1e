import type { CSSProperties, ReactNode } from "react";

/** What is wider or longer than its place scrolls inside it, by keyboard too. */
export function ScrollFrame({
  label,
  className,
  height,
  children,
}: {
  readonly label: string;
  readonly className: string;
  readonly height?: number | undefined;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a frame that scrolls, neither a landmark nor a set of fields.
    <div
      role="group"
      className={className}
      aria-label={label}
      style={height === undefined ? undefined : ({ "--k-frame": `${height}px` } as CSSProperties)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
      tabIndex={0}
    >
      {children}
    </div>
  );
}
