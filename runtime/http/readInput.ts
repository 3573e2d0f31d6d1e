import { rm } from "node:fs/promises";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { coerce } from "./coerce.ts";
import { keepUpload } from "./keepUpload.ts";
import type { Upload } from "./operation.ts";

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>;
}

export interface ReadSettings {
  readonly folder: string;
  readonly uploadMegabytes: number;
  /** What the person may still send today. */
  readonly shareLeft: { readonly bytes: number; readonly megabytes: number };
}

/**
 * What an operation gets: path, query and body or form fields as one object, sent
 * files streamed to disk before it starts.
 */
export async function readInput(request: FastifyRequest, schema: object, settings: ReadSettings): Promise<ReadInput> {
  const properties = (schema as ObjectSchema).properties ?? {};
  const read: ReadInput = { input: {}, uploads: [] };
  const take = (name: string, text: string | readonly string[]) => {
    read.input[name] = coerce(properties[name] ?? {}, text);
  };
  try {
    for (const [name, text] of Object.entries(request.query as Record<string, string | string[]>)) take(name, text);
    if (request.isMultipart()) await readForm(request, properties, settings, read, take);
    else if (typeof request.body === "object" && request.body !== null) Object.assign(read.input, request.body);
    for (const [name, text] of Object.entries(request.params as Record<string, string>)) take(name, text);
    demandHonestUploads(properties, read);
    return read;
  } catch (trouble) {
    for (const { path } of read.uploads) await rm(path, { force: true });
    throw trouble;
  }
}

export interface ReadInput {
  readonly input: Record<string, unknown>;
  /** Files on disk that the caller removes when the work is done. */
  readonly uploads: Upload[];
}

async function readForm(
  request: FastifyRequest,
  properties: Readonly<Record<string, object>>,
  settings: ReadSettings,
  { input, uploads }: ReadInput,
  take: (name: string, text: string) => void,
): Promise<void> {
  const limits = { fileSize: settings.uploadMegabytes * 2 ** 20, files: 20, fields: 100, fieldSize: 2 ** 24 };
  for await (const part of request.parts({ limits })) {
    if (part.type === "field") {
      take(part.fieldname, String(part.value));
      continue;
    }
    const expected = properties[part.fieldname];
    if (expected === undefined || !("x-upload" in expected || isUploadList(expected))) {
      part.file.resume();
      throw new Refusal("http.unknownField", { field: part.fieldname, known: Object.keys(properties).join(", ") });
    }
    const upload = await keepUpload(part.file, part.filename, settings.folder, settings.uploadMegabytes);
    uploads.push(upload);
    const { shareLeft } = settings;
    if (uploads.reduce((sum, { bytes }) => sum + bytes, 0) > shareLeft.bytes)
      throw new Refusal("http.uploadShare", { megabytes: shareLeft.megabytes }, { kind: "later" });
    const before = input[part.fieldname];
    input[part.fieldname] = isUploadList(expected) ? [...(Array.isArray(before) ? before : []), upload] : upload;
  }
}

// Only the server makes uploads: a path in a JSON body would read any file of this machine.
function demandHonestUploads(properties: Readonly<Record<string, object>>, { input, uploads }: ReadInput): void {
  const isHonest = (one: unknown) => uploads.includes(one as Upload);
  for (const [name, expected] of Object.entries(properties)) {
    const given = input[name];
    if (given === undefined) continue;
    const isFine = isUploadList(expected)
      ? Array.isArray(given) && given.every(isHonest)
      : !("x-upload" in expected) || isHonest(given);
    if (!isFine) throw new Refusal("http.notAFile", { field: name });
  }
}

function isUploadList(schema: object): boolean {
  const { items } = schema as { items?: object };
  return items !== undefined && "x-upload" in items;
}
