import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { Value } from "../../../kernel/value/value.ts";
import { formatById, recognisedFormat } from "../formats.ts";
import { implausibleValues } from "../implausible.ts";
import type { Mapping } from "../mapping.ts";
import type { ReadFigures, SourceBreakdown } from "../readFigures.ts";
import type { Workbook } from "../workbook.ts";
import { fileOf } from "./fileOf.ts";
import { openFile } from "./openFile.ts";

// Real open data lies beside the project and is never part of it; without the folder these tests are skipped.
const folder = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
const missing = !existsSync(join(folder, "statistics"));
const open = (path: string): Promise<Workbook> => openFile(fileOf(join(folder, path)));

interface Sample {
  readonly figure: string;
  readonly area: string;
  readonly period: string;
  readonly value: Value;
  /** Row and column from 1, as looked up in the file. */
  readonly at: readonly [number, number];
  readonly sheet?: string;
  readonly breakdown?: SourceBreakdown;
}

interface Expected {
  readonly reader?: string;
  /** Only what a person would have to say: area, time, or where the table lies. */
  readonly mapping?: Partial<Mapping>;
  readonly areas?: number;
  readonly values?: number;
  readonly samples?: readonly Sample[];
  readonly cells?: number;
  /** Code of the refusal of a file that holds no figures of areas. */
  readonly refused?: string;
  /** Codes of findings that must be among the errors. */
  readonly errors?: readonly string[];
}

// Cells were looked up without this reader: CSV and JSON by search, XLSX by unzipping, XLS by a record parser of its own.
const s = (
  figure: string,
  area: string,
  period: string,
  value: Value,
  at: readonly [number, number],
  breakdown?: SourceBreakdown,
  sheet?: string,
): Sample => ({
  figure,
  area,
  period,
  value,
  at,
  ...(breakdown === undefined ? {} : { breakdown }),
  ...(sheet === undefined ? {} : { sheet }),
});
const inkar = (figure: string, areas: number, first: Sample, last: Sample): Expected => ({
  reader: "inkar",
  areas,
  samples: [
    { ...first, figure, sheet: "Daten" },
    { ...last, figure, sheet: "Daten" },
  ],
});
const women = { Geschlecht: "weiblich" };
const konstanz: Partial<Mapping> = { area: "08335043" };
const gv = "Onlineprodukt_Gemeinden31122023";
const svb =
  "Sozialversicherungspflichtig Beschäftigte (SvB) am Wohnort nach höchster Berufsausbildung bzw. höchstem Berufsabschluss";
const lor = (year: number): Readonly<Record<string, Expected>> => {
  const code = year < 2021 ? "01011101" : "01100101";
  const residents: Readonly<Record<number, number>> = { 2015: 3090, 2019: 3445, 2020: 3419, 2022: 3561 };
  const value = residents[year];
  const areas = year < 2019 ? 447 : year < 2021 ? 448 : 542;
  const samples = value === undefined ? [] : [s("inhabitants", code, String(year), value, [2, 2])];
  return {
    [`population/berlin_lor/berlin-lor-population-${year}-02-t1-planning-areas.csv`]: {
      reader: "table",
      areas,
      samples,
    },
    [`population/berlin_lor/berlin-lor-population-${year}-02-t2-planning-areas.csv`]: {
      reader: "table",
      areas,
      samples,
    },
  };
};

