import type { ReactNode } from "react";

/** Nothing here yet, and how to change that. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="k-empty">
      <p className="k-h3">{title}</p>
      {children === undefined ? null : <div className="k-muted">{children}</div>}
    </div>
  );
}
