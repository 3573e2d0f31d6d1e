import type { Value } from "../../../kernel/value/value.ts";
import type { Mapping } from "../mapping.ts";
import type { SourceBreakdown } from "../readFigures.ts";

/** A cell that was looked up by another way, and what it must be read as. */
export interface Sample {
  readonly figure: string;
  readonly area: string;
  readonly period: string;
  readonly value: Value;
  /** Row and column from 1, as looked up in the file. */
  readonly at: readonly [number, number];
  readonly sheet?: string;
  readonly breakdown?: SourceBreakdown;
}

/** What must become of a file of the open data folder. */
export interface Expected {
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

/** The expectation of a file by its path in the folder. */
export function expectedOf(path: string): Expected | undefined {
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
