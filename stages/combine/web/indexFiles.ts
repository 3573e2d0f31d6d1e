import { addressOf } from "../../../runtime/ui/call/callOperation.ts";
import type { IndexAnswer } from "../contract.ts";
import { indexFileContract } from "../indexFileContract.ts";

/** Addresses of an index as it is shown, as files for Excel. */
export function indexFiles(
  { id, level, period, part, normalisation }: IndexAnswer,
  language: "de" | "en",
): readonly { readonly format: "csv" | "xlsx"; readonly address: string }[] {
  const asked = { id, level, period, index: part, normalisation, language };
  return (["csv", "xlsx"] as const).map((format) => ({
    format,
    address: addressOf(indexFileContract, { ...asked, format }),
  }));
}
