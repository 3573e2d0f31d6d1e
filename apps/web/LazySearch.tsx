import { type ComponentType, lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Icon } from "../../runtime/ui/control/Icon.tsx";

/**
 * The search of a stage in the header. Until somebody wants it, it is a button:
 * its list of everything would be a fifth of the first page. The key `/` opens
 * it from anywhere.
 */
export function LazySearch({
  load,
  label,
}: {
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  readonly label: string;
}) {
  const Search = useMemo(() => lazy(load), [load]);
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      setWanted(true);
      document.querySelector<HTMLElement>(".k-header__search input")?.focus();
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, []);
  const button = (
    <button type="button" className="k-input k-searchbutton" onClick={() => setWanted(true)}>
      <Icon name="search" />
      <span>{label}</span>
      <kbd>/</kbd>
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <Search />
    </Suspense>
  ) : (
    button
  );
}
