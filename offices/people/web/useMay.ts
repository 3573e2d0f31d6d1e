import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { myRights } from "../rightsContract.ts";

/** What the asking person may do here, as `read delivery`; undefined until it is known. */
export function useMay(): readonly string[] | undefined {
  return useOperation(myRights, {}).data?.may;
}

/** Names of the operations that the asking person may call here; null until it is known. */
export function useOpenCalls(): readonly string[] | null {
  return useOperation(myRights, {}).data?.calls ?? null;
}
