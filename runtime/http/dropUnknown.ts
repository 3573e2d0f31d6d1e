import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";

/** The part of JSON Schema that our contracts are written in. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape | readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}

/**
 * Removes from what somebody sent all that its contract does not ask for, however deep it lies, so that it can slip in
 * nowhere: nobody names an author, a state or a role oneself.
 *
 * For input that has passed its check. Of several forms that a thing may have, those count that it fits, and
 * what any of them knows stays. Strict contracts have refused what is unknown by then; a contract that says "some
 * object" and nothing about its fields leaves it as it is.
 *
 * @param schema throws at the start on words of JSON Schema that this does not understand, rather than to let something pass
 * @example
 * dropUnknown({ type: "object", properties: { a: { type: "object", properties: { b: {} } } } })({ a: { b: 1, c: 2 }, d: 3 }) // { a: { b: 1 } }
 */
export function dropUnknown(schema: TSchema): <Input>(input: Input) => Input {
  demandUnderstood(schema as Shape, "input");
  return (input) => {
    drop([schema as Shape], input);
    return input;
  };
}

function drop(shapes: readonly Shape[], value: unknown): void {
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return;
  const forms = shapes.flatMap((shape) => formsOf(shape, value));
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries())
      drop(
        forms.flatMap(({ items }) => itemAt(items, at)),
        inner,
      );
    return;
  }
  if (forms.length === 0 || forms.some(isOpen)) return;
  for (const [name, inner] of Object.entries(value)) {
    const known = forms.flatMap((form) => fieldOf(form, name));
    if (known.length === 0) delete (value as Record<string, unknown>)[name];
    else drop(known, inner);
  }
}

/** The forms without alternatives that a value has. */
function formsOf(shape: Shape, value: unknown): Shape[] {
  const { anyOf, allOf, ...own } = shape;
  const alternatives = (anyOf ?? []).filter((one) => fits(one, value)).flatMap((one) => formsOf(one, value));
  const together = (allOf ?? []).flatMap((one) => formsOf(one, value));
  const isOwn = (anyOf === undefined && allOf === undefined) || !isOpen(own);
  return [...(isOwn ? [own] : []), ...alternatives, ...together];
}

function itemAt(items: Shape["items"], at: number): Shape[] {
  if (items === undefined) return [];
  if (!isList(items)) return [items];
  const item = items[at];
  return item === undefined ? [] : [item];
}

function isList(items: Shape | readonly Shape[]): items is readonly Shape[] {
  return Array.isArray(items);
}

function fieldOf({ properties = {}, patternProperties = {}, additionalProperties }: Shape, name: string): Shape[] {
  if (Object.hasOwn(properties, name)) return [properties[name] ?? {}];
  const byPattern = Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, "u").test(name));
  if (byPattern !== undefined) return [byPattern[1]];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}

/** Whether a form says nothing about the fields of the thing: files, answers of a passkey. */
function isOpen({ properties, patternProperties, additionalProperties }: Shape): boolean {
  return properties === undefined && patternProperties === undefined && typeof additionalProperties !== "object";
}

const checks = new WeakMap<Shape, (value: unknown) => boolean>();

function fits(shape: Shape, value: unknown): boolean {
  let check = checks.get(shape);
  if (check === undefined) {
    const validator = Compile(shape as TSchema);
    check = (one) => validator.Check(one);
    checks.set(shape, check);
  }
  return check(value);
}

const notUnderstood = ["$ref", "$dynamicRef", "oneOf", "not", "if", "dependentSchemas", "prefixItems"];

function demandUnderstood(shape: Shape, place: string): void {
  const odd = notUnderstood.find((word) => word in shape);
  if (odd !== undefined) throw new Error(`${place}: ${odd} in a contract; what is unknown could not be told`);
  const { properties = {}, patternProperties = {}, additionalProperties, items, anyOf = [], allOf = [] } = shape;
  for (const [name, inner] of Object.entries({ ...properties, ...patternProperties }))
    demandUnderstood(inner, `${place}.${name}`);
  if (typeof additionalProperties === "object") demandUnderstood(additionalProperties, `${place}.*`);
  for (const one of [...anyOf, ...allOf, ...(items === undefined ? [] : isList(items) ? items : [items])])
    demandUnderstood(one, place);
}
