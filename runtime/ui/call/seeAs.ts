const key = "kreislauf.seeAs";

/** The role as which pages are looked at in this window, `R10`; undefined when one looks as oneself. */
export function seenAs(): string | undefined {
  return typeof sessionStorage === "undefined" ? undefined : (sessionStorage.getItem(key) ?? undefined);
}

/** Looks at pages as somebody with that role would see them, or again as oneself; everything is asked for anew. */
export function seeAs(role: string | undefined): void {
  if (role === undefined) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, role);
  location.reload();
}
