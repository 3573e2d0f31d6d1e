import type { CountyArea } from "../areas.ts";
import type { InnerMoves, Movers, PlaceYear } from "../people/residents.ts";

/**
 * Moves across the border of an area. What is a move away for a village may
 * stay inside its Amt, so these counts cannot be added up; their balance can.
 */
export function flows(
  area: CountyArea,
  people: readonly PlaceYear[],
  moves: readonly InnerMoves[],
): Map<string, number> {
  const coming: Movers = { all: 0, young: 0, family: 0 };
  const leaving: Movers = { all: 0, young: 0, family: 0 };
  const add = (sum: Movers, movers: Movers): void => {
    sum.all += movers.all;
    sum.young += movers.young;
    sum.family += movers.family;
  };
  for (const place of area.places) {
    const year = people[place];
    if (year === undefined) throw new Error(`unknown place: ${place}`);
    add(coming, year.arrivals);
    add(leaving, year.departures);
  }
  let inside = 0;
  for (const { from, to, movers } of moves) {
    const [out, into] = [area.places.has(from), area.places.has(to)];
    if (out && into) inside += movers.all;
    else if (into) add(coming, movers);
    else if (out) add(leaving, movers);
  }
  return new Map([
    ["ZUZUEGE", coming.all],
    ["FORTZUEGE", leaving.all],
    ["ZUZUG_18_24", coming.young],
    ["FORTZUG_18_24", leaving.young],
    ["ZUZUG_FAM", coming.family],
    ["FORTZUG_FAM", leaving.family],
    ["UMZUEGE_INNEN", inside],
  ]);
}