const expectations: Readonly<Record<string, Expected>> = {
  "statistics/ba/Kreise_WO_Zeitreihe.xlsx": {
    reader: "bundesagentur",
    areas: 477,
    samples: [
      s(`${svb} (Anzahl)`, "01001", "2002", 25587, [15, 2], {}, "SvB_Kreise_WO_Anzahl"),
      s(`${svb} (Anzahl)`, "01056", "2021", 130137, [23, 21], {}, "SvB_Kreise_WO_Anzahl"),
      s(
        `${svb} (Anzahl)`,
        "01056",
        "2021",
        13611,
        [23, 101],
        { Merkmal: "Abschluss unbekannt" },
        "SvB_Kreise_WO_Anzahl",
      ),
      // The file explains its point: no record.
      s(
        `${svb} (Anzahl)`,
        "01056",
        "2012",
        "unknown",
        [23, 32],
        { Merkmal: "1 Ohne Berufsausbildung / Ohne Berufsabschluss / Ohne Berufsabschluss" },
        "SvB_Kreise_WO_Anzahl",
      ),
    ],
  },
  "statistics/genesis/12411-0006_kaputte_kodierung.csv": {
    reader: "genesisTable",
    samples: [
      s("Bev\ufffdlkerungsstand", "DG", "2021", 83237124, [4532, 5], {
        Altersgruppe: "Insgesamt",
        Geschlecht: "Insgesamt",
      }),
    ],
  },
  "statistics/genesis/12411-0018.csv": {
    reader: "genesisTable",
    areas: 403,
    samples: [
      s("Bevölkerungsstand", "01056", "2020", 4510, [2021, 4], {
        Geschlecht: "männlich",
        Altersgruppe: "unter 3 Jahre",
      }),
      s("Bevölkerungsstand", "01056", "2020", 22267, [2021, 37], {
        Geschlecht: "weiblich",
        Altersgruppe: "75 Jahre und mehr",
      }),
    ],
  },
  "statistics/genesis/12612-0002.csv": {
    reader: "genesisTable",
    samples: [
      s("Lebendgeborene", "DG", "2022-04", 28864, [874, 3], { Geschlecht: "männlich" }),
      s("Lebendgeborene", "DG", "2022-05", "later", [875, 5], { Geschlecht: "Insgesamt" }),
    ],
  },
  "statistics/genesis/12613-0004.csv": {
    reader: "genesisTable",
    samples: [
      s("Gestorbene", "DG", "2020", 22860, [2171, 4], {
        Altersgruppe: "Insgesamt",
        Geschlecht: "männlich",
        Nationalität: "Ausländer",
      }),
      s("Gestorbene", "DG", "2020", 985572, [2171, 11], {
        Altersgruppe: "Insgesamt",
        Geschlecht: "Insgesamt",
        Nationalität: "Insgesamt",
      }),
    ],
  },
  "statistics/genesis/13111-07-05-4_2020.csv": {
    reader: "genesisTable",
    areas: 538,
    samples: [
      s("Sozialversicherungspfl. Beschäftigte (Arbeitsort)", "01056", "2020", 43571, [165, 6], {
        Merkmal: "Insgesamt",
        Nationalität: "Insgesamt",
        Geschlecht: "weiblich",
      }),
      s("Sozialversicherungspfl. Beschäftigte (Arbeitsort)", "16077", "2020", "withheld", [7542, 9], {
        Merkmal: "Kunst, Unterhaltung, Erholung, Priv. Haush.,usw.",
        Nationalität: "Ausländer(innen)",
        Geschlecht: "weiblich",
      }),
    ],
  },
  "statistics/genesis/13211-03ir_landesdatenbank_nrw.xls": {
    reader: "genesisTable",
    samples: [
      s("Arbeitslose", "Köln, krfr. Stadt", "2014-01", 54197, [10, 2], { Geschlecht: "Insgesamt" }, "Temporär"),
      s("Arbeitslose", "Köln, krfr. Stadt", "2006-02", 70004, [18, 5], { Geschlecht: "Insgesamt" }, "Temporär"),
      s("Arbeitslose", "Köln, krfr. Stadt", "2000-12", 20256, [24, 37], { Geschlecht: "weiblich" }, "Temporär"),
    ],
  },
  "statistics/genesis/22411-02-03-4_pflege_kreise.csv": {
    reader: "genesisTable",
    areas: 538,
    samples: [
      s("Pflegebedürftige", "01056", "2019", 13167, [38, 5], { Geschlecht: "Insgesamt" }),
      s("mit erheblich eingeschränkter Alltagskompetenz", "01056", "2019", 0, [38, 6], { Geschlecht: "Insgesamt" }),
      s("Pflegegeldempfänger", "01056", "2019", 3274, [37, 11], women),
    ],
  },
  "statistics/genesis/33111-02ir_landesdatenbank_nrw.csv": {
    reader: "genesisTable",
    samples: [
      s("Bodenfläche (Katasterfläche)", "Köln, krfr. Stadt", "2009", 4051655, [13, 2], {
        Flächennutzungsarten: "Bodenfläche insgesamt",
        Merkmal: "Insgesamt",
      }),
      s("Bodenfläche (Katasterfläche)", "Köln, krfr. Stadt", "2009", 0, [13, 15], {
        Flächennutzungsarten: "Landwirtschaftsfläche",
        Merkmal: "Moor",
      }),
    ],
  },
  "statistics/genesis/restatis_catalogue_tables.json": { refused: "collect.catalogueAnswer" },
  "statistics/genesis/restatis_metadata_table.json": { refused: "collect.catalogueAnswer" },
  "statistics/genesis/restatis_cubefile.csv": {
    reader: "genesisCube",
    values: 313,
    samples: [
      s("UMS103", "DG", "2024", 136.6, [15, 6], { WZ08N7: "WZ08-49-01", WERTE4: "NOMINAL" }),
      s("UMS103", "DG", "2024", 121, [327, 6], { WZ08N7: "WZ08-N", WERTE4: "REAL" }),
    ],
  },
  "statistics/inkar/A_Arbeitslosigkeit.xls": inkar(
    "Arbeitslose",
    10990,
    s("", "01001000", "1998", 5784, [3, 4]),
    s("", "16077052", "2021", 29, [10992, 27]),
  ),
  "statistics/inkar/A_ArbeitslosigkeitKreis.xls": inkar(
    "Arbeitslose",
    400,
    s("", "01001", "1995", 4691, [3, 4]),
    s("", "16077", "2021", 2922, [402, 30]),
  ),
  "statistics/inkar/A_BeschaeftigtenquoteKreis.xls": inkar(
    "Beschäftigtenquote",
    400,
    s("", "01001", "1997", 44.62, [3, 4]),
    s("", "16077", "2021", 66.98, [402, 28]),
  ),
  "statistics/inkar/A_Bruttoverdienst.xls": inkar(
    "Bruttoverdienst",
    400,
    s("", "01001", "2000", 1946.62, [3, 4]),
    s("", "16077", "2021", 2473.96, [402, 25]),
  ),
  "statistics/inkar/A_ErwerbsfaehigeBevoelkerung.xls": inkar(
    "Erwerbsfähige Bevölkerung (15 bis unter 65 Jahre)",
    10990,
    s("", "01001000", "2001", 57066, [3, 4]),
    s("", "16077052", "2021", 1075, [10992, 24]),
  ),
  "statistics/inkar/A_ErwerbsfaehigeBevoelkerungKreis.xls": inkar(
    "Erwerbsfähige Bevölkerung (15 bis unter 65 Jahre)",
    400,
    s("", "01001", "1995", 59002, [3, 4]),
    s("", "16077", "2021", 49752, [402, 30]),
  ),
  "statistics/inkar/B_BeschaeftigtemitakadAbschluss.xls": inkar(
    "Beschäftigte am WO mit akademischen Abschluss",
    400,
    s("", "01001", "2012", 9.85, [3, 4]),
    s("", "16077", "2021", 8.89, [402, 13]),
  ),
  "statistics/inkar/B_BeschaeftigteohneAbschluss.xls": inkar(
    "Beschäftigte am WO ohne Berufsabschluss",
    400,
    s("", "01001", "2012", 14.56, [3, 4]),
    s("", "16077", "2021", 6.26, [402, 13]),
  ),
  "statistics/inkar/B_SVBeschaeftigte.xls": inkar(
    "Sozialversicherungspflichtig Beschäftigte am Wohnort",
    400,
    s("", "01001", "1997", 25803, [3, 4]),
    s("", "16077", "2021", 33325, [402, 28]),
  ),
  "statistics/inkar/B_SchulabgaengerohneAbschluss.xls": inkar(
    "Schulabgänger ohne Abschluss",
    400,
    s("", "01001", "1995", 8.14, [3, 4]),
    s("", "16077", "2021", 8.1, [402, 30]),
  ),
  "statistics/inkar/E_Einkommensteuer.xls": inkar(
    "Einkommensteuer",
    4600,
    s("", "010010000", "1995", 302.74, [3, 4]),
    s("", "160775052", "2019", 273.08, [4602, 28]),
  ),
  "statistics/inkar/E_Haushaltseinkommen.xls": inkar(
    "Haushaltseinkommen",
    400,
    s("", "01001", "2000", 1178.74, [3, 4]),
    s("", "16077", "2021", 1852.36, [402, 25]),
  ),
  "statistics/inkar/E_Schuldnerquote.xls": inkar(
    "Schuldnerquote",
    400,
    s("", "01001", "2004", 16.94, [3, 4]),
    s("", "16077", "2021", 8.01, [402, 21]),
  ),
  "statistics/inkar/IRIS_Einkommenssteuer_Gemeindeverbaende_2022.csv": {
    reader: "inkar",
    areas: 4600,
    samples: [
      s("Einkommensteuer", "010560002", "1998", 293.92, [64, 3]),
      s("Einkommensteuer", "010560002", "2012", 333, [64, 17]),
      s("Einkommensteuer", "010560015", "2022", 515.14, [66, 27]),
    ],
  },
  "statistics/konstanz/al_kn.csv": {
    reader: "table",
    mapping: konstanz,
    samples: [s("frauen", "08335043", "2010", 937, [12, 4])],
  },
  "statistics/konstanz/altenhilfe.csv": {
    reader: "table",
    mapping: konstanz,
    samples: [
      s("wohnungen", "08335043", "2010", 742, [12, 10]),
      s("wohngemeinschaften", "08335043", "2010", "unknown", [12, 4]),
    ],
  },
  "statistics/konstanz/betreuungsquote.csv": {
    reader: "table",
    mapping: konstanz,
    samples: [s("ab_3", "08335043", "2010", 92.4, [5, 4])],
  },
  "statistics/konstanz/kinderbetreuung.csv": {
    reader: "table",
    mapping: konstanz,
    samples: [s("unter_3_kita", "08335043", "2012", 486, [2, 2])],
  },
  "statistics/localzero_flats_2018.csv": {
    reader: "table",
    areas: 11335,
    samples: [
      s("residential_buildings_total", "01056000", "2018", 82736, [435, 2]),
      s("residential_buildings_area_total", "01056015", "2018", 2051.8, [448, 7]),
    ],
  },
  "statistics/localzero_population_2018.csv": {
    reader: "table",
    areas: 11323,
    samples: [s("total", "01056015", "2018", 49883, [425, 2]), s("total", "DG000000", "2018", 83019213, [11324, 2])],
  },
  "codes/04-kreise.xlsx": {
    reader: "table",
    samples: [
      s("Bevölkerung insgesamt", "01056", "2018", 314391, [17, 6], {}, "Kreisfreie Städte u. Landkreise"),
      s("Fläche in km2", "01056", "2018", 664.25, [17, 5], {}, "Kreisfreie Städte u. Landkreise"),
    ],
  },
  "codes/31122023_Auszug_GV.xlsx": {
    reader: "gemeindeverzeichnis",
    samples: [
      s("Bevölkerung insgesamt", "01056015", "2023", 50728, [505, 10], {}, gv),
      s("Bevölkerung weiblich", "01056024", "2023", 1487, [562, 12], {}, gv),
      s("Fläche", "01056050", "2023", 33.81, [525, 9], {}, gv),
    ],
  },
  "codes/AGS_2024-10-31.json": { refused: "collect.codeList" },
  "codes/VG250_KRS.dbf": { refused: "collect.dbf" },
  "codes/berlin-lor-matches.json": { refused: "collect.codeList" },
  "codes/berlin_LOR-Schluesselsystematik.xls": { refused: "collect.codeList" },
  "codes/berlin_LOR_2021_hierarchie.csv": {
    reader: "table",
    areas: 542,
    samples: [s("Fläche in qm", "01100101", "2021", 366933.12, [2, 9])],
  },
  "codes/gebietsaenderungen_2024.xlsx": { refused: "collect.boundaryChanges" },
  "codes/ref-gemeinden-ab-2020.xlsx": { refused: "collect.conversionKeys" },
  "codes/ref-kreise-umrech-2021-1990-2020.xlsx": { refused: "collect.conversionKeys" },
  "zensus/zensus2011_1km_potsdam-mittelmark.csv": { reader: "zensusGrid", cells: 4800 },
  "zensus/zensus2011_1km_schleswig-holstein_hamburg.csv": { reader: "zensusGrid", cells: 12314 },
  "zensus/zensus_1km_continuous_Auslaender_A.parquet": { reader: "zensusGrid", cells: 361478 },
  "zensus/zensus_1km_continuous_Einwohner.parquet": { reader: "zensusGrid", cells: 361478 },
  "zensus/zensus_1km_continuous_ab65_A.parquet": { reader: "zensusGrid", cells: 361478 },
  "zensus/zensus_1km_continuous_unter18_A.parquet": { reader: "zensusGrid", cells: 361478 },
  "sozialraum/duesseldorf_sozialraeume_quartiersatlas2024.geojson": {
    reader: "cityRecords",
    mapping: { period: "2021" },
    areas: 171,
    samples: [
      s("bevoelkerung", "063007", "2021", 2036, [2, 6], {}, "features"),
      s("sgb2_personen", "063007", "2021", 184, [2, 35], {}, "features"),
    ],
  },
  // City averages name neither area nor time; both must be said.
  "sozialraum/duesseldorf_stadtwerte.json": {
    reader: "table",
    mapping: { period: "2021", area: "05111" },
    samples: [
      s("bevoelkerung", "05111", "2021", 643753, [2, 2], {}, "Angaben"),
      s("wanderungssaldo", "05111", "2021", -0.6, [15, 2], {}, "Angaben"),
    ],
  },
  "sozialraum/flensburg_sozialatlas_2021.json": {
    reader: "cityRecords",
    areas: 13,
    samples: [
      s("residents", "3", "2021", 12525, [4, 3], {}, "Datensätze"),
      s("age_groups.age_80_and_above", "11", "2021", 1596, [12, 13], {}, "Datensätze"),
      s("housing_assistance.notices_of_rent_arrears", "1", "2021", "unknown", [2, 26], {}, "Datensätze"),
    ],
  },
  "sozialraum/flensburg_sozialatlas_zeitreihen.csv": {
    reader: "table",
    areas: 13,
    samples: [
      s("fl_residents_by_district: residents", "1", "2011", 3323, [2, 8]),
      s("fl_residents_by_district: residents", "13", "2022", 5675, [92, 8]),
    ],
  },
  // The rows of the Bezirke repeat names of Stadtteile; the mapping ends before them.
  "sozialraum/hamburg_stadtteilprofile_2014.csv": {
    reader: "table",
    mapping: {
      table: {
        headerRows: [1],
        firstRow: 2,
        lastRow: 100,
        area: { by: "column", column: "Stadtgebiet", match: "name" },
        period: { by: "constant", period: "2013" },
        values: { by: "columns" },
      },
    },
    areas: 99,
    samples: [
      s("Bevölkerung", "Hamburg-Altstadt", "2013", 1675, [2, 2]),
      s("Anteil der unter 18-Jährigen in %", "Hamburg-Altstadt", "2013", 9.7, [2, 4]),
      s("Bevölkerung", "Cranz", "2013", 759, [100, 2]),
    ],
  },
  "sozialraum/hamburg_stadtteilprofile_2014.xlsx": {
    reader: "table",
    mapping: {
      table: {
        headerRows: [3],
        firstRow: 5,
        lastRow: 103,
        area: { by: "column", column: 1, match: "name" },
        period: { by: "constant", period: "2013" },
        values: { by: "columns" },
      },
    },
    areas: 99,
    samples: [
      s("Bevölkerung", "Neuenfelde", "2013", 4481, [102, 2], {}, "Stadtteilprofile 2014"),
      s("Anteil der unter 18-Jährigen in %", "Neuenfelde", "2013", 21.3, [102, 4], {}, "Stadtteilprofile 2014"),
    ],
  },
  "population/berlin_SB_A01-05-00_2024h02_BE.xlsx": { refused: "collect.severalTables" },
  "population/berlin_einwohner_plr_2022-06.csv": {
    reader: "table",
    areas: 542,
    samples: [s("Gesamt", "01100101", "2022", 3503, [2, 1]), s("6-15", "01100101", "2022", 181, [2, 3])],
  },
  ...Object.assign({}, ...[2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022].map(lor)),
  "projection/konstanz/nach_stadtteilen_bis2015.csv": {
    reader: "table",
    mapping: {
      table: {
        headerRows: [1],
        firstRow: 2,
        area: { by: "header", match: "name" },
        period: { by: "column", column: "jahr" },
        values: { by: "columns", figure: "Einwohner" },
      },
    },
    areas: 15,
    samples: [s("Einwohner", "paradies", "2010", 6017, [17, 3])],
  },
  "projection/konstanz/natuerliche_entwicklung_bis2015.csv": {
    reader: "table",
    mapping: konstanz,
    samples: [s("geburten", "08335043", "2010", 695, [17, 2])],
  },
  "projection/konstanz/wohnbevoelkerung_bis2015.csv": {
    reader: "table",
    mapping: konstanz,
    samples: [s("davon_frauen", "08335043", "2010", 41573, [12, 3])],
  },
  "projection/konstanz/zu_und_wegzug_bis2015.csv": {
    reader: "table",
    mapping: konstanz,
    samples: [s("wegzug", "08335043", "2010", 7762, [17, 3])],
  },
  "projection/sterbetafel-18-20.xlsx": { refused: "collect.lifeTable" },
  "projection/vaterstetten_lfstatFortschreibungJahre.csv": {
    reader: "table",
    mapping: { area: "09175132" },
    samples: [s("weiblich", "09175132", "2020", 12606, [66, 5])],
  },
  "projection/vaterstetten_lfstatVorausberechnung2019.csv": {
    reader: "table",
    mapping: { area: "09175132" },
    samples: [s("bevoelkerung", "09175132", "2020", 24790, [3, 3])],
  },
};

