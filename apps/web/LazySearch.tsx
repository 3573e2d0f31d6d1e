import { type ComponentType, lazy, Suspense, useMemo } from "react";

/** The search of a stage in the header; it comes after the page, which must not wait for it. */
export function LazySearch({ load }: { readonly load: () => Promise<{ readonly default: ComponentType }> }) {
  const Search = useMemo(() => lazy(load), [load]);
  return (
    <Suspense fallback={<span className="k-input k-skeleton" aria-hidden="true" />}>
      <Search />
    </Suspense>
  );
}
