/**
 * Who delivers what to the county's planners, and in which form. A figure goes
 * into the files of its topic's office.
 */
export interface Office {
  readonly id: string;
  readonly name: string;
  /** Title of the office's files. */
  readonly subject: string;
  readonly form: "csv" | "csvWindows" | "xlsx";
  readonly topics: readonly string[];
}

export const offices: readonly Office[] = [
  {
    id: "melderegister",
    name: "Einwohnermeldewesen",
    subject: "Einwohnerstatistik",
    form: "csv",
    topics: ["bevoelkerung", "demografie"],
  },
  {
    id: "agentur",
    name: "Agentur für Arbeit, Statistik",
    subject: "Arbeitsmarkt und Beschäftigung",
    form: "xlsx",
    topics: ["arbeitsmarkt", "erwerbssituation"],
  },
  {
    id: "soziales",
    name: "Jobcenter, Sozial- und Gesundheitsamt",
    subject: "Soziale Leistungen, Gesundheit, Pflege",
    form: "csv",
    topics: ["sozialhilfebezug", "inklusion", "gesundheit", "pflege"],
  },
  {
    id: "landesamt",
    name: "Statistisches Landesamt",
    subject: "Wirtschaft, Einkommen, Wohnen, Umwelt, Verkehr",
    form: "csvWindows",
    topics: ["wirtschaft", "einkommen", "wohnen", "umwelt", "verkehr"],
  },
  {
    id: "jugend-und-schule",
    name: "Jugendamt und Schulverwaltung",
    subject: "Kindertagesbetreuung, Hilfen zur Erziehung, Schule",
    form: "xlsx",
    topics: ["bildung", "kita", "hilfen_zur_erziehung"],
  },
  {
    id: "kreisverwaltung",
    name: "Kreisverwaltung, Fachdienste",
    subject: "Infrastruktur, Kultur, Sport, Teilhabe, Haushalt",
    form: "csv",
    topics: ["infrastruktur", "kultur", "sport", "partizipation", "integration", "finanzen"],
  },
];
