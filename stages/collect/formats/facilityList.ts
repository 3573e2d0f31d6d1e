import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Format } from "../format.ts";
import { FigureGathering, type SourceFacility } from "../readFigures.ts";
import { projectionOf } from "../spaces/projection.ts";
import { type Cell, cellText, type Sheet, type Workbook } from "../workbook.ts";

/**
 * Lists of facilities with a place each: Kitas, schools, pharmacies, care homes, as
 * CSV, TSV, XLSX or GeoJSON points. Phone numbers, addresses of mail and names of
 * directors are left in the file.
 *
 * Coordinates in metres are converted by the projection that a GeoJSON names; without
 * a name they are no place, since zone 32 and 33 cannot be told apart by looking.
 * A place outside Germany is no place either.
 */
export const facilityList: Format = {
  id: "facilityList",
  label: { de: "Liste von Einrichtungen", en: "List of facilities" },
  hint: {
    de: "Kitas, Schulen, Pflegeheime und andere Einrichtungen mit Koordinaten.",
    en: "Day-care centres, schools, care homes and other facilities with coordinates.",
  },
  recognise: (workbook) => {
    const found = columnsOf(workbook);
    return found === undefined ? 0 : found.geometry ? 0.9 : 0.85;
  },
  read: (workbook, mapping) => {
    const found = columnsOf(workbook);
    if (found === undefined)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "Einrichtungsliste" },
        { place: { row: 1, column: 1 } },
      );
    const { sheet, columns } = found;
    const gathering = new FigureGathering();
    const projection = projectionOf(workbook.crs ?? "EPSG:4326");
    const placeOf = (x: number, y: number): readonly [number, number] | undefined => {
      const [lon = 0, lat = 0] = projection === undefined || projection.degrees ? [x, y] : projection.toDegrees([x, y]);
      return inGermany(lon, lat) ? [lon, lat] : undefined;
    };
    const facilities: SourceFacility[] = [];
    for (let r = 1; r < sheet.rows.length; r++) {
      const row = sheet.rows[r] ?? [];
      if (row.length === 0) continue;
      const text = (column: number | undefined): string => (column === undefined ? "" : cellText(row[column]));
      const x = coordinate(columns.x === undefined ? null : (row[columns.x] ?? null));
      const y = coordinate(columns.y === undefined ? null : (row[columns.y] ?? null));
      const placed = x === undefined || y === undefined ? undefined : placeOf(x, y);
      if (placed === undefined)
        gathering.find(
          x !== undefined && x > 1000 ? "metresWithoutProjection" : "noPlace",
          "note",
          { sheet: sheet.name, row: r + 1, ...(columns.x === undefined ? {} : { column: columns.x + 1 }) },
          { name: text(columns.name).slice(0, 80) },
        );
      const capacity = numberIn(columns.capacity === undefined ? null : (row[columns.capacity] ?? null));
      facilities.push({
        kind: mapping.facilityKind ?? kindOf(workbook.fileName, text(columns.kind)),
        name: text(columns.name),
        provider: text(columns.provider),
        address: addressOf(text(columns.street), text(columns.number), text(columns.postcode), text(columns.town)),
        longitude: placed?.[0] ?? null,
        latitude: placed?.[1] ?? null,
        capacity,
        row: r + 1,
      });
    }
    return gathering.finish({ title: workbook.fileName.replace(/\.[^.]+$/, "") }, facilities);
  },
};

interface FacilityColumns {
  readonly name: number | undefined;
  readonly kind: number | undefined;
  readonly provider: number | undefined;
  readonly street: number | undefined;
  readonly number: number | undefined;
  readonly postcode: number | undefined;
  readonly town: number | undefined;
  readonly capacity: number | undefined;
  readonly x: number | undefined;
  readonly y: number | undefined;
}

function columnsOf(workbook: Workbook): { sheet: Sheet; columns: FacilityColumns; geometry: boolean } | undefined {
  const sheet = workbook.sheets[0];
  if (sheet === undefined || sheet.rows.length < 2) return undefined;
  const heads = (sheet.rows[0] ?? []).map(cellText);
  const find = (...patterns: RegExp[]): number | undefined => {
    for (const pattern of patterns) {
      const at = heads.findIndex((head) => pattern.test(head));
      if (at >= 0) return at;
    }
    return undefined;
  };
  const x = find(/^geometry\.x$/, /^(lon|lng|long|longitude|längengrad|laengengrad)$/i);
  const y = find(/^geometry\.y$/, /^(lat|latitude|breitengrad)$/i);
  const name = find(
    /^(name|facility|e_name|aponame|einrichtung|einrichtungsname|einrichtung_name|bezeichnung)$/i,
    /name$/i,
  );
  if (x === undefined || y === undefined || name === undefined) return undefined;
  return {
    sheet,
    geometry: heads[x] === "geometry.x",
    columns: {
      name,
      x,
      y,
      kind: find(/^(e_art|type|typ|schulart|art|main_school_type)$/i),
      provider: find(/^(t_name|traegername|träger|traeger|sponsor_name|institution|provider)$/i),
      street: find(/^(e_strasse|gc_strasse|strasse|straße|street|address|adresse)$/i),
      number: find(/^(e_hnr|gc_haus|hausnr|hausnummer|house_number|number)$/i),
      postcode: find(/^(e_plz|gc_plz|plz|zip_?code|postal_?code)$/i),
      town: find(/^(e_ort|ort|city|town|ortsteil|gc_ortsteil)$/i),
      capacity: find(/^(e_platz|platzzahl|places|plaetze|plätze|childcare_places|capacity|kapazität)$/i),
    },
  };
}

function coordinate(cell: Cell): number | undefined {
  if (typeof cell === "number") return cell;
  const text = cellText(cell).replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function inGermany(x: number, y: number): boolean {
  return x > 5.5 && x < 15.6 && y > 47 && y < 55.3;
}

function numberIn(cell: Cell): number | null {
  if (typeof cell === "number") return cell;
  const text = cellText(cell);
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function addressOf(street: string, number: string, postcode: string, town: string): string {
  return [`${street} ${number}`.trim(), `${postcode} ${town}`.trim()].filter((part) => part !== "").join(", ");
}

function kindOf(fileName: string, type: string): string {
  const text = `${fileName} ${type}`.toLowerCase();
  if (/kita|kindertages|daycare|kindergarten/.test(text)) return "kita";
  if (/schul|school/.test(text)) return "schule";
  if (/apothek|pharmac/.test(text)) return "apotheke";
  if (/pflege|care.?home/.test(text)) return "pflege";
  if (/jugendfreizeit|youth/.test(text)) return "jugendeinrichtung";
  return "einrichtung";
}
