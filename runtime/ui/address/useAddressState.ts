import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

/**
 * What is chosen, kept in the address: it can be sent to a colleague, survives
 * the back button, and holds while one moves between pages.
 */
export interface Selection {
  readonly indicator: string | undefined;
  readonly level: string | undefined;
  readonly period: string | undefined;
  /** Codes of areas that are marked everywhere. */
  readonly areas: readonly string[];
  /** `LEVEL:code` or code of a peer group. */
  readonly peers: readonly string[];
}

/** Names in the address, in German as the pages are. */
const names = {
  indicator: "kennzahl",
  level: "ebene",
  period: "zeit",
  areas: "gebiete",
  peers: "gruppe",
} as const satisfies Record<keyof Selection, string>;

/** These hold while one moves between pages; an indicator belongs to its page. */
const travelling = [names.level, names.period, names.areas];

export interface AddressState {
  readonly selection: Selection;
  readonly choose: (change: Partial<Selection>) => void;
  /** A setting of one page, such as its open tab. */
  readonly setting: (name: string) => string | undefined;
  readonly set: (settings: Readonly<Record<string, string | undefined>>) => void;
  /** An address elsewhere that takes the selection along. */
  readonly along: (path: string, change?: Partial<Selection>) => string;
}

/** What is chosen on this page, and how to choose something else: read from the address and written there. */
export function useAddressState(): AddressState {
  const [parameters, setParameters] = useSearchParams();
  // The same object until the address changes: what is drawn of a selection need not be drawn again.
  const selection = useMemo(
    (): Selection => ({
      indicator: parameters.get(names.indicator) ?? undefined,
      level: parameters.get(names.level) ?? undefined,
      period: parameters.get(names.period) ?? undefined,
      areas: list(parameters.get(names.areas)),
      peers: list(parameters.get(names.peers)),
    }),
    [parameters],
  );

  const change = useCallback(
    (entries: readonly (readonly [string, string | undefined])[]) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, setting] of entries) {
            if (setting === undefined || setting === "") after.delete(name);
            else after.set(name, setting);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParameters],
  );

  const choose = useCallback((chosen: Partial<Selection>) => change(entriesOf(chosen)), [change]);
  const set = useCallback(
    (settings: Readonly<Record<string, string | undefined>>) => change(Object.entries(settings)),
    [change],
  );
  const along = (path: string, chosen: Partial<Selection> = {}): string => {
    const kept = new URLSearchParams();
    for (const name of travelling) {
      const setting = parameters.get(name);
      if (setting !== null) kept.set(name, setting);
    }
    for (const [name, setting] of entriesOf(chosen)) {
      if (setting === undefined || setting === "") kept.delete(name);
      else kept.set(name, setting);
    }
    const query = readable(kept);
    return query === "" ? path : `${path}?${query}`;
  };

  return { selection, choose, setting: (name) => parameters.get(name) ?? undefined, set, along };
}

function entriesOf(change: Partial<Selection>): [string, string | undefined][] {
  return (Object.keys(change) as (keyof Selection)[]).map((key) => {
    const chosen = change[key];
    return [names[key], typeof chosen === "string" || chosen === undefined ? chosen : chosen.join(",")];
  });
}

function list(text: string | null): readonly string[] {
  return text === null || text === "" ? [] : text.split(",");
}

// Commas and colons are allowed in a query and read better as they are.
function readable(parameters: URLSearchParams): string {
  return parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}
