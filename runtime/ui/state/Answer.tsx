import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Skeleton } from "./Skeleton.tsx";
import { TroubleNote } from "./TroubleNote.tsx";

/** Shows an answer when it is there, its shape before, and what went wrong otherwise. */
export function Answer<T>({
  of,
  shape,
  children,
}: {
  readonly of: UseQueryResult<T, Error>;
  readonly shape: "lines" | "figure" | "tiles" | "table";
  readonly children: (answer: T) => ReactNode;
}) {
  if (of.isError) return <TroubleNote trouble={of.error} onRetry={() => void of.refetch()} />;
  if (of.data === undefined) return <Skeleton shape={shape} />;
  return (
    <div className="k-answer" aria-busy={of.isPlaceholderData} data-stale={of.isPlaceholderData}>
      {children(of.data)}
    </div>
  );
}
