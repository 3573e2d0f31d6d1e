import { existsSync, readFileSync } from "node:fs";
import { Value } from "typebox/value";
import { parse } from "yaml";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call } from "../../../runtime/cli/command.ts";
import { AreaMapping } from "../../../stages/collect/collect.ts";

type Column = AreaMapping["code"];

/**
 * The mapping that a call asks for: what was proposed (`--propose`), over it a file
 * of its own (`--mapping`, YAML or JSON), and over that whatever the options say.
 */
export function areaMappingOf(call: Call, proposed?: Partial<AreaMapping>): AreaMapping {
  const text = (option: string): string | undefined => {
    const value = call.values[option];
    return typeof value === "string" ? value : undefined;
  };
  const list = (option: string): string[] => [call.values[option] ?? []].flat().map(String);
  const given = { ...proposed, ...(text("mapping") === undefined ? {} : mappingFile(text("mapping") ?? "")) };
  const level = text("level");
  const facts = definedOnly({
    kind: text("kind"),
    partition: call.values.overlapping === true ? false : undefined,
    author: text("author"),
    purpose: text("purpose"),
    criteria: text("criteria"),
    decidedOn: text("decided-on"),
    approval: text("approval"),
  });
  const division = text("division") ?? level?.toLowerCase();
  const merged = {
    ...given,
    ...(proposed === undefined ? {} : factsAdded(given, facts)),
    ...(level === undefined
      ? {}
      : {
          level: definedOnly({
            id: level,
            label: labelled(text("level-label")),
            rank: text("rank") === undefined ? undefined : Number(text("rank")),
            purposes: text("purposes")?.split(","),
          }),
        }),
    ...(division === undefined
      ? {}
      : { division: definedOnly({ id: division, label: labelled(text("division-label")), ...facts }) }),
    ...(text("valid-on") === undefined
      ? {}
      : {
          boundaryVersion: definedOnly({
            id: text("version"),
            validOn: text("valid-on"),
            source: text("source") ?? "",
            licence: text("licence") ?? "",
          }),
        }),
    ...definedOnly({
      code: optionalColumn(text("code")),
      name: optionalColumn(text("name")),
      projection: text("projection"),
      layer: text("layer"),
      headerRow: text("header-row") === undefined ? undefined : Number(text("header-row")),
    }),
    ...(list("where").length === 0 ? {} : { filter: list("where").map(condition) }),
    ...(list("whole").length === 0
      ? {}
      : { wholes: list("whole").map((whole) => wholeOf(whole, facts, list("inside"))) }),
  };
  if (Value.Check(AreaMapping, merged)) return merged;
  const missing = (["level", "division", "code"] as const).filter((field) => !(field in merged));
  if (missing.length > 0)
    throw new Refusal("cli.missingOption", {
      option: missing.map((field) => `--${field}`).join(", "),
      words: "areas import",
      usage: "DATEI --level GEM --division gemeinden --code ags --name gen",
    });
  const [first] = Value.Errors(AreaMapping, merged);
  throw new Refusal("collect.mappingInvalid", {
    path: first?.instancePath.replace(/^\//, "") || "Zuordnung",
    problem: first?.message ?? "",
  });
}

/**
 * A column as it is written on the command line: `ags`, `Land+RB+Kreis+Gem` joined,
 * `ags:5` its first five characters, `ags@8` filled up with zeros in front.
 *
 * @example
 * columnOf("ags") // "ags"
 * columnOf("ags:5") // { attributes: ["ags"], first: 5 }
 * columnOf("Land+RB+Kreis@5") // { attributes: ["Land", "RB", "Kreis"], digits: 5 }
 */
export function columnOf(written: string): Column {
  const [, names = written, digits, first] = /^(.*?)(?:@(\d+))?(?::(\d+))?$/.exec(written) ?? [];
  const attributes = names.split("+");
  if (attributes.length === 1 && digits === undefined && first === undefined) return names;
  return {
    attributes,
    ...(first === undefined ? {} : { first: Number(first) }),
    ...(digits === undefined ? {} : { digits: Number(digits) }),
  };
}

/** What was proposed about divisions, with who drew them and what for: of the areas, and of larger ones that are made. */
function factsAdded({ division, wholes }: Partial<AreaMapping>, facts: object): Partial<AreaMapping> {
  return {
    ...(division === undefined ? {} : { division: { ...division, ...facts } }),
    ...(wholes === undefined
      ? {}
      : {
          wholes: wholes.map((whole) =>
            whole.division === undefined ? whole : { ...whole, division: { ...facts, ...whole.division } },
          ),
        }),
  };
}

function optionalColumn(written: string | undefined): Column | undefined {
  return written === undefined ? undefined : columnOf(written);
}

/** `ags=01056*` begins with it, `GF=4` is it. */
function condition(written: string): NonNullable<AreaMapping["filter"]>[number] {
  const at = written.indexOf("=");
  if (at < 1) throw new Refusal("collect.mappingInvalid", { path: "--where", problem: written });
  const value = written.slice(at + 1);
  const column = columnOf(written.slice(0, at));
  return value.endsWith("*") ? { column, startsWith: value.slice(0, -1) } : { column, equals: value };
}

/** `KREIS=ags:5` with the code, `KREIS=ags:5,county` with the name too; `AMT=KREIS` among `inside` puts each Amt into its Kreis. */
function wholeOf(written: string, facts: object, nested: readonly string[]): unknown {
  const [, id, code, name] = /^([^=]+)=([^,]+)(?:,(.+))?$/.exec(written) ?? [];
  if (id === undefined || code === undefined)
    throw new Refusal("collect.mappingInvalid", { path: "--whole", problem: written });
  const inside = nested.flatMap((one) => (one.startsWith(`${id}=`) ? one.slice(id.length + 1).split(",") : []));
  return {
    level: { id },
    ...(inside.length === 0 ? {} : { inside }),
    // Larger areas are made where they are missing, by whoever drew the smaller ones.
    ...(Object.keys(facts).length === 0 ? {} : { division: { id: id.toLowerCase(), ...facts } }),
    code: columnOf(code),
    ...(name === undefined ? {} : { name: columnOf(name) }),
  };
}

function mappingFile(path: string): object {
  if (!existsSync(path)) throw new Refusal("cli.noSuchFile", { file: path });
  try {
    const content: unknown = parse(readFileSync(path, "utf8"));
    if (typeof content === "object" && content !== null) return content;
  } catch {
    // Said below, with the sentence for every mapping that cannot be read.
  }
  throw new Refusal("collect.mappingInvalid", { path, problem: "kein YAML oder JSON" });
}

function labelled(text: string | undefined): { de: string } | undefined {
  return text === undefined ? undefined : { de: text };
}

function definedOnly<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
