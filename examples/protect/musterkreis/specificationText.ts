import { stoodIn } from "../../musterkreis/areas.ts";
import type { Yearbook } from "../../musterkreis/figures/yearbook.ts";
import { countyCode } from "../../musterkreis/placeNames.ts";
import { registerYear } from "./register.ts";

/** Base figures that are one age group or one sex in the table of all residents. */
export const alsoFigures = [
  "alter=0-2:BEV_U3",
  "alter=3-5:BEV_3_5",
  "alter=unter 6:BEV_U6",
  "alter=6-10:BEV_6_10",
  "alter=unter 18:BEV_U18",
  "alter=18-24:BEV_18_24",
  "alter=80+:BEV_80P",
  "geschlecht=w:BEV_W",
] as const;

/** The table specification as the statistics office of the Musterkreis would write it. */
export function specificationText(book: Yearbook): string {
  const today = book.areas.filter((area) => stoodIn(area, registerYear));
  const inside = (whole: (typeof today)[number], level: string) =>
    today.filter((area) => area.level === level && [...area.places].every((place) => whole.places.has(place)));
  const parts = (wholes: string, level: string) =>
    today
      .filter((area) => area.level === wholes)
      .map((whole) => [whole.code, inside(whole, level).map(({ code }) => code)] as const)
      .filter(([, codes]) => codes.length > 0);
  const lines = (list: readonly (readonly [string, readonly string[]])[]) =>
    list.map(([whole, codes]) => `          "${whole}": [${codes.map((code) => `"${code}"`).join(", ")}]`).join("\n");
  return `title: Bevölkerung des Musterkreises (fiktiv) nach Alter und Geschlecht
source: Einwohnermelderegister des Musterkreises (fiktiv), Bestand am 31.12.${registerYear}
audience: Öffentlichkeit

dimensions:
  - id: raum
    label: Raum
    total: "${countyCode}"
    hierarchies:
      - id: aemter
        parts:
${lines([...parts("AMT", "GEM"), ...parts("GEM", "SUB")])}
      - id: planungsregionen
        parts:
${lines(parts("REGION", "GEM"))}
${lines(parts("GEM", "SUB"))}
  - id: alter
    label: Altersgruppe
    bands: [0, 3, 6, 11, 18, 25, 65, 80]
    hierarchies:
      - id: kinder
        parts:
          unter 6: [0-2, 3-5]
          unter 18: [unter 6, 6-10, 11-17]
  - id: geschlecht
    label: Geschlecht
    codes: [w, m]

value: anzahl
rules:
  - kind: minimumCount
    minimum: 3
    setBy: Statistikstelle des Musterkreises (fiktiv), Dienstanweisung vom 12.01.2024

records:
  unique: lfd_nr
  area:
    dimension: raum
    by: streetRanges
    directory: strassen.csv
    place: gemeinde
    street: strasse
    number: hausnummer
    columns: { place: ort, street: strasse, from: von, to: bis, side: seite, area: raum }
`;
}
