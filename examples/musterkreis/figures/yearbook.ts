import { type CountyArea, countyAreas, stoodIn } from "../areas.ts";
import { type Chance, chance } from "../chance.ts";
import { type Facility, facilities } from "../facilities.ts";
import { Borders } from "../ground/borders.ts";
import { type CountyGround, countyGround } from "../ground/countyGround.ts";
import { type History, history, years } from "../people/residents.ts";
import { type Traits, traits } from "../people/traits.ts";
import { commuting } from "./commuters.ts";
import { countyFigures } from "./county.ts";
import { flows } from "./flows.ts";
import { environment, housing, traffic } from "./homes.ts";
import { childcare, education } from "./learning.ts";
import { Ledger, Memories, prices } from "./ledger.ts";
import { demography, population } from "./population.ts";
import { support } from "./support.ts";
import { belonging, care, health, infrastructure, youthHelp } from "./wellbeing.ts";
import { economy, employment, incomes, unemployment } from "./work.ts";

/** Everything that is known of the fictional county: its ground, its areas, its facilities, and the figures of twelve years. */
export interface Yearbook {
  readonly ground: CountyGround;
  readonly borders: Borders;
  readonly areas: readonly CountyArea[];
  readonly facilities: readonly Facility[];
  /** The figure of an area in a year, before anything was lost, kept secret or late on its way into a file. */
  readonly figure: (id: string, area: CountyArea, year: number) => number | undefined;
  /** Residents of a place at the end of a year. */
  readonly residents: (place: number, year: number) => number;
  /** Residents of an area at the end of a year: the same people that its figures count, by age from 0 to 100 (and older). */
  readonly people: (area: CountyArea, year: number) => { readonly women: Int32Array; readonly men: Int32Array };
}

/** Theme after theme; later ones draw from earlier ones. */
const themes = [
  population,
  demography,
  housing,
  economy,
  unemployment,
  employment,
  incomes,
  support,
  education,
  childcare,
  health,
  infrastructure,
  care,
  youthHelp,
  environment,
  traffic,
  belonging,
] as const;

/** The county of a seed. The same seed gives the same county. */
export function yearbook(seed: number): Yearbook {
  const ground = countyGround(seed);
  const borders = new Borders(ground, seed);
  const character = traits(ground, seed);
  const houses = facilities(ground, character, borders, seed);
  const lives = history(ground, character, seed);
  const areas = countyAreas(ground);
  const memories = new Memories(chance(seed, "figures"));
  const squareKm = ground.places.map((_, i) => Number(borders.squareKm(new Set([i])).toFixed(2)));
  const values = new Map<number, ReadonlyMap<CountyArea, ReadonlyMap<string, number>>>();
  years.forEach((year, y) => {
    const books = ground.places.map((place, i) => {
      const [own, people] = [character[i], lives.places[y]?.[i]];
      if (own === undefined || people === undefined) throw new Error(`place without people: ${place.name}`);
      const open = houses.filter((f) => f.place === i && f.opened <= year);
      const book = new Ledger(place, own, year, people, open, memories);
      for (const theme of themes) theme(book);
      groundFigures(book, squareKm[i] ?? 0);
      return book;
    });
    const standing = areas.filter((area) => stoodIn(area, year));
    const sums = new Map(standing.map((area) => [area, added(books, area)]));
    for (const [area, sum] of sums) {
      const moved = flows(area, lives.places[y] ?? [], lives.moves[y] ?? []);
      for (const [figure, value] of moved) sum.set(figure, value);
      sum.set("UMZUEGE", (sum.get("UMZUEGE_EIGEN") ?? 0) + (moved.get("UMZUEGE_INNEN") ?? 0));
      const luck = chance(seed, `medians ${area.code} ${year}`);
      for (const [figure, value] of medians(area, ground, character, year, luck)) sum.set(figure, value);
    }
    addWork(sums, ground, character, year, seed);
    const [county] = sums.keys();
    const whole = county === undefined ? undefined : sums.get(county);
    if (whole === undefined) throw new Error("no county");
    const known = (figure: string): number => {
      const value = whole.get(figure);
      if (value === undefined) throw new Error(`the county has no sum of: ${figure}`);
      return value;
    };
    for (const [figure, value] of countyFigures(known, year, chance(seed, `county ${year}`))) whole.set(figure, value);
    values.set(year, sums);
  });
  return {
    ground,
    borders,
    areas,
    facilities: houses,
    figure: (id, area, year) => values.get(year)?.get(area)?.get(id),
    residents: (place, year) => {
      const people = lives.places[years.indexOf(year)]?.[place];
      if (people === undefined) throw new Error(`no people in place ${place} at the end of ${year}`);
      return [...people.women, ...people.men].reduce((a, b) => a + b, 0);
    },
    people: (area, year) => ({
      women: byAge(lives, area, year, "women"),
      men: byAge(lives, area, year, "men"),
    }),
  };
}

