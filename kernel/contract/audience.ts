/** Whom a released page is for: the six audiences of social planning (PM08-019). */
export const audiences = ["leadership", "services", "providers", "municipalities", "citizens", "politics"] as const;
export type Audience = (typeof audiences)[number];

/**
 * Whether an audience belongs to the administration itself, which also sees what is marked as internal.
 *
 * @example
 * isInside("leadership") // true
 * isInside("citizens") // false
 */
export function isInside(audience: Audience): boolean {
  return audience === "leadership" || audience === "services";
}
