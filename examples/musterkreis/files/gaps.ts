import type { CountyArea } from "../areas.ts";
import { years } from "../people/residents.ts";

/** Years for which anybody counts a figure at all; all twelve for those not named here. */
const countedIn: readonly { readonly figures: readonly string[]; readonly years: readonly number[] }[] = [
  // The care statistics come every second year, the census once in ten.
  {
    figures: ["PFLEGEB", "PFLEGEB_80P", "PFLEGEB_STAT", "PFLEGEB_AMB", "PFLEGEB_GELD", "PFLEGE_VZAE"],
    years: [2013, 2015, 2017, 2019, 2021, 2023],
  },
  { figures: ["WHG_LEER", "WHG_BEWOHNT", "WHG_EIGEN", "MIETE_BESTAND"], years: [2022] },
  { figures: ["BEV_LAERM"], years: [2012, 2017, 2022] },
  { figures: ["BEV_HITZE"], years: [2018, 2023] },
  { figures: ["WHG_BARRFREI"], years: [2014, 2018, 2022] },
  { figures: ["WAHLBER", "WAEHLER"], years: [2013, 2018, 2023] },
  { figures: ["WOHNUNGSLOS"], years: [2022, 2023] },
  { figures: ["BEV_PROG", "BEV_PROG_U6", "BEV_PROG_60P", "BEDARF_PROG_UE3"], years: [2017, 2020, 2023] },
  { figures: ["PFLEGEB_PROG"], years: [2017, 2021, 2023] },
];

export function yearsOf(figure: string): readonly number[] {
  return countedIn.find((rule) => rule.figures.includes(figure))?.years ?? years;
}

/**
 * What a cell says when the figure did not arrive: the signs of official
 * tables, `""` where an office forgot. Every kind of hole is in the demo once
 * so that every page can be seen with holes.
 */
export function gap(
  figure: string,
  area: CountyArea,
  year: number,
  figureOf: (id: string) => number | undefined,
): string | undefined {
  // Nobody examined children in the two years of the pandemic.
  if (figure.startsWith("SEU_") && (year === 2020 || year === 2021)) return "";
  // The income tax statistics are three years late.
  if ((figure === "GDE_SUMME" || figure === "STPFL") && year > 2020) return "...";
  // A median over too few taxpayers is kept secret by the tax office.
  if (figure === "MEDIAN_EINK" && (figureOf("STPFL") ?? 0) < 100) return ".";
  // One Amt forgot one year of its counselling statistics; nobody counted young people's participation in 2016.
  if (figure === "SUCHTB" && year === 2019 && area.name === "Amt Geestmark") return "";
  if (figure === "JUGBET" && year === 2016) return "";
  // In the first survey of dwellings for the old, the sample was too small for small units.
  if (figure === "WHG_BARRFREI" && year === 2014 && (figureOf("BEV_INSG") ?? 0) < 10_000) return "/";
  // New cars of one village in one year: the licensing office kept the number back.
  if (figure === "KFZ_NEUZUL" && year === 2019 && area.name === "Flackenbek") return ".";
  // Where hardly anybody rents, nobody can say what rents cost.
  if (figure === "MIETE_BESTAND" && (figureOf("HH_INSG") ?? 0) < 120) return "x";
  return undefined;
}

/** Figures that their source publishes rounded to five already. */
export const roundedToFive: ReadonlySet<string> = new Set(["SCHUTZ", "EINBUERG"]);
