import { Value } from "typebox/value";
import { type Document, LineCounter, parseDocument, visit } from "yaml";
import { readNested } from "../../kernel/text/readNested.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { Specification } from "./specification.ts";
import { bandName } from "./table/bandName.ts";
import { hierarchyParts } from "./table/hierarchyParts.ts";

/**
 * A table specification from its YAML text. Codes may be written without quotes:
 * `01056` stays text, with its leading zero.
 *
 * Refuses what is no YAML, and what the format does not know, with the place.
 *
 * @example
 * readSpecification("title: T\ndimensions: [{id: a}]\nrules: [{kind: minimumCount, minimum: 3}]", "s.yaml").dimensions // [{ id: "a" }]
 */
export function readSpecification(text: string, file: string, otherFile?: OtherFile): Specification {
  return readNested(
    text,
    () => specificationFrom(text, file, otherFile),
    () => {
      throw new Refusal("protect.specificationTooDeep", {}, { place: { file } });
    },
  );
}

function specificationFrom(text: string, file: string, otherFile: OtherFile | undefined): Specification {
  const counter = new LineCounter();
  // Everything is read as text first: to YAML 1.2, 01056 would be the number 1056.
  const document = parseDocument(text, { schema: "failsafe", lineCounter: counter, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    throw new Refusal("protect.specificationUnreadable", {}, { place: { file, row: line, column: col } });
  }
  const open = unfilled(document);
  const [first] = open;
  if (first !== undefined)
    throw new Refusal(
      "protect.templateUnfilled",
      { count: open.length, text: first.text },
      { place: { file, row: counter.linePos(first.at).line } },
    );
  const found = withHierarchyFiles(contentOf(document, file), otherFile);
  if (Value.Check(Specification, found)) {
    demandDifferent(found, file);
    return withBandCodes(found);
  }
  const [wrong] = Value.Errors(Specification, found);
  const path = (wrong?.instancePath ?? "").split("/").filter((part) => part !== "");
  const node = document.getIn(
    path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    true,
  ) as { range?: [number, number, number] } | undefined;
  const at = node?.range?.[0];
  throw new Refusal(
    "protect.specificationWrong",
    { path: path.join(".") || "Tabellenbeschreibung", reason: reasonInWords(wrong) },
    { place: { file, ...(at === undefined ? {} : { row: counter.linePos(at).line }) } },
  );
}

/** The text of a file beside the specification, its path counted from there. */
export type OtherFile = (path: string) => string;

/** Hierarchies that stand in files of their own, read into their place; whatever is not of that form stays as it is. */
function withHierarchyFiles(content: unknown, otherFile: OtherFile | undefined): unknown {
  if (!isSection(content) || !Array.isArray(content.dimensions) || otherFile === undefined) return content;
  const dimensions = content.dimensions.map((dimension: unknown) => {
    if (!isSection(dimension) || !Array.isArray(dimension.hierarchies)) return dimension;
    const hierarchies = dimension.hierarchies.map((hierarchy: unknown) => {
      if (!isSection(hierarchy) || typeof hierarchy.file !== "string" || "parts" in hierarchy) return hierarchy;
      const { file, whole, part, ...rest } = hierarchy;
      const columns = {
        ...(typeof whole === "string" ? { whole } : {}),
        ...(typeof part === "string" ? { part } : {}),
      };
      return { ...rest, parts: hierarchyParts(otherFile(file), file, columns) };
    });
    return { ...dimension, hierarchies };
  });
  return { ...content, dimensions };
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Two dimensions of one name or from one column are a slip that would be told as something else later. */
function demandDifferent({ dimensions }: Specification, file: string): void {
  const names = (name: (d: Specification["dimensions"][number]) => string) => dimensions.map(name);
  for (const list of [names((d) => d.id), names((d) => d.column ?? d.id)]) {
    const twice = list.find((name, at) => list.indexOf(name) !== at);
    if (twice !== undefined) throw new Refusal("protect.dimensionTwice", { dimension: twice }, { place: { file } });
  }
}

// References that lead nowhere, into themselves, or multiply without end are no description of a table.
function contentOf(document: Document, file: string): unknown {
  try {
    return numbersWhereWanted(document.toJS());
  } catch {
    throw new Refusal("protect.specificationUnreadable", {}, { place: { file, row: 1, column: 1 } });
  }
}

/** What a template leaves to those who know their records: texts and keys in pointed brackets. */
function unfilled(document: Document): { text: string; at: number }[] {
  const found: { text: string; at: number }[] = [];
  visit(document, {
    Scalar: (_, { value, range }) => {
      if (typeof value === "string" && /^<[^<>]+>$/.test(value)) found.push({ text: value, at: range?.[0] ?? 0 });
    },
  });
  return found;
}

/** Bands of numbers are codes of their own, in the order of the numbers; so are those that records are recoded to. */
function withBandCodes(specification: Specification): Specification {
  return {
    ...specification,
    dimensions: specification.dimensions.map((d) => {
      const { bands, recode } = d;
      if (d.codes !== undefined) return d;
      if (bands !== undefined) return { ...d, codes: bands.map((from, at) => bandName(from, bands[at + 1])) };
      return recode === undefined || d.hierarchies !== undefined
        ? d
        : { ...d, codes: [...new Set(Object.values(recode))] };
    }),
  };
}

const numeric = new Set([
  "minimum",
  "n",
  "k",
  "p",
  "q",
  "protection",
  "hiddenTogether",
  "base",
  "largestChange",
  "variance",
  "forbiddenUpTo",
  "largest",
  "headLine",
  "decimals",
]);
const yesOrNo = new Set(["singletons"]);

function numbersWhereWanted(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => numbersWhereWanted(item, name === "bands" ? "minimum" : ""));
  if (typeof value === "object" && value !== null) {
    // The codes of a hierarchy and of records are the county's own words, whatever they look like.
    if (name === "parts" || name === "recode" || name === "only") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, numbersWhereWanted(inner, key)]));
  }
  if (typeof value !== "string") return value;
  if (numeric.has(name) && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (yesOrNo.has(name) && (value === "true" || value === "false")) return value === "true";
  return value;
}

interface SchemaError {
  readonly keyword: string;
  readonly params: object;
}

function reasonInWords(error: SchemaError | undefined): string {
  const params = { ...error?.params } as Record<string, unknown>;
  switch (error?.keyword) {
    case "required":
      return `es fehlt ${list(params.requiredProperties)}`;
    case "additionalProperties":
      return `${list(params.additionalProperties)} ist hier nicht bekannt`;
    case "type":
      return `erwartet wird ${types[String(params.type)] ?? String(params.type)}`;
    case "minItems":
      return "die Liste ist leer";
    case "minimum":
    case "exclusiveMinimum":
    case "maximum":
      return "die Zahl liegt außerhalb des Erlaubten";
    default:
      return "diese Angabe ist hier nicht vorgesehen";
  }
}

const types: Readonly<Record<string, string>> = {
  string: "ein Text",
  number: "eine Zahl",
  integer: "eine ganze Zahl",
  boolean: "true oder false",
  array: "eine Liste",
  object: "ein Abschnitt mit eigenen Angaben",
};

function list(names: unknown): string {
  return Array.isArray(names) ? names.map((name) => `„${name}“`).join(", ") : "eine Angabe";
}