function byAge({ places }: History, area: CountyArea, year: number, sex: "women" | "men"): Int32Array {
  const ages = new Int32Array(101);
  for (const place of area.places)
    places[years.indexOf(year)]?.[place]?.[sex].forEach((people, age) => {
      ages[age] = (ages[age] ?? 0) + people;
    });
  return ages;
}

function groundFigures(book: Ledger, squareKm: number): void {
  book.put("FLAECHE_KM2", squareKm);
  const built = Math.min(0.62, 0.055 + 0.00009 * (book.get("BEV_INSG") / squareKm) ** 1.05 * 2.6);
  book.put("SUVF", Number((squareKm * built * (1 + 0.006 * (book.year - 2012))).toFixed(3)));
}

function added(books: readonly Ledger[], area: CountyArea): Map<string, number> {
  const sum = new Map<string, number>();
  for (const place of area.places) {
    for (const [figure, value] of books[place]?.figures ?? []) sum.set(figure, (sum.get(figure) ?? 0) + value);
  }
  // Sums of quarter posts and square kilometres shall not end in 0.30000000000000004.
  for (const [figure, value] of sum) if (!Number.isInteger(value)) sum.set(figure, Number(value.toFixed(3)));
  return sum;
}

/** Middle values, each of its own area: they follow the hardship of the people who live there. */
function medians(
  area: CountyArea,
  ground: CountyGround,
  character: readonly Traits[],
  year: number,
  luck: Chance,
): Map<string, number> {
  const mean = (of: (traits: Traits, place: number) => number): number => {
    let [sum, weight] = [0, 0];
    for (const place of area.places) {
      const own = character[place];
      if (own === undefined) continue;
      sum += own.residents * of(own, place);
      weight += own.residents;
    }
    return weight === 0 ? 0 : sum / weight;
  };
  const hardship = mean((t) => t.hardship);
  const urban = mean((t) => t.urban);
  const distance = mean((_, place) => ground.places[place]?.distance ?? 0);
  const noise = 1 + (0.012 * luck.normal()) / Math.sqrt(area.places.size);
  return new Map([
    ["MEDIAN_EINK", Math.round(32_800 * prices(year, 0.026) * Math.exp(-0.1 * hardship) * noise)],
    ["MIETE_BESTAND", Number(((5.9 + 1.5 * urban - 0.22 * hardship) * prices(year, 0.016) * noise).toFixed(2))],
    ["REISEZEIT_OZ", Math.round((34 + 1.9 * distance - 8 * urban) * (1 - 0.004 * (year - 2012)))],
  ]);
}

/** Jobs and commuters, by the municipalities of the year. */
function addWork(
  sums: Map<CountyArea, Map<string, number>>,
  ground: CountyGround,
  character: readonly Traits[],
  year: number,
  seed: number,
): void {
  const municipalities = [...sums.keys()].filter((area) => area.level === "GEM");
  const work = commuting(
    municipalities.map((area) => {
      const first = ground.places[[...area.places][0] ?? 0];
      const urban = Math.max(...[...area.places].map((p) => character[p]?.urban ?? 0));
      const luck = chance(seed, `firms ${area.name}`).normal();
      return {
        unit: first?.unit ?? "",
        working: sums.get(area)?.get("SVB_WO") ?? 0,
        urban,
        distance: first?.distance ?? 0,
        luck,
      };
    }),
    year,
  );
  for (const [area, sum] of sums) {
    let [jobs, services, out, into] = [0, 0, 0, 0];
    municipalities.forEach((municipality, i) => {
      const own = work[i];
      if (own === undefined || ![...municipality.places].every((p) => area.places.has(p))) return;
      jobs += own.jobs;
      const branch = chance(seed, `services ${municipality.name}`).uniform();
      services += Math.round(own.jobs * (0.52 + 0.3 * branch + 0.004 * (year - 2012)));
      out += area.level === "KREIS" ? own.outOfCounty : area.level === "AMT" ? own.outOfUnit : own.out;
      into += area.level === "KREIS" ? own.intoCounty : area.level === "AMT" ? own.intoUnit : own.in;
    });
    sum.set("SVB_AO", jobs);
    sum.set("SVB_AO_DL", services);
    sum.set("AUSPENDLER", out);
    sum.set("EINPENDLER", into);
  }
}
