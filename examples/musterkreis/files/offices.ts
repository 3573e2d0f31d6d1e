/**
 * Who delivers what to the county's planners, and in which form. A figure goes
 * into the file of its topic's office; exceptions by name.
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
    id: "sozialamt",
    name: "Jobcenter und Sozialamt",
    subject: "Soziale Leistungen",
    form: "csv",
    topics: ["sozialhilfebezug", "inklusion"],
  },
  {
    id: "landesamt",
    name: "Statistisches Landesamt",
    subject: "Wirtschaft, Einkommen, Wohnen",
    form: "csvWindows",
    topics: ["wirtschaft", "einkommen", "wohnen"],
  },
  { id: "schulamt", name: "Schulverwaltung", subject: "Schulstatistik", form: "xlsx", topics: ["bildung"] },
  {
    id: "gesundheitsamt",
    name: "Gesundheitsamt",
    subject: "Gesundheitsberichterstattung",
    form: "csv",
    topics: ["gesundheit"],
  },
  {
    id: "jugendamt",
    name: "Jugendamt",
    subject: "Kindertagesbetreuung und Hilfen zur Erziehung",
    form: "xlsx",
    topics: ["kita", "hilfen_zur_erziehung"],
  },
  { id: "pflege", name: "Pflegestützpunkt und Heimaufsicht", subject: "Pflege", form: "csv", topics: ["pflege"] },
  {
    id: "kreis",
    name: "Kreisverwaltung, Fachdienste",
    subject: "Infrastruktur, Kultur, Sport, Teilhabe",
    form: "csv",
    topics: ["infrastruktur", "kultur", "sport", "partizipation", "integration"],
  },
  {
    id: "umwelt",
    name: "Umwelt und Verkehr",
    subject: "Umwelt und Verkehr",
    form: "csvWindows",
    topics: ["umwelt", "verkehr"],
  },
  { id: "kaemmerei", name: "Kämmerei", subject: "Haushalt", form: "xlsx", topics: ["finanzen"] },
];
