import { Type } from "typebox";
import { expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { freshDatabase } from "../store/testDatabase.ts";
import { inputCheck } from "./checkInput.ts";
import { type Operation, operation } from "./operation.ts";
import { serverInTest } from "./serverInTest.ts";

const bed = Type.Object({ rows: Type.Integer(), note: Type.Optional(Type.Object({ text: Type.String() })) });
const plant = operation(
  {
    name: "garden.plant",
    method: "POST",
    path: "/api/garden",
    summary: { de: "Pflanzen" },
    policy: { action: "create", object: "delivery" },
    input: Type.Object({
      bed: Type.Optional(bed),
      beds: Type.Optional(Type.Array(bed)),
      // The first form is a part of the second: what the second knows stays.
      seed: Type.Optional(
        Type.Union([Type.Object({ name: Type.String() }), Type.Object({ name: Type.String(), grams: Type.Integer() })]),
      ),
      tool: Type.Optional(
        Type.Union([
          Type.Object({ kind: Type.Literal("spade"), width: Type.Integer() }),
          Type.Object({ kind: Type.Literal("rake"), teeth: Type.Integer() }),
        ]),
      ),
      byMonth: Type.Optional(Type.Record(Type.String(), bed)),
      pair: Type.Optional(Type.Tuple([bed, Type.String()])),
      strict: Type.Optional(Type.Object({ deep: Type.Integer() }, { additionalProperties: false })),
      whatever: Type.Optional(Type.Object({})),
      device: Type.Optional(Type.Unsafe<object>({ type: "object" })),
    }),
    output: Type.Any(),
  },
  async (_, input) => input,
);
const server = await serverInTest(await freshDatabase(), {
  stages: new Map([["garden", { operations: [plant], phrases: {} }]]),
});

async function given(payload: object) {
  const answer = await server.inject({ method: "POST", url: "/api/garden", payload });
  return { status: answer.statusCode, body: answer.json() };
}

test("what no contract asks for never reaches an operation, at whatever depth it lies", async () => {
  const odd = { owner: "jemand", rows: 2, note: { text: "hell", author: "jemand", more: { state: "released" } } };
  const known = { rows: 2, note: { text: "hell" } };
  const { body } = await given({
    ...{ state: "released", bed: odd, beds: [odd, { rows: 1, grants: ["R11"] }] },
    ...{ byMonth: { Mai: odd, constructor: odd }, pair: [odd, "x"] },
  });
  expect(body).toEqual({
    bed: known,
    beds: [known, { rows: 1 }],
    byMonth: { Mai: known, constructor: known },
    pair: [known, "x"],
  });
});

test("of several forms that a thing may have, each keeps what it knows and nothing of the others", async () => {
  expect((await given({ seed: { name: "Kresse", grams: 5, by: "jemand" } })).body).toEqual({
    seed: { name: "Kresse", grams: 5 },
  });
  expect((await given({ tool: { kind: "rake", teeth: 9, width: 3 } })).body).toEqual({
    tool: { kind: "rake", teeth: 9 },
  });
});

test("a strict contract refuses by name, one that names no field leaves none, one that says any object leaves it", async () => {
  const refused = await given({ strict: { deep: 3, deeper: 4 } });
  expect(refused).toMatchObject({ status: 400, body: { code: "http.unknownField", parameters: { field: "deeper" } } });
  expect((await given({ whatever: { a: 1 } })).body).toEqual({ whatever: {} });
  const device = { id: "x", response: { clientDataJSON: "y" } };
  expect((await given({ device })).body).toEqual({ device });
});

test("a body nested a hundred thousand times is refused, not a fault", async () => {
  const deep = `{"bed":{"rows":1,"x":${'{"x":'.repeat(100_000)}1${"}".repeat(100_000)}}}`;
  const headers = { "content-type": "application/json" };
  const answer = await server.inject({ method: "POST", url: "/api/garden", headers, payload: deep });
  expect([answer.statusCode, answer.json().code]).toEqual([400, "http.nestedTooDeep"]);
});

const operations: Operation[] = [...serverStages.values()].flatMap((stage) => [...stage.operations]);

test("X-023 in every operation of the platform an unknown field is dropped or refused in each nested object", () => {
  const wrong: string[] = [];
  let tried = 0;
  for (const { contract } of operations) {
    const check = inputCheck(contract.input);
    for (const spot of spotsOf(contract.input as Shape)) {
      const input = sample(contract.input as Shape, spot) as Record<string, unknown>;
      const place = `${contract.name}.${spot.join(".")}`;
      tried += 1;
      expect(JSON.stringify(input), place).toContain(mark);
      try {
        check(input);
      } catch (trouble) {
        const code = (trouble as { code?: string }).code;
        // Of several forms none fits: the sentence names the place where they part.
        if (code !== "http.unknownField" && !(isStrictAt(contract.input as Shape, spot) && code === "http.wrongForm"))
          wrong.push(`${place}: ${code} ${JSON.stringify(input)}`);
        continue;
      }
      if (JSON.stringify(input).includes(mark)) wrong.push(`${place}: kept`);
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});

const mark = "untergeschoben";

interface Shape {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: unknown;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly anyOf?: readonly Shape[];
}

type Spot = readonly (string | number)[];

/** Places of all objects whose fields a contract names: steps are fields, `[]`, `{}`, and numbers of alternatives. */
function spotsOf(shape: Shape): Spot[] {
  const inner = stepsOf(shape).flatMap(([step, one]) => spotsOf(one).map((spot): Spot => [step, ...spot]));
  return shape.properties === undefined ? inner : [[], ...inner];
}

function stepsOf({ properties = {}, patternProperties = {}, items, anyOf = [] }: Shape): [string | number, Shape][] {
  return [
    ...Object.entries(properties),
    ...Object.values(patternProperties).map((one): [string, Shape] => ["{}", one]),
    ...(items === undefined ? [] : [["[]", items] as [string, Shape]]),
    ...anyOf.entries(),
  ];
}

function isStrictAt(shape: Shape, spot: Spot): boolean {
  const [step, ...rest] = spot;
  if (step === undefined) return shape.additionalProperties === false;
  const next = stepsOf(shape).find(([one]) => one === step)?.[1];
  return next !== undefined && isStrictAt(next, rest);
}

/** Something that fits a contract, with one field too many at a spot. */
function sample(given: Shape, spot: Spot | undefined): unknown {
  // Of several types that a field may have, the first.
  const shape = Array.isArray(given.type) ? { ...given, type: given.type[0] as string } : given;
  const [step, ...rest] = spot ?? [];
  const below = (name: string | number) => (step === name ? rest : undefined);
  if ("const" in shape) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.anyOf !== undefined) {
    const chosen = typeof step === "number" ? step : 0;
    return sample(shape.anyOf[chosen] ?? {}, below(chosen));
  }
  if (shape.items !== undefined || shape.type === "array")
    return Array.from({ length: Math.max(1, shape.minItems ?? 1) }, () => sample(shape.items ?? {}, below("[]")));
  if (shape.properties !== undefined || shape.type === "object")
    return {
      ...Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, one]) => [name, sample(one, below(name))]),
      ),
      ...Object.fromEntries(Object.values(shape.patternProperties ?? {}).map((one) => ["x", sample(one, below("{}"))])),
      ...(spot?.length === 0 ? { owner: mark } : {}),
    };
  if (shape.type === "integer" || shape.type === "number") return shape.minimum ?? (shape.exclusiveMinimum ?? 0) + 1;
  if (shape.type === "boolean") return true;
  if (shape.type === "null") return null;
  if (shape.type === "string") return text(shape);
  return {};
}

const words = [
  "EPSG:25832",
  "/raeume",
  "GEM",
  "gem",
  "2024-01-01",
  "2024",
  "R1",
  "0",
  "01001",
  "a".repeat(16),
  "a".repeat(43),
  "a".repeat(64),
  "ada@kreis.example",
];

function text({ pattern, format, minLength = 0 }: Shape): string {
  if (format === "date") return "2024-01-01";
  const fit = words.find(
    (word) => word.length >= minLength && (pattern === undefined || new RegExp(pattern, "u").test(word)),
  );
  if (fit === undefined) throw new Error(`no word for ${pattern}`);
  return fit;
}
