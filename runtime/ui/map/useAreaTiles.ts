import { useMemo } from "react";
import type { Static, TSchema } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { addressOf } from "../call/callOperation.ts";
import type { AreaTiles } from "./mapStyle.ts";

/** The squares of a map whose boundaries this contract cuts; it takes the numbers of a square beside the question. */
export function useAreaTiles<C extends Contract<TSchema, TSchema>>(
  contract: C,
  question: Omit<Static<C["input"]>, "z" | "x" | "y">,
  { layer, finest }: Omit<AreaTiles, "address">,
): AreaTiles {
  const first = addressOf(contract, { ...question, z: 0, x: 0, y: 0 } as Static<C["input"]>);
  return useMemo(() => {
    // Whole, since a worker of the map asks for them.
    const address = new URL(first, location.href).href.replace("/0/0/0", "/{z}/{x}/{y}");
    return { address, layer, finest };
  }, [first, layer, finest]);
}
