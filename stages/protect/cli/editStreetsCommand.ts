import { basename, dirname } from "node:path";
import { lastNumber, type StreetRange } from "../../../kernel/area/streetRange.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { directoryTroubles } from "../georeference/directoryTroubles.ts";
import { editedDirectory } from "../georeference/editedDirectory.ts";
import { columnFinder, type DirectoryColumns, streetDirectory, usualColumns } from "../georeference/streetDirectory.ts";
import { type Delimited, delimited, delimitedText } from "../table/delimited.ts";
import { demanded, specificationFile, textFile } from "./inputs.ts";
import { writeFiles } from "./outputs.ts";

const usage = "VERZEICHNIS.csv --out NEU.csv [--spec S.yaml] [--columns street=Straße,from=Von,…]";
const options = { spec: { type: "string" }, out: { type: "string" }, columns: { type: "string" } } as const;

/** Writes a street directory free of overlaps, in the columns that somebody wants; refuses one that names two areas for a house. */
export const exportStreetsCommand: Command = {
  words: ["protected", "streets", "export"],
  summary: {
    de: "Schreibt ein Straßenverzeichnis überschneidungsfrei, Spalten nach Wunsch",
    en: "Writes a street directory without overlaps, with the columns you want",
  },
  usage,
  options,
  run: async (call) => write(call, []),
};

/**
 * Applies changes to a street directory: each line gives its house numbers to an area, or to none.
 *
 * Refuses a directory in which one house lies in two areas, and columns that are named wrongly.
 */
export const editStreetsCommand: Command = {
  words: ["protected", "streets", "edit"],
  summary: {
    de: "Ändert ein Straßenverzeichnis: Hausnummern einem anderen Raum geben oder herausnehmen",
    en: "Changes a street directory: gives numbers to another area or takes them out",
  },
  usage: `${usage} --changes AENDERUNGEN.csv`,
  options: { ...options, changes: { type: "string" } },
  run: async (call) => {
    const path = demanded(call, "changes", editStreetsCommand.usage);
    const { ranges } = directory(path, columnsOf(call), true);
    return write(call, ranges, path);
  },
};

function columnsOf({ values: { spec } }: Call): DirectoryColumns {
  return typeof spec === "string" ? (specificationFile(spec).records?.area?.columns ?? {}) : {};
}

interface Directory {
  readonly ranges: readonly StreetRange[];
  /** Streets and places as the file writes them, by line. */
  readonly written: ReadonlyMap<number, { readonly place: string; readonly street: string }>;
}

function directory(path: string, columns: DirectoryColumns, areaMayBeEmpty = false): Directory {
  const read = delimited(textFile(path), basename(path));
  const at = columnFinder(read, columns, basename(path));
  const [place, street, area] = [at("place", false), at("street"), at("area")];
  // Numbers that go to no area: a sign stands in until the line is read.
  const filled: Delimited = areaMayBeEmpty
    ? {
        ...read,
        rows: read.rows.map((row) => ({
          ...row,
          fields: row.fields.map((f, i) => (i === area && f.trim() === "" ? nowhere : f)),
        })),
      }
    : read;
  const ranges = streetDirectory(filled, columns, basename(path));
  return {
    ranges: ranges.map((range) => (range.area === nowhere ? { ...range, area: "" } : range)),
    written: new Map(
      read.rows.map(({ line, fields }) => [
        line,
        { place: place < 0 ? "" : (fields[place] ?? "").trim(), street: (fields[street] ?? "").trim() },
      ]),
    ),
  };
}

const nowhere = "\u0000";

function write(call: Call, changes: readonly StreetRange[], changesPath?: string): number {
  const [path] = call.positionals;
  if (path === undefined) throw new Refusal("protect.optionMissing", { option: "VERZEICHNIS.csv", usage });
  const out = demanded(call, "out", usage);
  const columns = columnsOf(call);
  const { ranges, written } = directory(path, columns);
  const overlap = directoryTroubles(ranges).find(({ code }) => code === "protect.rangesOverlap");
  if (overlap !== undefined)
    throw new Refusal(overlap.code, overlap.parameters, { place: { ...overlap.place, file: basename(path) } });
  const names = new Map<string, { place: string; street: string }>();
  const learn = (list: readonly StreetRange[], as: Directory["written"]) => {
    for (const { line, place, street } of list) {
      const name = as.get(line);
      if (name !== undefined && !names.has(`${place}\u0000${street}`)) names.set(`${place}\u0000${street}`, name);
    }
  };
  learn(ranges, written);
  if (changesPath !== undefined) learn(changes, directory(changesPath, columns, true).written);
  const heads = headsOf(call);
  const hasPlaces = [...names.values()].some(({ place }) => place !== "");
  const lines = editedDirectory(ranges, changes).map(
    ({ place, street, from, to, fromLetter = "", toLetter = "", side, area }) => {
      const name = names.get(`${place}\u0000${street}`) ?? { place, street };
      const range = [
        name.street,
        `${from}${fromLetter}`,
        to === lastNumber ? "" : `${to}${toLetter}`,
        sides[side],
        area,
      ];
      return hasPlaces ? [name.place, ...range] : range;
    },
  );
  const order = [...(hasPlaces ? [heads.place] : []), heads.street, heads.from, heads.to, heads.side, heads.area];
  writeFiles(dirname(out), { [basename(out)]: delimitedText([order, ...lines]) });
  if (call.values.json === true) call.print(JSON.stringify({ ranges: lines.length, file: out }));
  else call.print(`${lines.length} Abschnitte ohne Überschneidung: ${out}`);
  return 0;
}

const sides = { all: "alle", odd: "ungerade", even: "gerade" } as const;

/** Heads of the columns: as asked for, else the usual ones. */
function headsOf({ values: { columns } }: Call): Record<keyof typeof usualColumns, string> {
  const wished = typeof columns === "string" ? columns.split(",").map((pair) => pair.split("=")) : [];
  const wrong = wished.find(([key = "", head = ""]) => !Object.hasOwn(usualColumns, key) || head.trim() === "");
  if (wrong !== undefined) throw new Refusal("protect.optionWrong", { option: "--columns", text: wrong.join("=") });
  return { ...usualColumns, ...Object.fromEntries(wished.map(([key = "", head = ""]) => [key, head.trim()])) };
}
