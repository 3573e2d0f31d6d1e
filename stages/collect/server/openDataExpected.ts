import type { Mapping } from "../mapping.ts";
import { type Expected, s } from "./expectation.ts";
import { statisticsExpected } from "./statisticsExpected.ts";

const konstanz: Partial<Mapping> = { area: "08335043" };
const gv = "Onlineprodukt_Gemeinden31122023";
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
  ...statisticsExpected,
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
