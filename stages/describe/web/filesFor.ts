import type { Static } from "typebox";
import { addressOf } from "../../../runtime/ui/call/callOperation.ts";
import { exportContract } from "../contract.ts";

export interface AddressedFile {
  readonly format: "csv" | "xlsx" | "json-stat" | "sdmx-csv";
  readonly address: string;
}

/** Addresses of the same numbers as files, one per format. */
export function filesFor(question: Omit<Static<typeof exportContract.input>, "format">): AddressedFile[] {
  return (["csv", "xlsx", "json-stat", "sdmx-csv"] as const).map((format) => ({
    format,
    address: addressOf(exportContract, { ...question, format }),
  }));
}
