import type { AreaMapping } from "../spaces/contract.ts";
import type { ProposeAreasOutput } from "../spaces/proposalContract.ts";

type Column = AreaMapping["code"];
type Purpose = NonNullable<AreaMapping["level"]["purposes"]>[number];
type DivisionKind = NonNullable<AreaMapping["division"]["kind"]>;

/** Columns that make one text together, and the piece of it that counts; empty texts leave it whole. */
export interface ColumnDraft {
  readonly columns: readonly string[];
  /** Only so many characters from the left. */
  readonly first: string;
  /** Zeros in front up to this length. */
  readonly digits: string;
  /** The municipal key out of a regional one. */
  readonly isRegional: boolean;
}

/** A level to choose, or with an empty `id` a new one. */
export interface LevelDraft {
  /** Of a level that is there; empty for a new one. */
  readonly known: string;
  readonly label: string;
  readonly english: string;
  readonly id: string;
  readonly rank: string;
  readonly purposes: readonly Purpose[];
}

export interface DivisionDraft {
  /** Of a division that is there; empty for a new one. */
  readonly known: string;
  readonly label: string;
  readonly id: string;
  readonly kind: DivisionKind;
  readonly partition: boolean;
  readonly author: string;
  readonly purpose: string;
  readonly criteria: string;
  readonly decidedOn: string;
  readonly approval: string;
}

export interface WholeDraft {
  readonly level: LevelDraft;
  /** Larger areas that are missing are made, in this division. */
  readonly make: boolean;
  readonly division: DivisionDraft;
  readonly code: ColumnDraft;
  readonly name: string;
  /** What the file itself tells and nobody types: names by code, and in which larger areas these lie. */
  readonly given: Pick<NonNullable<AreaMapping["wholes"]>[number], "names" | "inside">;
}

export interface ConditionDraft {
  readonly column: ColumnDraft;
  readonly how: "startsWith" | "equals";
  readonly value: string;
}

/** What a person says about a file of areas, field by field as the page has them. */
export interface AreasDraft {
  readonly code: ColumnDraft;
  readonly name: string;
  readonly conditions: readonly ConditionDraft[];
  /** All Kreise of the file, where there are several and none was chosen. */
  readonly wantsAll: boolean;
  readonly wholes: readonly WholeDraft[];
  readonly level: LevelDraft;
  readonly division: DivisionDraft;
  readonly validOn: string;
  readonly source: string;
  readonly licence: string;
  readonly projection: string;
  /** What the proposal knows and the page does not ask. */
  readonly given: Pick<AreaMapping, "layer" | "headerRow" | "validFrom" | "validTo">;
}

/** No column yet. */
export const noColumn: ColumnDraft = { columns: [], first: "", digits: "", isRegional: false };

/** A new level of which nothing is known. */
export const newLevel: LevelDraft = { known: "", label: "", english: "", id: "", rank: "", purposes: ["data"] };

/** A new division of which nothing is known. */
export const newDivision: DivisionDraft = {
  known: "",
  label: "",
  id: "",
  kind: "statistical",
  partition: true,
  author: "",
  purpose: "",
  criteria: "",
  decidedOn: "",
  approval: "",
};

/** The page as a proposal fills it in. */
export function draftOf({ mapping, boundaryVersion, projection, groups }: ProposeAreasOutput): AreasDraft {
  const { layer, headerRow, validFrom, validTo } = mapping;
  return {
    code: columnDraft(mapping.code),
    name: columnDraft(mapping.name).columns[0] ?? "",
    conditions: (mapping.filter ?? []).map(({ column, startsWith, equals }) => ({
      column: columnDraft(column),
      how: equals === undefined ? "startsWith" : "equals",
      value: equals ?? startsWith ?? "",
    })),
    wantsAll: groups.length < 2,
    wholes: (mapping.wholes ?? []).map(({ level, division, code, name, names, inside }) => ({
      level: levelDraft(level),
      make: division !== undefined,
      division: divisionDraft(division),
      code: columnDraft(code),
      name: columnDraft(name).columns[0] ?? "",
      given: { ...(names === undefined ? {} : { names }), ...(inside === undefined ? {} : { inside }) },
    })),
    level: levelDraft(mapping.level),
    division: divisionDraft(mapping.division),
    validOn: boundaryVersion?.validOn ?? "",
    source: boundaryVersion?.source ?? "",
    licence: boundaryVersion?.licence ?? "",
    projection: projection === null || projection.declared ? "" : projection.name,
    given: {
      ...(layer === undefined ? {} : { layer }),
      ...(headerRow === undefined ? {} : { headerRow }),
      ...(validFrom === undefined ? {} : { validFrom }),
      ...(validTo === undefined ? {} : { validTo }),
    },
  };
}

