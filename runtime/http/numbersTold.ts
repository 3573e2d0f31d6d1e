import numbers from "./numbers.en.json" with { type: "json" };

const words: Readonly<Record<string, string>> = numbers;

/** A schema of JSON Schema, as far as numbers are looked for in it. */
export interface Described {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
  readonly allOf?: readonly Described[];
  readonly additionalProperties?: Described | boolean;
  readonly patternProperties?: Readonly<Record<string, Described>>;
}

/**
 * A schema of the interface in which every field of numbers says its unit, or what it counts and from where.
 *
 * A field is called the same wherever it means the same, so its words stand once, in `numbers.en.json`: under its
 * name, else with the thing before it that it belongs to (`ages.from`), else with its operation. They stay out of the contracts,
 * which every page loads. What a contract says itself comes first.
 *
 * @example
 * numbersTold("collect.areas", { properties: { share: { type: "number" }, name: { type: "string" } } }).properties.share.description // "Part of the one area or value that belongs to the other, 0 to 1"
 * numbersTold("collect.areas", { properties: { name: { type: "string" } } }) // { properties: { name: { type: "string" } } }
 */
export function numbersTold<T extends Described>(operation: string, schema: T, parent = ""): T {
  const inside = (one: Described) => numbersTold(operation, one, parent);
  const { properties, items, anyOf, allOf, additionalProperties, patternProperties } = schema;
  return {
    ...schema,
    ...(properties === undefined
      ? {}
      : {
          properties: mapped(properties, (one, name) => {
            const below = numbersTold(operation, one, name);
            const key = isUntold(one) ? keyOfNumber(operation, parent, name) : undefined;
            return key === undefined ? below : { ...below, description: words[key] ?? "" };
          }),
        }),
    ...(items === undefined ? {} : { items: inside(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(inside) }),
    ...(allOf === undefined ? {} : { allOf: allOf.map(inside) }),
    ...(typeof additionalProperties === "object" ? { additionalProperties: inside(additionalProperties) } : {}),
    ...(patternProperties === undefined ? {} : { patternProperties: mapped(patternProperties, inside) }),
  };
}

/**
 * Under which name the words of a number stand; undefined where nobody has said what it is.
 *
 * @example
 * keyOfNumber("describe.profile", "ages", "from") // "ages.from"
 * keyOfNumber("collect.proposeAreas", "code", "from") // "from"
 * keyOfNumber("history.auditTrail", "", "before") // "history.auditTrail/before"
 */
export function keyOfNumber(operation: string, parent: string, name: string): string | undefined {
  return [`${operation}/${name}`, `${parent}.${name}`, name].find((key) => Object.hasOwn(words, key));
}

/** Whether a field holds numbers of which its contract says nothing: itself, in a list, or beside other types. */
export function isUntold(schema: Described): boolean {
  return holdsNumbers(schema) && !saysSomething(schema);
}

function holdsNumbers(schema: Described): boolean {
  const types = [schema.type ?? []].flat();
  return types.includes("number") || types.includes("integer") || within(schema).some(holdsNumbers);
}

function saysSomething(schema: Described): boolean {
  return schema.description !== undefined || within(schema).some(saysSomething);
}

// Not the fields of an object: they speak for themselves.
function within({
  items,
  anyOf = [],
  allOf = [],
  additionalProperties,
  patternProperties = {},
}: Described): Described[] {
  const lists = [items, typeof additionalProperties === "object" ? additionalProperties : undefined];
  return [...lists.filter((one) => one !== undefined), ...anyOf, ...allOf, ...Object.values(patternProperties)];
}

function mapped(
  fields: Readonly<Record<string, Described>>,
  result: (one: Described, name: string) => Described,
): Record<string, Described> {
  return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, result(one, name)]));
}
