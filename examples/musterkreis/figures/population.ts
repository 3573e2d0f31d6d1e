import { alongYears, type Ledger } from "./ledger.ts";

/** Months above 65 at which the standard pension age lay at the end of the year (SGB VI, § 235). */
const pensionMonths: Readonly<Record<number, number>> = {
  2012: 1,
  2013: 2,
  2014: 3,
  2015: 4,
  2016: 5,
  2017: 6,
  2018: 7,
  2019: 8,
  2020: 9,
  2021: 10,
  2022: 11,
  2023: 12,
};

/** The register of residents: age groups, sex, citizenship, households. */
export function population(book: Ledger): void {
  const groups: readonly (readonly [string, number, number])[] = [
    ["BEV_INSG", 0, 101],
    ["BEV_U3", 0, 3],
    ["BEV_3_5", 3, 6],
    ["BEV_U6", 0, 6],
    ["BEV_6_10", 6, 11],
    ["BEV_6_17", 6, 18],
    ["BEV_12_17", 12, 18],
    ["BEV_U15", 0, 15],
    ["BEV_U18", 0, 18],
    ["BEV_U19", 0, 19],
    ["BEV_U20", 0, 20],
    ["BEV_U21", 0, 21],
    ["BEV_6_20", 6, 21],
    ["BEV_14_20", 14, 21],
    ["BEV_15_24", 15, 25],
    ["BEV_18_24", 18, 25],
    ["BEV_15_49", 15, 50],
    ["BEV_15_64", 15, 65],
    ["BEV_18_64", 18, 65],
    ["BEV_18P", 18, 101],
    ["BEV_20_64", 20, 65],
    ["BEV_30_49", 30, 50],
    ["BEV_50P", 50, 101],
    ["BEV_50_64", 50, 65],
    ["BEV_55_64", 55, 65],
    ["BEV_60P", 60, 101],
    ["BEV_60_79", 60, 80],
    ["BEV_61P", 61, 101],
    ["BEV_U65", 0, 65],
    ["BEV_65P", 65, 101],
    ["BEV_80P", 80, 101],
  ];
  for (const [figure, from, to] of groups) book.put(figure, book.ages(from, to));
  book.put("BEV_W", book.ages(0, 101, "women"));
  book.put("BEV_15_64_W", book.ages(15, 65, "women"));
  book.put("FRAUEN_15_49", book.ages(15, 50, "women"));
  book.put("BEV_3_U65", book.ages(3, 6) + Math.round(book.ages(6, 7) / 2));
  const working65 = Math.round((book.ages(65, 66) * (pensionMonths[book.year] ?? 12)) / 12);
  book.put("BEV_0_RAG", book.ages(0, 65) + working65);
  book.put("BEV_15_RAG", book.ages(15, 65) + working65);
  book.put("BEV_RAG_P", book.ages(65, 101) - working65);
  let years = 0;
  for (let age = 0; age <= 100; age++) years += (age + 0.5) * book.ages(age, age + 1);
  book.put("BEV_ALTERSSUMME", Math.round(years));

  const foreign = alongYears(
    { 2012: 0.031, 2015: 0.046, 2018: 0.058, 2021: 0.064, 2022: 0.076, 2023: 0.082 },
    book.year,
  );
  const bend = { hardship: 0.32, urban: 1, spread: 0.18 };
  const working = book.share("BEV_AUSL_15_64", book.get("BEV_15_64"), foreign * 1.1, bend);
  const others = book.share("BEV_AUSL_REST", book.get("BEV_INSG") - book.get("BEV_15_64"), foreign * 0.72, bend);
  book.put("BEV_AUSL", working + others);
  const german = book.get("BEV_INSG") - book.get("BEV_AUSL");
  const roots = book.share("BEV_MH_DEUTSCH", german, 0.082, { hardship: 0.25, urban: 0.7, yearly: 0.03 });
  book.put("BEV_MH", book.get("BEV_AUSL") + roots);
  book.share("BEV_MH_U6", book.get("BEV_U6"), Math.min(0.6, foreign * 2.6), { hardship: 0.35, urban: 0.8 });
  book.share("BEV_WD10P", book.get("BEV_INSG"), 0.52, { urban: -0.5, hardship: -0.1 });

  const inHouseholds = book.share("BEV_HH", book.get("BEV_INSG"), 0.984, { urban: -0.3, spread: 0.1 });
  const aloneOld = book.share("HH_1P_65P", Math.min(book.get("BEV_65P"), inHouseholds), 0.29, {
    urban: 0.6,
    yearly: 0.01,
  });
  const aloneYoung = book.share("HH_1P_U65", Math.min(book.get("BEV_18_64"), inHouseholds - aloneOld), 0.155, {
    urban: 1,
    yearly: 0.012,
    hardship: 0.12,
  });
  const single = book.put("HH_1P", aloneOld + aloneYoung);
  const families = book.put("HH_KIND", Math.round(book.get("BEV_U18") / 1.62));
  const larger = Math.max(families, Math.round((inHouseholds - single) / 2.72));
  book.put("HH_INSG", single + larger);
  book.share("HH_AE", families, 0.185, { hardship: 0.28, urban: 0.4 });
}

/** Births, deaths and moves inside the municipality, for the year. Moves across borders are counted per area, see `flows.ts`. */
export function demography(book: Ledger): void {
  book.put("GEBURTEN", book.people.births);
  book.put("STERBEF", book.people.deaths);
  book.put("STERB_U65", book.people.deathsUnder65);
  book.events("UMZUEGE_EIGEN", book.get("BEV_INSG") * 0.033, { urban: 0.9 });
  const drift = 1 + (0.0016 * book.traits.pull - 0.0075) * 12;
  book.put("BEV_PROG", Math.round(book.get("BEV_INSG") * drift));
  book.put("BEV_PROG_U6", Math.round(book.get("BEV_U6") * drift * 0.93));
  book.put(
    "BEV_PROG_60P",
    Math.round(Math.min(book.get("BEV_INSG") * drift * 0.62, book.get("BEV_60P") * 1.15 * drift)),
  );
}
