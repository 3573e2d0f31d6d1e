import { isMap, isNode, isPair, LineCounter, type Node, parseDocument } from "yaml";
import { readNested } from "../../kernel/text/readNested.ts";
import type { Place } from "../../kernel/trouble/finding.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { type IndexDefinition, indexDefinition } from "./definition.ts";
import { firstTrouble, type Schema } from "./definitionTroubles.ts";
import { type IndexPlan, indexPlan, type PlaceOf } from "./indexPlan.ts";

/**
 * The plan of an index from the text of its definition, YAML or JSON.
 *
 * Refuses with line and column whatever does not fit: broken YAML, unknown keys, weights that add to zero,
 * an indicator in two places. `file` is named in the refusal.
 *
 * @example
 * readDefinition("format: kreislauf-index/1\nid: a\nlabel: A\nindices:\n  - id: b\n    components: [{ indicator: x }]").indicators[0].id // "x"
 */
export function readDefinition(text: string, file?: string): IndexPlan {
  return readNested(
    text,
    () => planFrom(text, file),
    () => {
      throw new Refusal("combine.tooDeep", {}, { place: file === undefined ? {} : { file } });
    },
  );
}

function planFrom(text: string, file: string | undefined): IndexPlan {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: "error",
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { ...(file === undefined ? {} : { file }), row: line, column: col };
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    const code = broken.code === "DUPLICATE_KEY" ? "combine.keyTwice" : "combine.notYaml";
    throw new Refusal(code, {}, { place: at(broken.pos[0]) });
  }
  const placeOf: PlaceOf = (path) => at(offsetOf(document.contents, path));
  const value = plainValue(() => document.toJS({ maxAliasCount: 100 }), at(0));
  const trouble = firstTrouble(indexDefinition as unknown as Schema, value);
  if (trouble !== undefined)
    throw new Refusal(`combine.${trouble.code}`, trouble.parameters, { place: placeOf(trouble.path) as Place });
  return indexPlan(value as IndexDefinition, placeOf);
}

// References that multiply without end are no definition.
function plainValue(read: () => unknown, place: Place): unknown {
  try {
    return read();
  } catch {
    throw new Refusal("combine.notYaml", {}, { place });
  }
}

// The key itself for an entry of a block, since that is what a person looks for; else the nearest thing around it.
function offsetOf(root: Node | null, path: readonly (string | number)[]): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === String(part));
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = isNode(pair.value) ? pair.value : null;
    } else if (node !== null && "items" in node) {
      const item: unknown = (node as { items: unknown[] }).items[Number(part)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
