import type { Restore } from "../../../runtime/http/operation.ts";
import { storedDefinition } from "./storedDefinition.ts";

/** An earlier version of a definition as its newest: stored like one that a person writes now, with its rule of protection. */
export function restoreDefinition(kind: "baseFigure" | "indicator"): Restore {
  return (context, { id, content, reason, basedOn }) =>
    storedDefinition(context, {
      ...{ kind, id, reason, basedOn },
      // What can be taken back is stored; the shipped version counts among those before it.
      known: 0,
      content: (version) => (kind === "indicator" ? { ...(content as object), version } : content),
    });
}
