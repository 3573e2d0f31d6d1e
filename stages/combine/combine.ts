/** Front door of the stage: composite indices and their procedure, for later stages. */
export type { IndexAnswer, IndexedArea } from "./contract.ts";
export { indexContract, indicesContract } from "./contract.ts";
