/** What is wrong in a value that should fit a schema, and where: keys and positions from the root down. */
export interface Trouble {
  readonly path: readonly (string | number)[];
  readonly code: "unknownKey" | "missingKey" | "wrongType" | "notAllowed" | "outOfRange" | "tooFew" | "badId";
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** The part of JSON Schema that the index definition uses. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/**
 * The first thing in which a value does not fit its schema, or undefined.
 *
 * Unlike a general validator it speaks of the branch that the person meant: an object with `method: z` is held
 * against the z-score's settings and not against all others.
 *
 * @example
 * firstTrouble({ type: "object", properties: { a: { type: "number" } }, additionalProperties: false }, { b: 1 })?.code // "unknownKey"
 * firstTrouble({ type: "number" }, 3) // undefined
 */
export function firstTrouble(schema: Schema, value: unknown): Trouble | undefined {
  return within(schema, value, [], {});
}

type Definitions = Readonly<Record<string, Schema>>;
type Path = readonly (string | number)[];

function within(schema: Schema, value: unknown, path: Path, known: Definitions): Trouble | undefined {
  const definitions = schema.$defs === undefined ? known : { ...known, ...schema.$defs };
  if (schema.$ref !== undefined) {
    const target = definitions[schema.$ref];
    if (target === undefined) throw new Error(`unknown schema: ${schema.$ref}`);
    return within(target, value, path, definitions);
  }
  if (schema.anyOf !== undefined) return anyOf(schema.anyOf, value, path, definitions);
  if (schema.const !== undefined)
    return value === schema.const ? undefined : notAllowed(path, value, [String(schema.const)]);
  if (schema.enum !== undefined)
    return schema.enum.includes(value as string) ? undefined : notAllowed(path, value, schema.enum.map(String));
  switch (schema.type) {
    case "object":
      return object(schema, value, path, definitions);
    case "array":
      return array(schema, value, path, definitions);
    case "string":
      return text(schema, value, path);
    case "number":
    case "integer":
      return number(schema, value, path);
    case "boolean":
      return typeof value === "boolean" ? undefined : wrongType(path, "boolean", value);
    default:
      throw new Error(`schema of unknown kind: ${JSON.stringify(schema).slice(0, 80)}`);
  }
}

function object(schema: Schema, value: unknown, path: Path, known: Definitions): Trouble | undefined {
  if (!isObject(value)) return wrongType(path, "object", value);
  const properties = schema.properties ?? {};
  const rest = Object.values(schema.patternProperties ?? {})[0];
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(properties, key) || rest !== undefined) continue;
    return {
      path: [...path, key],
      code: "unknownKey",
      parameters: { key, possible: Object.keys(properties).join(", ") },
    };
  }
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key)) return { path, code: "missingKey", parameters: { key, where: nameOf(path) } };
  }
  for (const [key, part] of Object.entries(value)) {
    const trouble = within(properties[key] ?? (rest as Schema), part, [...path, key], known);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

function array(schema: Schema, value: unknown, path: Path, known: Definitions): Trouble | undefined {
  if (!Array.isArray(value)) return wrongType(path, "array", value);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (value.length < minItems || value.length > maxItems)
    return { path, code: "tooFew", parameters: { key: nameOf(path), count: value.length, expected: minItems } };
  for (const [position, item] of value.entries()) {
    const trouble = schema.items && within(schema.items, item, [...path, position], known);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

function text(schema: Schema, value: unknown, path: Path): Trouble | undefined {
  if (typeof value !== "string") return wrongType(path, "string", value);
  if (value.length < (schema.minLength ?? 0))
    return { path, code: "missingKey", parameters: { key: nameOf(path), where: nameOf(path.slice(0, -1)) } };
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value))
    return { path, code: "badId", parameters: { value } };
  return undefined;
}

function number(schema: Schema, value: unknown, path: Path): Trouble | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return wrongType(path, schema.type ?? "number", value);
  if (schema.type === "integer" && !Number.isInteger(value)) return wrongType(path, "integer", value);
  const low = schema.minimum ?? schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  const high = schema.maximum ?? Number.POSITIVE_INFINITY;
  if (value < low || value > high || value === schema.exclusiveMinimum) {
    const bounds = [
      schema.minimum === undefined ? "" : `mindestens ${schema.minimum}`,
      schema.exclusiveMinimum === undefined ? "" : `größer als ${schema.exclusiveMinimum}`,
      schema.maximum === undefined ? "" : `höchstens ${schema.maximum}`,
    ];
    return {
      path,
      code: "outOfRange",
      parameters: { key: nameOf(path), value, bounds: bounds.filter((b) => b !== "").join(" und ") },
    };
  }
  return undefined;
}

function anyOf(branches: readonly Schema[], value: unknown, path: Path, known: Definitions): Trouble | undefined {
  const resolved = branches.map((b) => (b.$ref === undefined ? b : (known[b.$ref] ?? b)));
  if (isObject(value)) {
    const objects = resolved.filter((b) => b.type === "object");
    const method = objects.filter((b) => b.properties?.method !== undefined);
    if (method.length > 0) {
      const names = method.map((b) => String(b.properties?.method?.const ?? b.properties?.method?.enum?.join(", ")));
      const meant = method.find((b) => firstTrouble(b.properties?.method as Schema, value.method) === undefined);
      if (meant !== undefined) return object(meant, value, path, known);
      return Object.hasOwn(value, "method")
        ? notAllowed([...path, "method"], value.method, names)
        : { path, code: "missingKey", parameters: { key: "method", where: nameOf(path) } };
    }
    const meant = objects.find((b) => (b.required ?? []).some((key) => Object.hasOwn(value, key))) ?? objects[0];
    if (meant !== undefined) return object(meant, value, path, known);
  }
  const simple = resolved.filter((b) => b.type !== "object");
  const fits = resolved.some((b) => within(b, value, path, known) === undefined);
  if (fits) return undefined;
  const [only] = simple;
  if (only !== undefined) return within(only, value, path, known);
  return wrongType(path, "object", value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notAllowed(path: Path, value: unknown, possible: readonly string[]): Trouble {
  return {
    path,
    code: "notAllowed",
    parameters: { key: nameOf(path), value: shown(value), possible: possible.join(", ") },
  };
}

function wrongType(path: Path, type: string, value: unknown): Trouble {
  return {
    path,
    code: "wrongType",
    parameters: { key: nameOf(path), expected: typeNames[type] ?? type, value: shown(value) },
  };
}

const typeNames: Readonly<Record<string, string>> = {
  object: "ein Block mit Einträgen",
  array: "eine Liste",
  string: "ein Text",
  number: "eine Zahl",
  integer: "eine ganze Zahl",
  boolean: "true oder false",
};

function nameOf(path: Path): string {
  const key = path.findLast((part) => typeof part === "string");
  return key === undefined ? "Indexdefinition" : String(key);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nichts";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