/**
 * The page for another file or another look at the same, with what was typed before where the new proposal is
 * silent: a file that comes back corrected asks for nothing twice.
 *
 * @param fields that the new file has
 */
export function carriedOver(next: AreasDraft, before: AreasDraft, fields: ProposeAreasOutput["fields"]): AreasDraft {
  const isSilent = next.level.known === "" && next.level.label === "";
  const isSame =
    isSilent ||
    (next.level.known === before.level.known && (next.level.known !== "" || next.level.id === before.level.id));
  const hasAll = before.code.columns.every((column) => fields.some(({ id }) => id === column));
  return {
    ...next,
    code: next.code.columns.length === 0 && hasAll ? before.code : next.code,
    level: isSilent ? before.level : next.level,
    division: isSame ? carriedDivision(next.division, before.division) : next.division,
    validOn: next.validOn || before.validOn,
    source: next.source || before.source,
    licence: next.licence || before.licence,
  };
}

function carriedDivision(next: DivisionDraft, before: DivisionDraft): DivisionDraft {
  if (next.known !== "") return next;
  if (before.known !== "") return next.label === "" ? before : next;
  return {
    ...before,
    label: next.label || before.label,
    id: next.id || before.id,
    author: next.author || before.author,
    purpose: next.purpose || before.purpose,
    criteria: next.criteria || before.criteria,
  };
}

function columnDraft(column: Column | undefined): ColumnDraft {
  if (column === undefined) return noColumn;
  if (typeof column === "string") return { ...noColumn, columns: [column] };
  const { attributes, first, digits, key } = column;
  return { columns: attributes, first: String(first ?? ""), digits: String(digits ?? ""), isRegional: key === "ags" };
}

function levelDraft(level: AreaMapping["level"] | undefined): LevelDraft {
  if (level === undefined) return newLevel;
  if (level.label === undefined) return { ...newLevel, known: level.id };
  return {
    ...newLevel,
    label: level.label.de,
    english: level.label.en ?? "",
    id: level.id,
    rank: String(level.rank ?? ""),
    purposes: level.purposes ?? [],
  };
}

function divisionDraft(division: AreaMapping["division"] | undefined): DivisionDraft {
  if (division === undefined) return newDivision;
  if (division.label === undefined) return { ...newDivision, known: division.id };
  return {
    ...newDivision,
    label: division.label.de,
    id: division.id,
    kind: division.kind ?? "statistical",
    partition: division.partition ?? true,
    author: division.author ?? "",
    purpose: division.purpose ?? "",
    criteria: division.criteria ?? "",
  };
}

/** The facts of a division that is there, which those made beside it take over. */
export type KnownFacts = Readonly<Record<string, Pick<DivisionDraft, "author" | "purpose" | "criteria">>>;

/**
 * The mapping that the page describes. Larger areas that are made on the way were
 * drawn by whoever drew the smaller ones, unless a proposal knows better.
 */
export function mappingOf(draft: AreasDraft, isDrawn: boolean, facts: KnownFacts): AreaMapping {
  const about = draft.division.known === "" ? draft.division : (facts[draft.division.known] ?? newDivision);
  return {
    level: levelOf(draft.level),
    division: divisionOf(draft.division),
    code: columnOf(draft.code),
    ...(draft.name === "" ? {} : { name: draft.name }),
    ...(draft.conditions.length === 0
      ? {}
      : { filter: draft.conditions.map(({ column, how, value }) => ({ column: columnOf(column), [how]: value })) }),
    ...(draft.wholes.length === 0
      ? {}
      : {
          wholes: draft.wholes.map(({ level, make, division, code, name, given }) => ({
            level: levelOf(level),
            code: columnOf(code),
            ...(name === "" ? {} : { name }),
            ...given,
            ...(make ? { division: wholeDivision(division, level, about) } : {}),
          })),
        }),
    ...(isDrawn
      ? { boundaryVersion: { validOn: draft.validOn, source: draft.source.trim(), licence: draft.licence.trim() } }
      : {}),
    ...(draft.projection.trim() === "" ? {} : { projection: draft.projection.trim().toUpperCase() }),
    ...draft.given,
  };
}

function wholeDivision(
  division: DivisionDraft,
  level: LevelDraft,
  about: Pick<DivisionDraft, "author" | "purpose" | "criteria">,
): AreaMapping["division"] {
  if (division.known !== "") return { id: division.known };
  const label = division.label || level.label || level.known;
  const drawn = {
    author: division.author || about.author,
    purpose: division.purpose || about.purpose,
    criteria: division.criteria || about.criteria,
  };
  return divisionOf({ ...division, ...drawn, label, id: division.id || idOf(label) });
}

