/** What other stages' pages may use of this stage's: what was decided, and writing it down. */
export { Decision } from "./Decision.tsx";
export { ResolutionForm } from "./ResolutionForm.tsx";
