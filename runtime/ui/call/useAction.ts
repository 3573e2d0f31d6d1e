import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Static, TSchema } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { callOperation, type Step } from "./callOperation.ts";
import type { Trouble } from "./Trouble.ts";

export interface Action<C extends Contract<TSchema, TSchema>> {
  readonly run: (input: Static<C["input"]>) => Promise<Static<C["output"]> | undefined>;
  readonly cancel: () => void;
  readonly running: boolean;
  /** How far it is, as soon as the server says so. */
  readonly step: Step | undefined;
  readonly trouble: Error | Trouble | undefined;
  readonly answer: Static<C["output"]> | undefined;
}

/**
 * A changing operation with progress and cancelling. What pages have read before
 * is asked for again when it is done; with `leavesPages` it is not: half signed in, one would be refused everything.
 */
export function useAction<C extends Contract<TSchema, TSchema>>(
  contract: C,
  { leavesPages = false }: { readonly leavesPages?: boolean } = {},
): Action<C> {
  const client = useQueryClient();
  const control = useRef<AbortController | undefined>(undefined);
  const [state, setState] = useState<{
    running: boolean;
    step?: Step;
    trouble?: Error;
    answer?: Static<C["output"]>;
  }>({ running: false });

  useEffect(() => () => control.current?.abort(), []);

  const run = useCallback(
    async (input: Static<C["input"]>) => {
      control.current?.abort();
      const own = new AbortController();
      control.current = own;
      setState({ running: true });
      try {
        const answer = await callOperation(contract, input, {
          signal: own.signal,
          onProgress: (step) => setState({ running: true, step }),
        });
        if (contract.method !== "GET" && !leavesPages) await client.invalidateQueries();
        setState({ running: false, answer });
        return answer;
      } catch (trouble) {
        if (!own.signal.aborted) setState({ running: false, trouble: trouble as Error });
        return undefined;
      }
    },
    [client, contract, leavesPages],
  );

  const cancel = useCallback(() => {
    control.current?.abort();
    setState({ running: false });
  }, []);

  return { run, cancel, running: state.running, step: state.step, trouble: state.trouble, answer: state.answer };
}
