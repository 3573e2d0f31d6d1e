/**
 * Front door: the choke point through which everything leaves, and the rules behind it.
 *
 * Kept light, since every page comes through here; protecting tables, with the
 * solvers that it takes, stands behind `tables.ts`.
 */
export type { Explanation } from "./explanation.ts";
export { indexMayLeave, type ShownIndices } from "./indexMayLeave.ts";
export { noticeVersion } from "./notice.ts";
export {
  type Guard,
  type Part,
  type Releasable,
  type ReleasableColumn,
  type Released,
  release,
  releaseColumn,
  type Share,
  wasReleased,
} from "./release.ts";
export { type ProfileSettings, type Sight, sight } from "./sight.ts";
