import type { Text } from "../../kernel/text/text.ts";
import type { AreaClasses } from "./areaClasses.ts";

/** Where an area stands and where it is going: class of its status and class of its dynamics. */
export interface StatusDynamics {
  /** Per area: numbers of both classes from 1, or null without one of them. */
  readonly cells: readonly ({ readonly status: number; readonly dynamics: number } | null)[];
  /** Areas per combination: `counts[status - 1][dynamics - 1]`. */
  readonly counts: readonly (readonly number[])[];
  readonly statusLabels: readonly Text[];
  readonly dynamicsLabels: readonly Text[];
}

/**
 * The matrix of status and dynamics, as the Berlin Monitoring Soziale Stadtentwicklung shows it.
 *
 * An area needs both classes; with only one it stands in no cell.
 */
export function statusDynamics(status: AreaClasses, dynamics: AreaClasses): StatusDynamics {
  const cells = status.classes.map((s, i) => {
    const d = dynamics.classes[i] ?? null;
    return s === null || d === null ? null : { status: s, dynamics: d };
  });
  return {
    cells,
    counts: status.labels.map((_, s) =>
      dynamics.labels.map((_, d) => cells.filter((c) => c?.status === s + 1 && c.dynamics === d + 1).length),
    ),
    statusLabels: status.labels,
    dynamicsLabels: dynamics.labels,
  };
}
