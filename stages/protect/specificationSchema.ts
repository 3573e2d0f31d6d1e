import { Specification } from "./specification.ts";

/**
 * The form of a table specification as JSON Schema, for editors that complete and
 * check while somebody writes one.
 */
export function specificationSchema(): Record<string, unknown> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Kreislauf: Tabellenbeschreibung für den geschützten Raum",
    // Copied as plain JSON: the library keeps its own marks on a schema.
    ...(JSON.parse(JSON.stringify(Specification)) as Record<string, unknown>),
  };
}
