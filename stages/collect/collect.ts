/** Front door of the stage: what later stages may use of its pure part. */
export * from "./agreements/contract.ts";
export * from "./contract.ts";
export { type Mapping, mappingSchema } from "./mapping.ts";
export * from "./spaces/contract.ts";
export * from "./spaces/tileContract.ts";
