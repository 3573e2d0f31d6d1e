import { stoodIn } from "../../musterkreis/areas.ts";
import { type Chance, chance } from "../../musterkreis/chance.ts";
import type { Yearbook } from "../../musterkreis/figures/yearbook.ts";

/** The day of the extract: people as of 31 December of this year. */
export const registerYear = 2023;

/** Where people can live: a municipality, or a quarter of the county town, with its streets. */
interface Home {
  readonly area: string;
  readonly municipality: string;
  readonly streets: readonly Street[];
}

interface Street {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const streetNames = [
  "Dorfstraße",
  "Hauptstraße",
  "Am Deich",
  "Kirchweg",
  "Schulstraße",
  "Mühlenweg",
  "Lindenallee",
  "Hafenstraße",
  "Ringstraße",
  "Gartenweg",
  "Bahnhofstraße",
  "Wiesengrund",
  "Birkenweg",
  "Feldstraße",
  "Marktplatz",
  "Am Wasserturm",
] as const;

/** One line of the extract per resident, in pieces; no names, since nobody of them exists, and none would be read. */
export function* registerLines(book: Yearbook, seed: number): Generator<string> {
  yield "lfd_nr;gemeinde;strasse;hausnummer;alter;geschlecht\n";
  let number = 0;
  const byMunicipality = homes(book);
  for (const area of book.areas) {
    const wanted = byMunicipality.get(area.code);
    if (wanted === undefined) continue;
    const luck = chance(seed, `register ${area.code}`);
    const { women, men } = book.people(area, registerYear);
    let piece = "";
    for (const [ages, sex] of [
      [women, "w"],
      [men, "m"],
    ] as const)
      for (const [age, people] of ages.entries())
        for (let one = 0; one < people; one++) {
          number++;
          piece += `${number};${addressIn(wanted, luck)};${age};${sex}\n`;
        }
    yield piece;
  }
}

/** The street directory: street, house numbers, side, area. In the county town it leads to the quarter. */
export function streetDirectoryText(book: Yearbook): string {
  const lines = ["ort;strasse;von;bis;seite;raum"];
  for (const { municipality, streets, area } of homes(book).values())
    for (const { name, from, to } of streets) lines.push(`${municipality};${name};${from};${to};alle;${area}`);
  return `${lines.join("\n")}\n`;
}

/** Homes by the code of the finest area: quarters where there are any, else municipalities. */
function homes(book: Yearbook): Map<string, Home> {
  const found = new Map<string, Home>();
  const today = book.areas.filter((area) => stoodIn(area, registerYear));
  const quarters = today.filter(({ level }) => level === "SUB");
  const divided = new Set(quarters.map(({ code }) => code.slice(0, 8)));
  const nameOf = new Map(today.filter(({ level }) => level === "GEM").map(({ code, name }) => [code, name]));
  for (const area of today) {
    if (area.level !== "SUB" && (area.level !== "GEM" || divided.has(area.code))) continue;
    const municipality = nameOf.get(area.code.slice(0, 8)) ?? area.name;
    // In the divided town each street runs through all quarters, house number after house number.
    const at = quarters.indexOf(area);
    const streets = streetNames
      .slice(0, at < 0 ? 6 : undefined)
      .map((name) => (at < 0 ? { name, from: 1, to: 60 } : { name, from: at * 50 + 1, to: at * 50 + 50 }));
    found.set(area.code, { area: area.code, municipality, streets });
  }
  return found;
}

function addressIn({ municipality, streets }: Home, luck: Chance): string {
  const street = streets[luck.below(streets.length)] ?? { name: "", from: 1, to: 1 };
  return `${municipality};${street.name};${street.from + luck.below(street.to - street.from + 1)}`;
}
