/** Front door: what later stages and their pages may use of goals. */
export { resolutionFields } from "./contract.ts";
