import { chance } from "./chance.ts";
import type { Borders } from "./ground/borders.ts";
import type { CountyGround } from "./ground/countyGround.ts";
import type { Traits } from "./people/traits.ts";

/** A place to go to, with the years in which it is open. */
export interface Facility {
  readonly kind:
    | "kita"
    | "grundschule"
    | "schule"
    | "jugend"
    | "pflegeheim"
    | "beratung"
    | "familienzentrum"
    | "seniorentreff";
  readonly name: string;
  readonly provider: string;
  readonly address: string;
  /** Number of the place in the county's ground. */
  readonly place: number;
  readonly at: readonly [number, number];
  readonly opened: number;
  /** Kita: places under three and from three; school: classes; home: beds, day places, short-term places; advice: full-time posts. */
  readonly capacity: readonly number[];
}

const publicProviders = [
  "Stadt oder Gemeinde",
  "Kirchengemeinde (fiktiv)",
  "Wohlfahrtsverband A (fiktiv)",
  "Wohlfahrtsverband B (fiktiv)",
  "Elternverein (fiktiv)",
];
const kitaNames =
  "Regenbogen Wirbelwind Sonnenkäfer Deichkieker Moorfrösche Spatzennest Löwenzahn Rappelkiste Wattwürmer Pusteblume Seepferdchen Zwergenland Kastanie Windmühle Strandläufer Igelbau".split(
    " ",
  );
const homeNames = "am Deich,am Mühlenteich,Lindenhof,Seeblick,am Stadtpark,Marschenhof,Geestblick,Abendrot".split(",");
const streets =
  "Dorfstraße,Schulstraße,Am Markt,Mühlenweg,Deichstraße,Kirchweg,Lindenallee,Moorweg,Bahnhofstraße,Feldweg".split(",");

/** All facilities of the county, those of the public lists and those that opened while the series runs. */
export function facilities(
  ground: CountyGround,
  traits: readonly Traits[],
  borders: Borders,
  seed: number,
): Facility[] {
  const list: Facility[] = [];
  ground.places.forEach((place, index) => {
    const luck = chance(seed, `facilities ${place.name}`);
    const { residents = 0, urban = 0, hardship = 0, pull = 0 } = traits[index] ?? {};
    // Houses stand together: facilities stand in the middle of the ground, not on the last field.
    const middle = [...place.cells].slice(Math.floor(place.cells.length * 0.3), Math.ceil(place.cells.length * 0.7));
    const add = (kind: Facility["kind"], name: string, capacity: readonly number[], late = 0.15): void => {
      const cell = middle[luck.below(middle.length)] ?? place.cells[0] ?? 0;
      list.push({
        kind,
        name,
        provider: publicProviders[luck.below(publicProviders.length)] ?? "",
        address: `${streets[luck.below(streets.length)] ?? ""} ${1 + luck.below(60)}, ${place.municipality}`,
        place: index,
        at: borders.pointIn(cell, luck.uniform(), luck.uniform()),
        opened: luck.uniform() < late ? 2013 + luck.below(10) : 1975 + luck.below(36),
        capacity,
      });
    };
    const few = (expected: number): number => Math.floor(expected + luck.uniform());
    const kitas = residents < 420 ? 0 : Math.max(residents > 700 ? 1 : 0, few(residents / (1_350 + 450 * urban)));
    const growth = 1 + 0.01 * pull;
    for (let i = 0; i < kitas; i++) {
      const children = (residents * 0.0285 * growth) / kitas;
      const toddlers = Math.max(
        5,
        Math.round((residents * 0.0098 * growth * (0.85 + 0.3 * luck.uniform())) / kitas / 5) * 5,
      );
      const older = Math.max(15, Math.round((children * (0.97 + 0.22 * luck.uniform())) / 5) * 5);
      add(
        "kita",
        `Kita ${kitaNames[(i * 5 + luck.below(kitaNames.length)) % kitaNames.length] ?? ""} ${place.name}`,
        [toddlers, older],
        0.2,
      );
    }
    const primaries = residents < 1_300 ? 0 : Math.max(1, few(residents / 6_800));
    for (let i = 0; i < primaries; i++)
      add(
        "grundschule",
        `Grundschule ${place.name}${i === 0 ? "" : ` ${i + 1}`}`,
        [Math.max(4, Math.round((residents * 0.0365) / 20.5 / primaries))],
        0,
      );
    const secondaries = residents < 6_500 ? 0 : Math.max(1, few(residents / 9_000));
    for (let i = 0; i < secondaries; i++)
      add(
        "schule",
        `${i % 2 === 0 ? "Gemeinschaftsschule" : "Gymnasium"} ${place.name}`,
        [Math.round((residents * 0.06) / 24 / secondaries)],
        0,
      );
    const youth = few(residents < 900 ? residents / 9_000 : residents / 5_200 + 0.25 * Math.max(0, hardship));
    for (let i = 0; i < youth; i++)
      add("jugend", `Jugendtreff ${place.name}${i === 0 ? "" : ` ${i + 1}`}`, [20 + 10 * luck.below(4)]);
    const homes = few(residents < 1_500 ? residents / 16_000 : residents / 5_600);
    for (let i = 0; i < homes; i++) {
      const beds = 36 + 6 * luck.below(12);
      add("pflegeheim", `Pflegeheim ${homeNames[(index + i) % homeNames.length] ?? ""} ${place.name}`, [
        beds,
        luck.uniform() < 0.45 ? 12 + 2 * luck.below(4) : 0,
        luck.uniform() < 0.2 ? 6 + luck.below(7) : 0,
      ]);
    }
    const advice = few(residents < 5_000 ? residents / 60_000 : residents / 6_000);
    for (let i = 0; i < advice; i++)
      add("beratung", `Beratungsstelle ${place.name}${i === 0 ? "" : ` ${i + 1}`}`, [1 + luck.below(13) / 4]);
    const families = few(residents < 2_500 ? residents / 40_000 : residents / 8_500);
    for (let i = 0; i < families; i++)
      add("familienzentrum", `Familienzentrum ${place.name}${i === 0 ? "" : ` ${i + 1}`}`, [], 0.6);
    const seniors = few(residents / 3_600);
    for (let i = 0; i < seniors; i++)
      add("seniorentreff", `Seniorentreff ${place.name}${i === 0 ? "" : ` ${i + 1}`}`, []);
  });
  return list;
}
