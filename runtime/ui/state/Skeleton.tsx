import { useLanguage } from "../language/useLanguage.ts";

/** The shape of what comes: loading says how the page will look, not that one must wait. */
export function Skeleton({ shape }: { readonly shape: "lines" | "figure" | "tiles" | "table" }) {
  const { say } = useLanguage();
  return (
    <div className={`k-skeletons k-skeletons--${shape}`} role="status">
      <span className="k-sr">{say("loading")}</span>
      {Array.from({ length: shape === "tiles" ? 6 : shape === "figure" ? 1 : 5 }, (_, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal grey bars, nothing to tell apart.
        <span key={position} className="k-skeleton" aria-hidden="true" />
      ))}
    </div>
  );
}
