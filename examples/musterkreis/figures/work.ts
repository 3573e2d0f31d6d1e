import { cycle, type Ledger, prices } from "./ledger.ts";

/** Firms and taxes. */
export function economy(book: Ledger): void {
  const residents = book.get("BEV_INSG");
  book.amount("STEUERKRAFT", residents * 930 * prices(book.year, 0.034), {
    hardship: -0.14,
    urban: 0.35,
    shift: book.year === 2020 ? -0.09 : 0,
  });
  book.share("NIEDERLASS", residents, 0.041, { urban: 0.3, hardship: -0.08 });
  book.events("GEW_AN", residents * 0.0077, { urban: 0.25 });
  book.events("GEW_AB", residents * 0.0071, { urban: 0.25 });
}

/** Unemployed people by age, length, sex, citizenship and law. */
export function unemployment(book: Ledger): void {
  const shift = cycle(book.year);
  const bend = { hardship: 0.46, urban: 0.35, shift };
  const young = book.share("ALO_U25", book.get("BEV_15_24"), 0.029, bend);
  const middle = book.share("ALO_25_54", book.ages(25, 55), 0.048, bend);
  const older = book.share("ALO_55P", book.get("BEV_55_64"), 0.045, { ...bend, hardship: 0.36 });
  const all = book.put("ALO", young + middle + older);
  book.share("ALO_LZ", all, 0.35, { hardship: 0.2, shift: book.year > 2020 ? 0.2 : 0 });
  book.share("ALO_W", all, 0.45, { spread: 0.08 });
  const foreigners = book.get("BEV_AUSL_15_64");
  const foreignShare = Math.min(0.55, Math.max(0.02, (2.1 * foreigners) / Math.max(1, book.get("BEV_15_64"))));
  book.put("ALO_AUSL", Math.min(foreigners, book.share("ALO_AUSL_ROH", all, foreignShare)));
  book.put("ALO_SGB2", book.share("ALO_SGB2_ROH", all, 0.6, { hardship: 0.28, urban: 0.3 }));
  book.put("ALO_SGB3", all - book.get("ALO_SGB2"));
}

/** People with a job, where they live. */
export function employment(book: Ledger): void {
  const women = book.get("BEV_15_64_W");
  const men = book.get("BEV_15_64") - women;
  const bend = { hardship: -0.13, shift: -0.35 * cycle(book.year), spread: 0.05 };
  const working = book.share("SVB_WO_W", women, 0.565, { ...bend, yearly: 0.026 });
  const all = book.put("SVB_WO", working + book.share("SVB_WO_M", men, 0.635, { ...bend, yearly: 0.014 }));
  book.share("SVB_WO_TZ", all, 0.285, { yearly: 0.022, spread: 0.06 });
  book.share("SVB_WO_OHNE", all, 0.128, { hardship: 0.26, spread: 0.08 });
  book.share("SVB_WO_AKAD", all, 0.135, { hardship: -0.3, urban: 0.5, yearly: 0.04, spread: 0.1 });
  book.put(
    "SVB_WO_AUSL",
    Math.min(all, book.share("SVB_WO_AUSL_ROH", book.get("BEV_AUSL_15_64"), 0.47, { yearly: 0.035, hardship: -0.1 })),
  );
  book.share("MINI_AUSSCHL", book.get("BEV_15_64"), 0.066, { hardship: 0.06, yearly: -0.015 });
}

/** Taxpayers and incomes; medians are made per area, since nobody can add them up. */
export function incomes(book: Ledger): void {
  const payers = book.share("STPFL", book.get("BEV_18P"), 0.635, { spread: 0.04 });
  book.amount("GDE_SUMME", payers * 39.5 * prices(book.year, 0.027), { hardship: -0.14, urban: -0.06 });
  book.events("SCHULDNERB", book.get("BEV_18P") * 0.0062, { hardship: 0.42, urban: 0.3 });
}
