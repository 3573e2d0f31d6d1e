import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { AreaMapping } from "./contract.ts";
import { type Attribute, attributeText, type Feature, featureName, type Layer } from "./layer.ts";

/** An area as a file describes it, before anything is known about what is there already. */
export interface AreaDraft {
  readonly code: string;
  readonly name: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** All features with this code, in the file's order: together one area, islands included. */
  readonly features: readonly Feature[];
  readonly wholes: readonly WholeDraft[];
}

export interface WholeDraft {
  readonly level: string;
  readonly code: string;
  /** Empty where the file does not say. */
  readonly name: string;
}

export interface AreaDrafts {
  readonly drafts: readonly AreaDraft[];
  /** Features or rows that met the conditions. */
  readonly read: number;
  readonly findings: readonly Finding[];
}

type Column = AreaMapping["code"];

/**
 * The areas that a mapping finds in a layer or list: one per code, with its name,
 * its larger areas and its days.
 *
 * Codes are text; zeros in front stay. Refuses a mapping that names attributes the
 * file does not have, with those that it has.
 */
export function draftAreas(layer: Layer, mapping: AreaMapping): AreaDrafts {
  demandAttributes(layer, mapping);
  const findings: Finding[] = [];
  const say = (severity: Finding["severity"], code: string, parameters: Finding["parameters"]): void => {
    findings.push({ code: `collect.${code}`, severity, place: { file: layer.file }, parameters });
  };
  const chosen = layer.features.filter((feature) => meets(feature, mapping));
  if (chosen.length === 0)
    throw new Refusal("collect.noFeatureMeetsFilter", { file: layer.file, features: layer.features.length });
  const drafts = new Map<string, AreaDraft>();
  for (const feature of chosen) {
    const code = columnText(feature.attributes, mapping.code);
    if (code === "") {
      say("error", "codeEmpty", { feature: featureName(feature) });
      continue;
    }
    const name = mapping.name === undefined ? "" : columnText(feature.attributes, mapping.name);
    const wholes = (mapping.wholes ?? []).flatMap((whole): WholeDraft[] => {
      const from = columnText(feature.attributes, whole.code);
      const wholeCode = whole.members === undefined ? from : (whole.members[from] ?? whole.members[code] ?? "");
      if (wholeCode === "") {
        say("warning", "wholeNotNamed", { area: code, level: whole.level.id });
        return [];
      }
      const wholeName = whole.name === undefined ? "" : columnText(feature.attributes, whole.name);
      return [{ level: whole.level.id, code: wholeCode, name: whole.names?.[wholeCode] ?? wholeName }];
    });
    const draft: AreaDraft = {
      code,
      name: name === "" ? code : name,
      validFrom: dayOf(feature.attributes, mapping.validFrom),
      validTo: dayOf(feature.attributes, mapping.validTo),
      features: [feature],
      wholes,
    };
    const before = drafts.get(code);
    if (before === undefined) {
      drafts.set(code, draft);
      continue;
    }
    if (before.name !== draft.name) say("warning", "twoNames", { code, one: before.name, other: draft.name });
    const differs = before.wholes.find((whole) =>
      wholes.some((other) => other.level === whole.level && other.code !== whole.code),
    );
    if (differs !== undefined) say("error", "twoWholes", { code, level: differs.level });
    // Two states of one area in time are not two parts of it.
    if (before.validFrom !== draft.validFrom)
      say("error", "twoValidities", { code, one: before.validFrom ?? "ohne", other: draft.validFrom ?? "ohne" });
    drafts.set(code, { ...before, features: [...before.features, feature] });
  }
  return {
    drafts: [...drafts.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    read: chosen.length,
    findings: [...findings, ...lostZeros(layer.file, [...drafts.keys()])],
  };
}

/**
 * The text that a column of the mapping gives for one feature: an attribute,
 * several joined, or a piece of it.
 *
 * @example
 * columnText({ ags: "01056002" }, "ags") // "01056002"
 * columnText({ ags: "01056002" }, { attributes: ["ags"], first: 5 }) // "01056"
 * columnText({ ags: 1056002 }, { attributes: ["ags"], digits: 8 }) // "01056002"
 * columnText({ ars: "010565660001" }, { attributes: ["ars"], key: "ags" }) // "01056001"
 * columnText({ Land: "01", RB: "0", Kreis: "56", Gem: "002" }, { attributes: ["Land", "RB", "Kreis", "Gem"] }) // "01056002"
 */
export function columnText(attributes: Readonly<Record<string, Attribute>>, column: Column): string {
  if (typeof column === "string") return attributeText(attributes[column]);
  let text = column.attributes.map((attribute) => attributeText(attributes[attribute])).join("");
  if (text !== "" && column.digits !== undefined) text = text.padStart(column.digits, "0");
  if (column.key === "ags" && /^\d{12}$/.test(text)) text = text.slice(0, 5) + text.slice(9);
  if (column.from !== undefined) text = text.slice(column.from - 1);
  return column.first === undefined ? text : text.slice(0, column.first);
}

function meets(feature: Feature, mapping: AreaMapping): boolean {
  return (mapping.filter ?? []).every(({ column, startsWith, equals }) => {
    const text = columnText(feature.attributes, column);
    return (startsWith === undefined || text.startsWith(startsWith)) && (equals === undefined || text === equals);
  });
}

function dayOf(attributes: Readonly<Record<string, Attribute>>, choice: AreaMapping["validFrom"]): string | null {
  if (choice === undefined || typeof choice === "string") return choice ?? null;
  // KomMonitor and INSPIRE write a moment; only its day counts here.
  const day = /^\d{4}-\d{2}-\d{2}/.exec(attributeText(attributes[choice.attribute]))?.[0];
  return day ?? null;
}

function demandAttributes(layer: Layer, mapping: AreaMapping): void {
  const there = new Set(layer.features.flatMap((feature) => Object.keys(feature.attributes)));
  const columns = [mapping.code, mapping.name, ...(mapping.filter ?? []).map((f) => f.column)].concat(
    (mapping.wholes ?? []).flatMap((whole) => [whole.code, whole.name]),
  );
  for (const column of columns) {
    if (column === undefined) continue;
    for (const attribute of typeof column === "string" ? [column] : column.attributes) {
      if (!there.has(attribute))
        throw new Refusal("collect.attributeMissing", {
          file: layer.file,
          attribute,
          attributes: [...there].slice(0, 25).join(", "),
        });
    }
  }
}

/** A column of numbers in which some codes are one digit short has lost its leading zeros. */
function lostZeros(file: string, codes: readonly string[]): Finding[] {
  const lengths = new Set(codes.map((code) => code.length));
  const numeric = codes.every((code) => /^\d+$/.test(code));
  // AGS has 8 digits, ARS 12, Kreise 5, associations 9: one digit less begins with a Land from 01 to 09.
  const short = [7, 11].find((length) => lengths.has(length));
  if (!numeric || short === undefined || [...lengths].some((length) => length !== short && length !== short + 1))
    return [];
  const example = codes.find((code) => code.length === short) ?? "";
  return [
    {
      code: "collect.zeroLost",
      severity: "warning",
      place: { file },
      parameters: { code: example, digits: short + 1, full: `0${example}` },
    },
  ];
}
