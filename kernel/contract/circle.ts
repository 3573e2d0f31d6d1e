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
