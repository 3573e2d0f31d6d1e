/**
 * What stands before every address of a tenant other than the first.
 *
 * @example
 * prefixIn("/g/neuenfeld/indikatoren/kinderarmut") // "/g/neuenfeld"
 * prefixIn("/indikatoren/kinderarmut") // ""
 */
export function prefixIn(path: string): string {
  return /^\/g\/[a-z][a-z0-9-]{0,40}(?=\/|$)/.exec(path)?.[0] ?? "";
}

/** The prefix of the tenant whose pages are open. */
export function tenantPrefix(): string {
  return typeof location === "undefined" ? "" : prefixIn(location.pathname);
}
