import type { TSchema } from "typebox";
import { expect, test } from "vitest";
import type { Contract } from "../../kernel/contract/contract.ts";
import words from "../../runtime/http/numbers.en.json" with { type: "json" };
import { type Described, isUntold, keyOfNumber } from "../../runtime/http/numbersTold.ts";
import { openApi } from "../../runtime/http/openApi.ts";
import { serverStages } from "./stages.ts";

const contracts: readonly Contract<TSchema, TSchema>[] = [...serverStages.values()].flatMap((stage) =>
  stage.operations.map((operation) => operation.contract),
);

interface Seen {
  readonly operation: string;
  readonly parent: string;
  readonly name: string;
  readonly schema: Described;
}

// Every field of a schema, with the thing that it belongs to.
function fieldsOf(operation: string, schema: Described, parent = ""): Seen[] {
  const { properties = {}, items, anyOf = [], allOf = [], additionalProperties, patternProperties = {} } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, one]) => [
      { operation, parent, name, schema: one },
      ...fieldsOf(operation, one, name),
    ]),
    ...[items ?? [], anyOf, allOf, typeof additionalProperties === "object" ? additionalProperties : []]
      .flat()
      .concat(Object.values(patternProperties))
      .flatMap((one) => fieldsOf(operation, one, parent)),
  ];
}

test("in the description for machines every number says its unit, or what it counts", () => {
  const { paths } = openApi(contracts, "1") as { paths: Record<string, Record<string, object>> };
  const untold = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((operation) => {
      const {
        operationId,
        parameters = [],
        requestBody,
        responses,
      } = operation as {
        operationId: string;
        parameters?: { name: string; schema: Described }[];
        requestBody?: { content: Record<string, { schema: Described }> };
        responses: Record<string, { content: Record<string, { schema: Described }> }>;
      };
      const input = { properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])) };
      const bodies = [requestBody?.content, responses[200]?.content].flatMap((content) => Object.values(content ?? {}));
      return [input, ...bodies.map(({ schema }) => schema)].flatMap((schema) => fieldsOf(operationId, schema));
    })
    .filter(({ schema }) => isUntold(schema));
  expect(untold.map(({ operation, parent, name }) => `${operation}: ${parent}.${name}`)).toEqual([]);
});

test("no words stand for a number that the interface no longer has", () => {
  const used = contracts
    .flatMap(({ name, input, output }) => [input, output].flatMap((schema) => fieldsOf(name, schema as Described)))
    .filter(({ schema }) => isUntold(schema))
    .map(({ operation, parent, name }) => keyOfNumber(operation, parent, name));
  expect(Object.keys(words).filter((key) => !used.includes(key))).toEqual([]);
});
