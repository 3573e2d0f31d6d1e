import { type TSchema, Type } from "typebox";
import { expect, test } from "vitest";
import { changeRoundContract } from "../../stages/combine/combine.ts";
import { inputCheck } from "./checkInput.ts";

function refused(schema: TSchema, input: Record<string, unknown>) {
  try {
    inputCheck(schema)(input);
  } catch (trouble) {
    const { code, parameters } = trouble as { code: string; parameters: object };
    return { code, ...parameters };
  }
  return undefined;
}

const tool = Type.Union([
  Type.Object({ kind: Type.Literal("spade"), width: Type.Integer({ maximum: 40 }) }),
  Type.Object({ kind: Type.Union([Type.Literal("rake"), Type.Literal("fork")]), teeth: Type.Integer() }),
]);
const shed = Type.Object({ tools: Type.Array(tool), best: Type.Optional(Type.Union([tool, Type.Null()])) });

test("what is wrong is said of the form that somebody meant, at its place", () => {
  const spade = { kind: "spade", width: 20 };
  expect(refused(shed, { tools: [spade, { kind: "fork", teeth: 4 }], best: null })).toBeUndefined();
  expect(refused(shed, { tools: [spade, { kind: "rake" }] })).toEqual({
    code: "http.missingField",
    field: "tools.1.teeth",
  });
  expect(refused(shed, { tools: [spade], best: { kind: "rake", teeth: "vier" } })).toEqual({
    code: "http.notAnInteger",
    field: "best.teeth",
  });
  expect(refused(shed, { tools: [{ kind: "spade", width: 50 }] })).toEqual({
    ...{ code: "http.tooLarge", field: "tools.0.width" },
    limit: 40,
  });
});

test("where the word is missing or unknown, those that there are are named", () => {
  expect(refused(shed, { tools: [{ width: 20 }] })).toEqual({ code: "http.missingField", field: "tools.0.kind" });
  expect(refused(shed, { tools: [{ kind: "hoe" }] })).toEqual({
    ...{ code: "http.wrongChoice", field: "tools.0.kind" },
    choices: "spade, rake, fork",
  });
  const file = Type.Object({ format: Type.Union([Type.Literal("csv"), Type.Literal("xlsx")]) });
  expect(refused(file, { format: "pdf" })).toEqual({ code: "http.wrongChoice", field: "format", choices: "csv, xlsx" });
  expect(refused(file, {})).toEqual({ code: "http.missingField", field: "format" });
});

test("forms that no word tells apart are refused as before", () => {
  const either = Type.Object({ seed: Type.Union([Type.Object({ name: Type.String() }), Type.Integer()]) });
  expect(refused(either, { seed: { name: "Mohn" } })).toBeUndefined();
  expect(refused(either, { seed: {} })).toEqual({ code: "http.missingField", field: "seed.name" });
});

test("PM10-032 of an event in a weighting round the missing field is named, among all its kinds", () => {
  const linked = { kind: "linked", proposal: "v1" };
  expect(refused(changeRoundContract.input, { id: 1, events: [linked] })).toEqual({
    ...{ code: "http.missingField", field: "events.0.indicator" },
  });
});
