import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Skeleton } from "./Skeleton.tsx";
import { TroubleNote } from "./TroubleNote.tsx";

/** Shows an answer when it is there, its shape before, and what went wrong otherwise. */
export function Answer<T>({
  of,
  shape,
  title,
  children,
}: {
  readonly of: UseQueryResult<T, Error>;
  readonly shape: "lines" | "figure" | "tiles" | "table";
  /** The page's heading where there is no answer that would bring one: without a heading nobody knows where they are. */
  readonly title?: string;
  readonly children: (answer: T) => ReactNode;
}) {
  const retry = (): void => void of.refetch();
  if (of.isError && title === undefined) return <TroubleNote trouble={of.error} onRetry={retry} />;
  if (of.isError)
    return (
      <div className="k-stack">
        <h1 className="k-h1">{title}</h1>
        <TroubleNote trouble={of.error} onRetry={retry} />
      </div>
    );
  if (of.data === undefined) return <Skeleton shape={shape} />;
  return (
    <div className="k-answer" aria-busy={of.isPlaceholderData} data-stale={of.isPlaceholderData}>
      {children(of.data)}
    </div>
  );
}
