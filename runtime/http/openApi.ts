import type { TSchema } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import type { StatusOfTrouble } from "./answerCall.ts";
import { numbersTold } from "./numbersTold.ts";

/**
 * The description of the interface for machines, OpenAPI 3.1, made of the very
 * contracts that validate.
 */
export function openApi(contracts: readonly Contract<TSchema, TSchema>[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const contract of [...contracts].sort((a, b) => a.path.localeCompare(b.path, "en"))) {
    const path = contract.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operationOf(contract) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Kreislauf", version, license: { name: "EUPL-1.2", identifier: "EUPL-1.2" } },
    paths,
    components: { schemas: { Refusal: refusal } },
  };
}

const refusal = {
  type: "object",
  required: ["code", "sentence", "parameters", "place"],
  properties: {
    code: { type: "string", description: "Stage first: collect.unknownArea" },
    sentence: { type: "string", description: "What, where and what to do, in German" },
    parameters: { type: "object", additionalProperties: { type: ["string", "number"] } },
    place: {
      type: ["object", "null"],
      description: "Where in a file or text; null where there is no such place",
      properties: {
        file: { type: "string" },
        sheet: { type: "string" },
        row: { type: "integer", description: "From 1" },
        column: { type: "integer", description: "From 1" },
        character: { type: "integer", description: "From 1" },
      },
    },
  },
};

interface Fields {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

function operationOf(contract: Contract<TSchema, TSchema>): object {
  const { properties = {}, required = [] } = numbersTold(contract.name, cleaned(contract.input)) as Fields;
  const inPath = new Set([...contract.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const inBody = contract.method === "POST" || contract.method === "PUT";
  const fields = Object.entries(properties);
  const parameters = fields
    .filter(([name]) => inPath.has(name) || !inBody)
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? "path" : "query",
      required: inPath.has(name) || required.includes(name),
      ...("type" in schema && schema.type === "array" && !inPath.has(name) ? { style: "form", explode: false } : {}),
      schema,
    }));
  const body = fields.filter(([name]) => inBody && !inPath.has(name));
  const isForm = JSON.stringify((contract.input as Fields).properties ?? {}).includes('"x-upload"');
  const bodySchema = {
    type: "object",
    required: required.filter((name) => !inPath.has(name)),
    properties: Object.fromEntries(body),
  };
  return {
    operationId: contract.name,
    tags: [contract.name.slice(0, contract.name.indexOf("."))],
    summary: contract.summary.de,
    ...(contract.summary.en === undefined ? {} : { description: contract.summary.en }),
    "x-policy": contract.policy,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body.length === 0
      ? {}
      : {
          requestBody: {
            required: bodySchema.required.length > 0,
            content: { [isForm ? "multipart/form-data" : "application/json"]: { schema: bodySchema } },
          },
        }),
    responses: {
      200: { description: "Gelungen", content: answerOf(contract) },
      ...Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          status,
          { description, content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } } },
        ]),
      ),
    },
  };
}

const refusals: Readonly<Record<StatusOfTrouble, string>> = {
  400: "Die Angaben passen nicht",
  401: "Dafür muss man angemeldet sein",
  403: "Dafür fehlt das Recht",
  404: "Das Genannte gibt es nicht",
  409: "Etwas anderes kam zuvor",
  422: "So geht es nicht; der Satz sagt, was zu tun ist",
  429: "Das kam zu oft; der Satz sagt, wann es wieder geht",
  500: "Unser Fehler; der Satz nennt seine Nummer",
};

function answerOf({ name, output }: Contract<TSchema, TSchema>): object {
  const type = (output as { "x-file"?: string })["x-file"];
  return type === undefined
    ? { "application/json": { schema: numbersTold(name, cleaned(output)) } }
    : { [type]: { schema: { type: "string", format: "binary" } } };
}

// Plain JSON: our own marks for files become those of OpenAPI.
function cleaned(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_, part: unknown) =>
    typeof part === "object" && part !== null && "x-upload" in part ? { type: "string", format: "binary" } : part,
  );
}
