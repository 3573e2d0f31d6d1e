import { alongYears, type Ledger } from "./ledger.ts";

/** Schools, by where the pupils live; classes and rooms by where the schools stand. */
export function education(book: Ledger): void {
  const starters = book.put("EINSCH_PFL", book.ages(6, 7));
  book.share("ZURUECKST", starters, 0.05, { hardship: 0.2, yearly: 0.04 });
  const leavers4 = book.share("UEB_INSG", book.ages(10, 11), 0.975);
  const grammar = book.share("UEB_GYM", leavers4, 0.39, { hardship: -0.36, urban: 0.4 });
  book.share("UEB_GEMS", leavers4 - grammar, 0.93);
  const leavers = book.share("ABG_INSG", book.ages(16, 18), 0.52, { spread: 0.04 });
  const without = book.share("ABG_OHNE", leavers, 0.068, { hardship: 0.32, yearly: 0.02 });
  book.share("ABG_ABI", leavers - without, 0.37, { hardship: -0.3, urban: 0.2 });
  const primary = book.share("SUS_GS", book.ages(6, 10), 0.985);
  const toTen = book.put("SUS_1_10", primary + book.share("SUS_5_10", book.ages(10, 16), 0.98));
  const pupils = book.put("SUS_INSG", toTen + book.share("SUS_OBER", book.ages(16, 19), 0.46, { hardship: -0.15 }));
  const special = book.share("SUS_FOERDER", toTen, 0.06, { hardship: 0.24, yearly: 0.02 });
  book.share("SUS_FOERDER_INKL", special, 0.6, { yearly: 0.05 });
  const other = alongYears({ 2012: 0.085, 2016: 0.11, 2021: 0.14, 2022: 0.16, 2023: 0.165 }, book.year);
  book.share("SUS_NDHS", pupils, other, { hardship: 0.36, urban: 0.9 });
  book.share(
    "SUS_DAZ",
    pupils,
    alongYears({ 2012: 0.008, 2014: 0.012, 2016: 0.034, 2020: 0.016, 2022: 0.033, 2023: 0.035 }, book.year),
    { hardship: 0.3, urban: 0.8 },
  );
  book.share("WIEDERH", pupils, 0.021, { hardship: 0.2, shift: book.year === 2020 ? -0.5 : 0 });
  book.share("GS_GANZTAG", primary, 0.46, { yearly: 0.075, urban: 1.1, spread: 0.25 });

  const classrooms = (kind: string): number =>
    book.facilities.filter((f) => f.kind === kind).reduce((sum, f) => sum + (f.capacity[0] ?? 0), 0);
  const primaryRooms = classrooms("grundschule");
  const rooms = Math.round((primaryRooms + classrooms("schule")) * 1.12);
  book.put("KLASSEN_GS", primaryRooms === 0 ? 0 : Math.max(1, Math.round(primary / 20.6)));
  book.put("RAEUME_IST", rooms);
  book.steady("RAEUME_BEDARF", rooms === 0 ? 0 : rooms * (0.9 + 0.012 * (book.year - 2012)) + 0.5);
  book.steady("SSA_VZAE", rooms === 0 ? 0 : pupils * 0.0011 * (1 + 0.06 * (book.year - 2012)), 0.25);
  const adults = book.traits.residents > 2_400 ? book.get("BEV_18P") * 0.21 : 0;
  book.amount("VHS_UE", adults * (book.year === 2020 || book.year === 2021 ? 0.55 : 1), { urban: 0.3 });

  const fourth = book.share("SUS_KL4", book.ages(9, 10), 0.97);
  book.share("SUS_KL4_NSCHW", fourth, 0.17, { hardship: 0.3, shift: book.year >= 2020 ? 0.35 : 0 });
}

/** What the youth office knows of day care: children where they live, places where the houses stand. */
export function childcare(book: Ledger): void {
  const small = book.get("BEV_U3");
  const older = book.get("BEV_3_5");
  const toddlers = book.share("KITA_U3", small, 0.245, { yearly: 0.06, hardship: -0.14, urban: 0.2 });
  book.share("KTP_U3", small - toddlers, 0.085, { yearly: 0.02 });
  const kids = book.share("KITA_3_5", older, 0.915, { hardship: -0.2, spread: 0.1 });
  book.share("KTP_3_5", older - kids, 0.1);
  const six = book.share("KITA_6P", book.ages(6, 7), 0.42, { spread: 0.05 });
  const all = book.put("KITA_KINDER", toddlers + kids + six);
  book.share("KITA_GT", all, 0.4, { yearly: 0.06, urban: 0.5 });
  book.share("KITA_NDF", all, 0.125, { hardship: 0.42, urban: 1, yearly: 0.05 });
  book.share("KITA_EGH", all, 0.034, { hardship: 0.2, yearly: 0.03 });
  book.share("HORT_OGS", book.get("BEV_6_10"), 0.36, { yearly: 0.065, urban: 0.7 });
  const houses = book.facilities.filter((f) => f.kind === "kita");
  const places = (i: number): number => houses.reduce((sum, f) => sum + (f.capacity[i] ?? 0), 0);
  book.put("PLAETZE_U3", places(0));
  book.put("PLAETZE_UE3", places(1));
  const approved = book.put("KITA_PLAETZE", places(0) + places(1));
  const taken = book.share("KITA_BELEGT", approved, 0.955, { spread: 0.2 });
  const fullTime = book.amount("KITA_GT_AEQ", taken * 0.83 * (1 + 0.008 * (book.year - 2018)), { spread: 0.03 }, 1);
  book.amount("PAED_VZAE", fullTime / (8.4 - 0.12 * (book.year - 2012)), { spread: 0.04 }, 1);
  book.events("KITA_WARTEL", approved * 0.035, { urban: 0.5, yearly: 0.04 });
  book.put("BEDARF_U3", Math.round(small * (0.33 + 0.012 * (book.year - 2012))));
  book.put("BEDARF_PROG_UE3", Math.round(book.get("BEV_3_U65") * 0.97 * (1 + 0.012 * book.traits.pull - 0.03)));
}