function expectedOf(path: string): Expected | undefined {
  const year = /pyramiden\/pyramide_(\d{4})\.csv$/.exec(path)?.[1];
  if (year !== undefined)
    return {
      reader: "table",
      mapping: konstanz,
      samples:
        year === "2015" ? [s("frauen_deutsch", "08335043", "2015", 339, [2, 5], { alter: "0_bis_unter_1" })] : [],
    };
  return expectations[path];
}

function* filesBelow(path: string): Generator<string> {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else yield join(path, entry.name);
}

const files = missing
  ? []
  : ["statistics", "codes", "zensus", "sozialraum", "population", "projection"].flatMap((part) =>
      [...filesBelow(join(folder, part))].map((path) => relative(folder, path)),
    );

function valueAt(read: ReadFigures, sample: Sample): unknown {
  for (const slice of read.slices) {
    if (slice.figure !== sample.figure || slice.period !== sample.period || slice.sheet !== (sample.sheet ?? ""))
      continue;
    const wanted = sample.breakdown ?? {};
    if (Object.entries(wanted).some(([name, member]) => slice.breakdown[name] !== member)) continue;
    const at = slice.areaCodes.indexOf(sample.area);
    if (at < 0 || slice.rows[at] !== sample.at[0] || slice.columns[at] !== sample.at[1]) continue;
    return slice.values[at];
  }
  return "not found";
}