function columnOf({ columns, first, digits, isRegional }: ColumnDraft): Column {
  const [only = ""] = columns;
  if (columns.length === 1 && first === "" && digits === "" && !isRegional) return only;
  return {
    attributes: [...columns],
    ...(first === "" ? {} : { first: Number(first) }),
    ...(digits === "" ? {} : { digits: Number(digits) }),
    ...(isRegional ? { key: "ags" as const } : {}),
  };
}

function levelOf({ known, label, english, id, rank, purposes }: LevelDraft): AreaMapping["level"] {
  if (known !== "") return { id: known };
  return {
    id: id || idOf(label).toUpperCase(),
    label: { de: label.trim(), ...(english === "" ? {} : { en: english }) },
    ...(rank === "" ? {} : { rank: Number(rank) }),
    purposes: [...purposes],
  };
}

function divisionOf(draft: DivisionDraft): AreaMapping["division"] {
  const { known, label, id, kind, partition, author, purpose, criteria, decidedOn, approval } = draft;
  if (known !== "") return { id: known };
  return {
    id: id || idOf(label),
    label: { de: label.trim() },
    kind,
    partition,
    author: author.trim(),
    purpose: purpose.trim(),
    criteria: criteria.trim(),
    decidedOn: decidedOn === "" ? null : decidedOn,
    approval: approval.trim(),
  };
}

/** Another column as the code: what was read from the one before is read from it now. */
export function withCode(draft: AreasDraft, code: ColumnDraft, groups: ProposeAreasOutput["groups"]): AreasDraft {
  const isBefore = ({ columns }: ColumnDraft): boolean =>
    columns.length > 0 && columns.join() === draft.code.columns.join();
  return {
    ...draft,
    code,
    conditions: draft.conditions.map((one) => (isGroup(one, draft, groups) ? { ...one, column: code } : one)),
    wholes: draft.wholes.map((whole) =>
      isBefore(whole.code) ? { ...whole, code: { ...whole.code, columns: code.columns } } : whole,
    ),
  };
}

/** Whether a condition is the choice of one Kreis among several. */
export function isGroup(
  { column, how, value }: ConditionDraft,
  { code }: Pick<AreasDraft, "code">,
  groups: ProposeAreasOutput["groups"],
): boolean {
  return (
    how === "startsWith" && column.columns.join() === code.columns.join() && groups.some((one) => one.code === value)
  );
}

/**
 * A short name for addresses, made of a label.
 *
 * @example
 * idOf("Sozialräume (Jugendhilfe)") // "sozialraeume-jugendhilfe"
 */
export function idOf(label: string): string {
  const plain = label
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss");
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** Which fields still lack something before the server can be asked; the phrase that says what. */
export function problemsOf(
  draft: AreasDraft,
  { drawn, groups }: Pick<ProposeAreasOutput, "drawn" | "groups">,
): Readonly<Record<string, string>> {
  const isDrawn = drawn > 0;
  const problems: Record<string, string> = {};
  const demand = (field: string, text: string): void => {
    if (text.trim() === "") problems[field] = "empty";
  };
  const idPattern = /^[\p{L}\p{N}_.:-]{1,80}$/u;
  if (draft.code.columns.length === 0) problems.code = "choose";
  if (groups.length > 1 && !draft.wantsAll && !draft.conditions.some((one) => isGroup(one, draft, groups)))
    problems.group = "choose";
  if (draft.level.known === "") {
    demand("levelLabel", draft.level.label);
    if (draft.level.id !== "" && !idPattern.test(draft.level.id)) problems.levelId = "id";
    if (draft.level.rank !== "" && !/^\d{1,2}$/.test(draft.level.rank)) problems.levelRank = "rank";
    if (draft.level.purposes.length === 0) problems.purposes = "choose";
  }
  if (draft.division.known === "") {
    for (const field of ["label", "author", "purpose", "criteria"] as const) demand(field, draft.division[field]);
    if (draft.division.id !== "" && !idPattern.test(draft.division.id)) problems.divisionId = "id";
  }
  if (isDrawn) {
    demand("validOn", draft.validOn);
    demand("source", draft.source);
    if (draft.projection !== "" && !/^EPSG:\d{4,6}$/i.test(draft.projection.trim())) problems.projection = "projection";
  }
  draft.wholes.forEach(({ code, level }, at) => {
    if (code.columns.length === 0) problems[`whole${at}`] = "choose";
    if (level.known === "" && level.label.trim() === "") problems[`wholeLabel${at}`] = "empty";
  });
  draft.conditions.forEach(({ column, value }, at) => {
    if (column.columns.length === 0) problems[`condition${at}`] = "choose";
    if (value.trim() === "") problems[`conditionValue${at}`] = "empty";
  });
  return problems;
}
