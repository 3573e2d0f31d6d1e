import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Static, TSchema } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { callOperation } from "./callOperation.ts";
import { Trouble } from "./Trouble.ts";

/**
 * The answer of a reading operation, kept until data change. With `input`
 * undefined nothing is asked yet. While a new selection loads, the old answer
 * stays in sight.
 */
export function useOperation<C extends Contract<TSchema, TSchema>>(
  contract: C,
  input: Static<C["input"]> | undefined,
): UseQueryResult<Static<C["output"]>, Error> {
  return useQuery({
    queryKey: [contract.name, input],
    queryFn: ({ signal }) => callOperation(contract, input as Static<C["input"]>, { signal }),
    enabled: input !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    // What was refused stays refused; only a lost connection is worth another try.
    retry: (count, error) => count < 2 && error instanceof Trouble && (error.status === 0 || error.status >= 502),
  });
}
