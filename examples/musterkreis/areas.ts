import type { CountyGround, Place } from "./ground/countyGround.ts";
import { amtNames, countyCode, countyName, freeMunicipalityNames, quarterNames, townNames } from "./placeNames.ts";

/** The day on which two villages merged and one was split. */
export const changeDay = "2018-01-01";

export type Level = "KREIS" | "REGION" | "AMT" | "GEM" | "SUB";

export interface CountyArea {
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  /** Numbers of the places it is made of. */
  readonly places: ReadonlySet<number>;
  /** Valid on the old boundaries, on today's, or on both. */
  readonly former: boolean;
  readonly today: boolean;
}

/** The areas of the county of both days: Kreis, four planning regions, 15 units, 95 municipalities then and now, four quarters. */
export function countyAreas(ground: CountyGround): CountyArea[] {
  const { places } = ground;
  const codes = municipalityCodes(places);
  const areas: CountyArea[] = [
    { level: "KREIS", code: countyCode, name: countyName, places: new Set(places.keys()), former: true, today: true },
  ];
  regionNames.forEach((name, i) => {
    const own = numbers(places, (p) => p.region === i);
    areas.push({ level: "REGION", code: `PR${i + 1}`, name, places: own, former: true, today: true });
  });
  for (const name of [...townNames, ...freeMunicipalityNames, ...amtNames])
    areas.push({
      level: "AMT",
      code: unitCode(name, codes),
      name,
      places: numbers(places, (p) => p.unit === name),
      former: true,
      today: true,
    });
  for (const [name, code] of codes) {
    const former = numbers(places, (p) => p.formerMunicipality === name);
    const today = numbers(places, (p) => p.municipality === name);
    const own = today.size > 0 ? today : former;
    areas.push({ level: "GEM", code, name, places: own, former: former.size > 0, today: today.size > 0 });
  }
  quarterNames.forEach((name, i) => {
    const code = `${codes.get(townNames[0]) ?? ""}${String(i + 1).padStart(2, "0")}`;
    areas.push({
      level: "SUB",
      code,
      name: `${townNames[0]}, ${name}`,
      places: numbers(places, (p) => p.name === name),
      former: true,
      today: true,
    });
  });
  return areas;
}

/** Whether an area stood in a year's boundaries: those of its last day. */
export function stoodIn(area: CountyArea, year: number): boolean {
  return year < Number(changeDay.slice(0, 4)) ? area.former : area.today;
}

export const regionNames = [
  "Planungsregion Nord",
  "Planungsregion Ost",
  "Planungsregion Süd",
  "Planungsregion West",
] as const;

/** Key of the unit: towns and free municipalities stand for themselves, Ämter are numbered from 5001. */
export function unitCode(name: string, codes: ReadonlyMap<string, string>): string {
  const amt = (amtNames as readonly string[]).indexOf(name);
  if (amt >= 0) return `${countyCode}${5001 + amt}`;
  return `${countyCode}0${(codes.get(name) ?? "").slice(5)}`;
}

/** As in the official keys: numbered by the alphabet, and those that came later behind. */
export function municipalityCodes(places: readonly Place[]): Map<string, string> {
  const former = new Set(places.map((p) => p.formerMunicipality));
  const later = new Set(places.map((p) => p.municipality).filter((name) => !former.has(name)));
  const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const names = [...[...former].sort(byName), ...[...later].sort(byName)];
  return new Map(names.map((name, i) => [name, `${countyCode}${String(i + 1).padStart(3, "0")}`]));
}

function numbers(places: readonly Place[], wanted: (place: Place) => boolean): Set<number> {
  return new Set(places.flatMap((place, i) => (wanted(place) ? [i] : [])));
}
