/** Front door of the stage: what later stages may use of its pure part. */
export * from "./contract.ts";
export * from "./spaces/contract.ts";
export type { Mapping } from "./mapping.ts";
