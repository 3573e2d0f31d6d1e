/** Front door: the choke point through which everything leaves, and the rules behind it. */
export {
  type Audience,
  type Guard,
  type Part,
  type Releasable,
  type Released,
  release,
  type Share,
  wasReleased,
} from "./release.ts";
export { demandsOf, isDisclosureRule, isTooSmall, type RuleDemands, strictestRule } from "./rules.ts";
