import { expect, test } from "vitest";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { readSpecification } from "./readSpecification.ts";

test.each([
  ["into themselves", "title: &a [*a]\n"],
  ["nowhere", "title: *z\n"],
  [
    "to ever more of them",
    [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ...["b", "c", "d", "e"].map((name, at) => `${name}: &${name} [${`*${"abcd"[at]},`.repeat(9)}]`),
    ].join("\n"),
  ],
])("a table specification with references %s is refused with its place", (_, text) => {
  const read = () => readSpecification(text, "s.yaml");
  expect(read).toThrow(Refusal);
  expect(read).toThrow(
    expect.objectContaining({ code: "protect.specificationUnreadable", place: { file: "s.yaml", row: 1, column: 1 } }),
  );
});

test.each([
  ["lists in lists", "- ".repeat(100_000)],
  ["brackets", "[".repeat(100_000)],
  ["ever deeper keys", Array.from({ length: 3_000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
  ["keys behind keys on one line", `a:\n  label: ${"Ael: ".repeat(3_000)}x\nb: 1`],
])("a text of nothing but nesting, %s, is refused with a sentence before it is read", (_, text) => {
  expect(() => readSpecification(text, "s.yaml")).toThrow(
    expect.objectContaining({ code: "protect.specificationTooDeep", place: { file: "s.yaml" } }),
  );
});
