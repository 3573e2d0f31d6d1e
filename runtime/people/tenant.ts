/** A county or municipality with data of its own in this installation. */
export interface Tenant {
  /** In its address: `/g/neuenfeld/`. The first tenant is addressed without. */
  readonly slug: string;
  readonly name: string;
  readonly kind: "county" | "municipality";
  /** The county that a municipality shares definitions with and releases figures to. */
  readonly parent: string | null;
  /** Schema of its tables. */
  readonly schema: string;
}

/** The tenant of an installation that nobody divided: what is addressed without `/g/…`. */
export const firstTenant = "kreis";
