import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Value } from "typebox/value";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { chosenForm } from "./chosenForm.ts";
import { dropUnknown } from "./dropUnknown.ts";

/**
 * The check that a contract's input makes: refuses with a sentence that names the field, and takes away what no
 * contract asks for, at every depth.
 *
 * Compiled once per contract.
 */
export function inputCheck(schema: TSchema): (input: Record<string, unknown>) => void {
  const validator = Compile(schema);
  const keepKnown = dropUnknown(schema);
  return (input) => {
    demandStorable(input);
    if (validator.Check(input)) {
      keepKnown(input);
      return;
    }
    const form = chosenForm(schema, input);
    if (form instanceof Refusal) throw form;
    const errors: SchemaError[] =
      form === undefined
        ? validator.Errors(input)
        : Value.Errors(form.schema, form.content).map((error) => ({
            ...error,
            instancePath: `${form.at}${error.instancePath}`,
          }));
    const [first] = errors.map(refusalOf).sort(byWeight);
    throw first?.refusal ?? new Refusal("http.wrongForm", { field: "?" });
  };
}

// As deep as nothing is that a person wrote; deeper, whoever walks down by calling oneself would run out of room.
const deepest = 100;

/** Refuses what cannot be kept, whether a contract asks for it or not: PostgreSQL keeps no text with U+0000. */
function demandStorable(content: unknown, at = "", depth = 0): void {
  const spoilt = typeof content === "string" && content.includes("\0");
  if (spoilt) throw new Refusal("http.unprintable", { field: at });
  if (typeof content !== "object" || content === null || Buffer.isBuffer(content)) return;
  if (depth > deepest) throw new Refusal("http.nestedTooDeep", { field: at.split(".")[0] ?? "?" });
  for (const [name, inner] of Object.entries(content)) {
    if (name.includes("\0")) throw new Refusal("http.unprintable", { field: at || "?" });
    demandStorable(inner, at === "" ? name : `${at}.${name}`, depth + 1);
  }
}

/** Whether an answer keeps its contract; our own fault where it does not. */
export function outputCheck(name: string, schema: TSchema): (output: unknown) => void {
  const validator = Compile(schema);
  return (output) => {
    // As the reader gets it: fields without a value do not travel.
    const travelled: unknown = JSON.parse(JSON.stringify(output ?? null));
    if (validator.Check(travelled)) return;
    const [first] = validator.Errors(travelled);
    throw new Error(`answer of ${name} breaks its contract at ${first?.instancePath}: ${first?.message}`);
  };
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}

interface Weighed {
  readonly weight: number;
  readonly refusal: Refusal;
}

// A missing field explains more than the members of a union that therefore did not fit.
function byWeight(a: Weighed, b: Weighed): number {
  return a.weight - b.weight;
}

function refusalOf(error: SchemaError): Weighed {
  const params = error.params as Record<string, unknown>;
  const field = error.instancePath.slice(1).replaceAll("/", ".") || "?";
  const refuse = (weight: number, code: string, more: Record<string, string | number> = {}) => ({
    weight,
    refusal: new Refusal(`http.${code}`, { field, ...more }),
  });
  const limit = typeof params.limit === "number" ? params.limit : 0;
  switch (error.keyword) {
    case "required": {
      const [missing = "?"] = (params.requiredProperties ?? []) as string[];
      const path = error.instancePath === "" ? missing : `${field}.${missing}`;
      return { weight: 0, refusal: new Refusal("http.missingField", { field: path }) };
    }
    case "additionalProperties": {
      const [extra = "?"] = (params.additionalProperties ?? []) as string[];
      return refuse(1, "unknownField", { field: extra, known: "siehe /api/openapi.json" });
    }
    case "type":
      return refuse(1, wrongType[String(params.type)] ?? "wrongForm");
    case "enum":
      return refuse(1, "wrongChoice", { choices: ((params.allowedValues ?? []) as unknown[]).join(", ") });
    case "minimum":
    case "exclusiveMinimum":
      return refuse(1, "tooSmall", { limit });
    case "maximum":
    case "exclusiveMaximum":
      return refuse(1, "tooLarge", { limit });
    case "minLength":
    case "minItems":
      return refuse(1, "tooShort", { limit });
    case "maxLength":
    case "maxItems":
      return refuse(1, "tooLong", { limit });
    case "const":
      return refuse(3, "wrongForm");
    default:
      return refuse(2, "wrongForm");
  }
}

const wrongType: Readonly<Record<string, string>> = {
  number: "notANumber",
  integer: "notAnInteger",
  string: "notAText",
  boolean: "notYesOrNo",
  array: "notAList",
  object: "notAnObject",
};
