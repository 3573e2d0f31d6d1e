import { createContext, useContext } from "react";

/** Names of the operations that the asking person may call; null until it is known, undefined where nobody says. */
export const OpenCalls = createContext<readonly string[] | null | undefined>(undefined);

/**
 * Whether the person may call an operation, so that no form or button is offered that the server would refuse.
 * Until it is known: no. The server decides all the same.
 */
export function useMayCall(contract: { readonly name: string }): boolean {
  const open = useContext(OpenCalls);
  return open === undefined || (open?.includes(contract.name) ?? false);
}