function readAs(workbook: Workbook, expected: Expected): { reader: string; read: ReadFigures } {
  const reader = expected.mapping?.table === undefined ? recognisedFormat(workbook).format.id : "table";
  const mapping: Mapping = { reader, figures: [], ...expected.mapping };
  return { reader, read: formatById(reader).read(workbook, mapping) };
}

describe.skipIf(missing)(
  "X-054 every file of the open data folder is read right or refused with a reason (skipped without the folder)",
  () => {
    for (const path of files)
      test(path, async () => {
        const expected = expectedOf(path);
        if (expected === undefined) throw new Error(`nobody said what to expect of ${path}`);
        if (expected.refused !== undefined) {
          await expect(open(path).then((workbook) => recognisedFormat(workbook))).rejects.toMatchObject({
            code: expected.refused,
          });
          return;
        }
        const workbook = await open(path);
        const { reader, read } = readAs(workbook, expected);
        expect(reader).toBe(expected.reader);
        if (expected.areas !== undefined) expect(read.areas.length).toBe(expected.areas);
        if (expected.cells !== undefined) expect(read.grid?.x.length).toBe(expected.cells);
        if (expected.values !== undefined)
          expect(read.slices.reduce((sum, slice) => sum + slice.values.length, 0)).toBe(expected.values);
        for (const sample of expected.samples ?? [])
          expect(valueAt(read, sample), `${sample.figure} ${sample.area} ${sample.period}`).toBe(sample.value);
        expect(read.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      });
  },
);

describe.skipIf(missing)("broken files of the open data folder are named by place (skipped without the folder)", () => {
  test("umlauts that were destroyed before the file came are named, not guessed", async () => {
    const { findings } = await open("statistics/genesis/12411-0006_kaputte_kodierung.csv");
    expect(findings[0]).toMatchObject({ code: "collect.destroyedLetter", place: { row: 2, column: 1 } });
    expect(findings.some(({ code }) => code === "collect.destroyedLetters")).toBe(true);
  });

  test("glued numbers in the Düsseldorf file are found by what the other areas show", async () => {
    const { read } = readAs(await open("sozialraum/duesseldorf_sozialraeume_quartiersatlas2024.geojson"), {
      mapping: { period: "2021" },
    });
    const odd = implausibleValues(read.slices).filter(({ code }) => code === "collect.partLargerThanWhole");
    expect(
      odd.map(({ parameters, place }) => [parameters.figure, parameters.value, place?.row, place?.column]),
    ).toEqual([
      ["a30_49", 625192, 2, 14],
      ["a50_64", 392133, 2, 16],
      ["haushalte", 1179359, 2, 28],
    ]);
  });

  test("a typing error in the Flensburg file (2 instead of about 1,600) is found", async () => {
    const { read } = readAs(await open("sozialraum/flensburg_sozialatlas_2021.json"), {});
    const odd = implausibleValues(read.slices).filter(({ parameters }) => parameters.code === "3");
    expect(odd.map(({ parameters }) => [parameters.figure, parameters.value])).toContainEqual([
      "benefits_age_15_to_under_65.employable_with_benefits",
      2,
    ]);
  });

  test("sound files are not drowned in warnings", async () => {
    for (const path of [
      "codes/31122023_Auszug_GV.xlsx",
      "population/berlin_lor/berlin-lor-population-2015-02-t2-planning-areas.csv",
    ]) {
      const { read } = readAs(await open(path), {});
      const values = read.slices.reduce((sum, slice) => sum + slice.values.length, 0);
      expect(implausibleValues(read.slices).length, path).toBeLessThan(values / 500);
    }
  });

  test("keys that lost their leading zero are found and completed", async () => {
    const { read } = readAs(await open("composite/gisd_revision2018/output/Gemeinde_2014.csv"), {
      mapping: { period: "2014" },
    });
    expect(read.findings.find(({ code }) => code === "collect.leadingZeroLost")).toMatchObject({
      place: { row: 2 },
      parameters: { code: "1001000", length: 8 },
    });
    expect(read.areas[0]?.code).toBe("01001000");
    // The program that wrote the file turned Hamburg's key into a power of ten.
    expect(read.findings.find(({ code }) => code === "collect.codeAsPower")?.parameters).toEqual({
      text: "2e+06",
      code: "2000000",
    });
    expect(read.areas.some(({ code }) => code === "02000000")).toBe(true);
  });

  test("two reference years side by side in the heads become two periods", async () => {
    const { read } = readAs(await open("composite/berlin_gssa_2022/gssa_2022_bezirke.csv"), {});
    expect([...new Set(read.slices.map(({ figure, period }) => `${figure} ${period}`))].slice(0, 2)).toEqual([
      "GESIx 2013",
      "GESIx 2022",
    ]);
    expect(read.findings).toEqual([]);
  });

  test("Zensus cells: -1 is withheld, -9 unknown, decimals have a comma; Parquet and CSV agree", async () => {
    const csv = readAs(await open("zensus/zensus2011_1km_schleswig-holstein_hamburg.csv"), {}).read.grid;
    const at = csv?.rows.indexOf(4) ?? -1;
    expect([csv?.x[at], csv?.y[at]]).toEqual([4262500, 3383500]);
    const column = (figure: string) => csv?.figures.find((candidate) => candidate.figure === figure)?.values ?? [];
    expect(column("Einwohner")[at]).toBe(208);
    expect(column("Frauen_A")[at]).toBe(46.63);
    expect(column("Wohnfl_Whg_D")[at]).toBe("unknown");
    expect(column("Einwohner")[csv?.rows.indexOf(2) ?? -1]).toBe("withheld");
    const parquet = readAs(await open("zensus/zensus_1km_continuous_Einwohner.parquet"), {}).read.grid;
    const byPlace = new Map(parquet?.x.map((x, i) => [`${x} ${parquet.y[i]}`, parquet.figures[0]?.values[i]]));
    let compared = 0;
    csv?.x.forEach((x, i) => {
      expect(byPlace.get(`${x} ${csv.y[i]}`)).toBe(column("Einwohner")[i]);
      compared++;
    });
    expect(compared).toBe(12314);
  });
});
