import type { AreaMapping } from "../../../stages/collect/spaces/contract.ts";
import { type CountyArea, changeDay, municipalityCodes, regionNames, unitCode } from "../areas.ts";
import type { Yearbook } from "../figures/yearbook.ts";
import { changedNames, countyCode, countyName } from "../placeNames.ts";
import { fictional } from "./deliveries.ts";
import { csvBytes, xlsxBytes } from "./sheet.ts";

/** A boundary file and how its attributes are to be read. */
export interface AreaFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mapping: AreaMapping;
}

/** Municipalities before and after the changes, with Kreis, Ämter and planning regions above them; then the quarters. */
export function areaFiles(book: Yearbook): AreaFile[] {
  return [
    municipalityFile(book, "2017-12-31"),
    municipalityFile(book, "2023-12-31"),
    listOfWholes(book, "AMT", "einheiten"),
    listOfWholes(book, "REGION", "planungsregionen"),
    quarterFile(book),
  ];
}

function municipalityFile(book: Yearbook, validOn: string): AreaFile {
  const today = validOn >= changeDay;
  const codes = municipalityCodes(book.ground.places);
  const unitNames: Record<string, string> = {};
  const features = book.areas
    .filter((area) => area.level === "GEM" && (today ? area.today : area.former))
    .map((area) => {
      const place = book.ground.places[[...area.places][0] ?? 0];
      const unit = unitCode(place?.unit ?? "", codes);
      unitNames[unit] = place?.unit ?? "";
      return feature(book, area, {
        schluessel: area.code,
        name: area.name,
        einheit: unit,
        region: `PR${(place?.region ?? 0) + 1}`,
        kreis: countyCode,
        ...(area.former && area.today ? {} : area.today ? { gueltig_von: changeDay } : { gueltig_bis: changeDay }),
      });
    });
  return {
    name: `gemeinden_${validOn.slice(0, 4)}.geojson`,
    bytes: collection(features),
    mapping: {
      level: {
        id: "GEM",
        label: { de: "Gemeinde", en: "Municipality" },
        rank: 3,
        purposes: ["data", "burden", "resources"],
      },
      division: drawnBy(
        "gemeinden",
        "Gemeinden",
        "administrative",
        "Kommunale Selbstverwaltung",
        "Gebiet der Gemeinde laut Grundbuch",
      ),
      boundaryVersion: {
        id: `gemeinden-${validOn}`,
        validOn,
        source: "Musterkreis (fiktiv), Geoinformation",
        licence: fictional,
      },
      code: "schluessel",
      name: "name",
      validFrom: { attribute: "gueltig_von" },
      validTo: { attribute: "gueltig_bis" },
      wholes: [
        {
          level: { id: "KREIS", label: { de: "Kreis", en: "County" }, rank: 0, purposes: ["data"] },
          division: drawnBy(
            "kreis",
            "Kreisgebiet",
            "administrative",
            "Kreis als Gebietskörperschaft",
            "Summe der Gemeinden",
          ),
          code: "kreis",
          names: { [countyCode]: countyName },
        },
        {
          level: {
            id: "AMT",
            label: { de: "Stadt, Gemeinde oder Amt", en: "Town, municipality or association" },
            rank: 2,
            purposes: ["data", "burden", "resources", "planning"],
          },
          division: drawnBy(
            "einheiten",
            "15 Städte, amtsfreie Gemeinden und Ämter",
            "administrative",
            "Verwaltung und Sozialplanung",
            "Amtsangehörigkeit",
          ),
          code: "einheit",
          names: unitNames,
        },
        {
          level: {
            id: "REGION",
            label: { de: "Planungsregion", en: "Planning region" },
            rank: 1,
            purposes: ["data", "planning"],
          },
          division: drawnBy(
            "planungsregionen",
            "Vier Planungsregionen",
            "planning",
            "Jugendhilfe- und Pflegeplanung",
            "Himmelsrichtung von der Kreisstadt, quer zu den Ämtern",
          ),
          code: "region",
          names: Object.fromEntries(regionNames.map((name, i) => [`PR${i + 1}`, name])),
        },
      ],
    },
  };
}

/**
 * A list without borders: which units and planning regions make up the Kreis, so
 * that figures which exist for units alone add up to it.
 */
function listOfWholes(book: Yearbook, level: "AMT" | "REGION", division: string): AreaFile {
  const rows = book.areas.filter((area) => area.level === level).map((area) => [area.code, area.name, countyCode]);
  const sheet = { name: division, above: [], heads: ["Schlüssel", "Name", "Kreis"], rows, below: [] };
  return {
    name: `${division}_des_kreises.csv`,
    bytes: csvBytes(sheet, "utf8"),
    mapping: {
      level: { id: level },
      division: { id: division },
      code: "Schlüssel",
      name: "Name",
      wholes: [{ level: { id: "KREIS" }, code: "Kreis" }],
    },
  };
}

