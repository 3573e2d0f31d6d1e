import { type ComponentProps, lazy, Suspense } from "react";

const Combobox = lazy(() => import("./Combobox.tsx"));

/** The combobox, loaded with the first page that shows one; until then its place is kept. */
export function LazyCombobox(properties: ComponentProps<typeof Combobox>) {
  return (
    <Suspense
      fallback={
        <div className="k-field" aria-hidden="true">
          {properties.hideLabel === true ? null : <span className="k-field__label">{properties.label}</span>}
          <span className="k-input k-skeleton" />
        </div>
      }
    >
      <Combobox {...properties} />
    </Suspense>
  );
}
