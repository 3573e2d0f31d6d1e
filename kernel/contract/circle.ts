import type { Audience } from "./audience.ts";

/**
 * Circles of readers (Leserkreise), from the administration outwards. Nobody further
 * outside ever sees more than somebody further inside.
 */
export const circles = ["inside", "municipalities", "partners", "public"] as const;
export type Circle = (typeof circles)[number];

/**
 * The circles whose limits hold for the readers of one: its own, and those of all further inside.
 *
 * @example
 * circlesUpTo("municipalities") // ["inside", "municipalities"]
 */
export function circlesUpTo(circle: Circle): readonly Circle[] {
  return circles.slice(0, circles.indexOf(circle) + 1);
}

const circleOfAudience: Readonly<Record<Audience, Circle>> = {
  leadership: "inside",
  services: "inside",
  municipalities: "municipalities",
  providers: "partners",
  politics: "partners",
  citizens: "public",
};

/**
 * The circle of readers of somebody who belongs to these audiences: the innermost of theirs.
 *
 * @example
 * innermostCircle(["citizens", "politics"]) // "partners"
 * innermostCircle([]) // "public"
 */
export function innermostCircle(audiences: readonly Audience[]): Circle {
  const own = audiences.map((audience) => circleOfAudience[audience]);
  return circles.find((circle) => own.includes(circle)) ?? "public";
}

/**
 * The circle of whatever is for all of these audiences together: the outermost of theirs.
 *
 * @example
 * outermostCircle(["leadership", "politics"]) // "partners"
 * outermostCircle([]) // "inside"
 */
export function outermostCircle(audiences: readonly Audience[]): Circle {
  const own = audiences.map((audience) => circleOfAudience[audience]);
  return circles.findLast((circle) => own.includes(circle)) ?? "inside";
}

/**
 * Whether one circle stands no further inside than another: what is made for it may be shown to both.
 *
 * @example
 * reachesOut("public", "inside") // true
 * reachesOut("inside", "public") // false
 */
export function reachesOut(circle: Circle, as: Circle): boolean {
  return circles.indexOf(circle) >= circles.indexOf(as);
}