function quarterFile(book: Yearbook): AreaFile {
  const features = book.areas
    .filter((area) => area.level === "SUB")
    .map((area) => feature(book, area, { schluessel: area.code, name: area.name, gemeinde: area.code.slice(0, 8) }));
  return {
    name: "quartiere_2023.geojson",
    bytes: collection(features),
    mapping: {
      level: {
        id: "SUB",
        label: { de: "Quartier", en: "Quarter" },
        rank: 4,
        purposes: ["data", "burden", "participation"],
      },
      division: drawnBy(
        "quartiere",
        "Quartiere der Kreisstadt",
        "statistical",
        "Quartiersarbeit",
        "Bebauung und Verkehrsachsen",
      ),
      boundaryVersion: {
        id: "quartiere-2023-12-31",
        validOn: "2023-12-31",
        source: "Stadt Wendelsund (fiktiv)",
        licence: fictional,
      },
      code: "schluessel",
      name: "name",
      wholes: [{ level: { id: "GEM" }, code: "gemeinde" }],
    },
  };
}

function drawnBy(
  id: string,
  label: string,
  kind: "administrative" | "statistical" | "planning",
  purpose: string,
  criteria: string,
): NonNullable<AreaMapping["division"]> {
  return {
    id,
    label: { de: label },
    kind,
    partition: true,
    author: "Musterkreis (fiktiv)",
    purpose,
    criteria,
    decidedOn: kind === "planning" ? "2011-11-24" : null,
    approval: kind === "planning" ? "Kreistag des Musterkreises (fiktiv)" : "",
  };
}

function feature(book: Yearbook, area: CountyArea, properties: Readonly<Record<string, string>>): unknown {
  return { type: "Feature", properties, geometry: book.borders.shapeOf(area.places) };
}

/** One feature per line, so that a person can look into the file. */
function collection(features: readonly unknown[]): Uint8Array {
  const lines = features.map((f) => JSON.stringify(f)).join(",\n");
  return new TextEncoder().encode(
    `{"type":"FeatureCollection","name":"Musterkreis (fiktiv)","features":[\n${lines}\n]}\n`,
  );
}

/** The list of changes in the layout of the Federal Statistical Office: one merger, one split. */
export async function changesFile(book: Yearbook): Promise<{ name: string; bytes: Uint8Array }> {
  const codes = municipalityCodes(book.ground.places);
  const code = (name: string): string => codes.get(name) ?? "";
  const year = Number(changeDay.slice(0, 4));
  const day = changeDay.split("-").reverse().join(".");
  const rows: string[][] = [];
  const line = (number: number, from: string, kind: string, places: ReadonlySet<number>, to: string): void => {
    const [first = 0] = places;
    const unit = unitCode(book.ground.places[first]?.unit ?? "", codes);
    const ars = (name: string): string => `${unit}${code(name).slice(5)}`;
    const ground = Math.round(book.borders.squareKm(places) * 1e6);
    const residents = [...places].reduce((sum, place) => sum + book.residents(place, year - 1), 0);
    rows.push([
      `00/${year}/000${number}-R`,
      "Gemeinde",
      ars(from),
      code(from),
      from,
      kind,
      String(ground),
      String(residents),
      ars(to),
      code(to),
      to,
      day,
      day,
    ]);
  };
  const named = (name: string): Set<number> =>
    new Set(book.ground.places.flatMap((p, i) => (p.name === name ? [i] : [])));
  for (const village of changedNames.merged) line(1, village, "1", named(village), changedNames.mergedInto);
  for (const half of changedNames.splitInto) line(2, changedNames.split, "1", named(half), half);
  const heads = [
    [
      "Kennziffer",
      "Regionaleinheit",
      "Abgebende / Aufgelöste Gemeinde",
      "",
      "",
      "",
      "",
      "",
      "Aufnehmende / Neugebildete Gemeinde",
      "",
      "",
      "Wirksamkeitsdatum",
      "",
    ],
    [
      "",
      "",
      "Amtlicher Regionalschlüssel (ARS)",
      "Amtlicher Gemeinde-schlüssel (AGS)",
      "Name",
      "Änderungs-art 1)",
      "Fläche qm",
      "Einwohner",
      "Amtlicher Regionalschlüssel (ARS)",
      "Amtlicher Gemeinde-schlüssel (AGS)",
      "Name",
      "juristisch",
      "statistisch",
    ],
    [],
  ];
  const [top = [], ...rest] = [...heads, ...rows];
  const bytes = await xlsxBytes({
    name: "Gebietsaenderungen",
    above: [`Gebietsänderungen vom 01.01. - 31.12.${year}`],
    heads: top,
    rows: rest,
    below: ["1) 1 = Auflösung, 2 = Teilausgliederung, 3 = Schlüsseländerung, 4 = Namensänderung", fictional],
  });
  return { name: `gebietsaenderungen_${year}.xlsx`, bytes };
}
