import { Specification } from "./specification.ts";

/**
 * The form of a table specification as JSON Schema, for editors that complete and
 * check while somebody writes one.
 */
export function specificationSchema(): Record<string, unknown> {
  // Copied as plain JSON: the library keeps its own marks on a schema.
  const schema = JSON.parse(JSON.stringify(Specification)) as SchemaOfSpecification;
  const hierarchy = schema.properties.dimensions.items.properties.hierarchies.items;
  // In a file a hierarchy may stand elsewhere; when it is read, its parts are put into their place.
  hierarchy.required = ["id"];
  for (const name of ["file", "whole", "part"]) hierarchy.properties[name] = { type: "string", minLength: 1 };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Kreislauf: Tabellenbeschreibung für den geschützten Raum",
    ...schema,
  };
}

interface SchemaOfSpecification {
  readonly properties: {
    readonly dimensions: {
      readonly items: {
        readonly properties: {
          readonly hierarchies: { readonly items: { required: string[]; properties: Record<string, unknown> } };
        };
      };
    };
  };
}
