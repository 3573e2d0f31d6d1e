import { indexDefinition } from "./definition.ts";

/**
 * The JSON Schema of an index definition, for editors: a YAML file that names it in its first line
 * (`# yaml-language-server: $schema=…`) is completed and checked while one writes.
 *
 * Shipped as `catalogue/indices/index-definition.schema.json`; a test holds the two together.
 */
export function definitionSchema(): Readonly<Record<string, unknown>> {
  const definitions: Record<string, unknown> = {};
  const plain = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(plain);
    if (typeof part !== "object" || part === null) return part;
    const own: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(part)) {
      if (key === "$defs") for (const [name, inner] of Object.entries(value)) definitions[name] = plain(inner);
      else if (key === "$ref") own.$ref = `#/$defs/${value}`;
      else if (key !== "$id") own[key] = plain(value);
    }
    return own;
  };
  const schema = plain(indexDefinition) as Record<string, unknown>;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Kreislauf: Definition eines Index, kreislauf-index/1",
    ...schema,
    $defs: definitions,
  };
}
