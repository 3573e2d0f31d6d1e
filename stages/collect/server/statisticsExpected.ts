import type { Mapping } from "../mapping.ts";
import { type Expected, type Sample, s } from "./expectation.ts";

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
const svb =
  "Sozialversicherungspflichtig Beschäftigte (SvB) am Wohnort nach höchster Berufsausbildung bzw. höchstem Berufsabschluss";

/** The files of the offices' statistics. */
export const statisticsExpected: Readonly<Record<string, Expected>> = {
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
};
