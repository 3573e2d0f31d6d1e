import { alongYears, cycle, type Ledger, prices } from "./ledger.ts";

/** Basic income support: SGB II, SGB XII, asylum seekers, housing benefit, education package. */
export function support(book: Ledger): void {
  const law = alongYears(
    { 2012: 0.1, 2015: 0.12, 2017: 0.08, 2019: -0.06, 2021: -0.12, 2022: 0, 2023: 0.05 },
    book.year,
  );
  const bend = { hardship: 0.55, urban: 0.45, shift: law + 0.3 * cycle(book.year) };
  const youths = book.share("ELB_15_17", book.ages(15, 18), 0.075, bend);
  const young = book.put("ELB_15_24", youths + book.share("ELB_18_24", book.get("BEV_18_24"), 0.072, bend));
  const able = book.put(
    "ELB",
    young + book.share("ELB_25P", book.get("BEV_15_RAG") - book.get("BEV_15_24"), 0.05, bend),
  );
  book.share("ELB_ERWERB", able, 0.245, { hardship: -0.08, yearly: -0.02 });
  book.share("LZB", able, 0.61, { hardship: 0.14, spread: 0.08 });
  const children = book.share("SGB2_U15", book.get("BEV_U15"), 0.1, { ...bend, hardship: 0.62 });
  book.put("SGB2_U18", children + youths);
  const unable = book.share("NEF_15P", able, 0.014);
  const all = book.put("SGB2_LB", able + children + unable);

  const households = all === 0 ? 0 : Math.max(1, Math.round(all / (1.86 + 0.004 * (book.year - 2012))));
  book.put("BG_INSG", Math.min(households, book.get("HH_INSG")));
  const single = book.share("BG_AE_ROH", book.get("HH_AE"), 0.36, { hardship: 0.42, urban: 0.2, shift: law });
  const families = Math.min(
    book.get("BG_INSG"),
    children + youths,
    book.share("BG_KIND_ROH", book.get("BG_INSG"), 0.335, { spread: 0.06 }),
  );
  book.put("BG_KIND", families);
  book.put("BG_AE", Math.min(single, Math.round(families * 0.62)));
  book.share("BG_3K", families, 0.17, { hardship: 0.1, yearly: 0.03 });
  book.amount("KDU_SUMME", book.get("BG_INSG") * 402 * prices(book.year, 0.023), { urban: 0.12, spread: 0.03 });

  book.share("GRUSI_ALTER", book.get("BEV_RAG_P"), 0.026, { hardship: 0.46, urban: 0.7, yearly: 0.028 });
  book.share("GRUSI_EM", book.get("BEV_18_64"), 0.0088, { hardship: 0.3, urban: 0.4, yearly: 0.015 });
  book.share("HLU_AE", book.get("BEV_INSG"), 0.0013, { hardship: 0.35, urban: 0.4 });
  book.share("HZP", book.get("BEV_65P"), 0.0125, {
    hardship: 0.25,
    urban: 0.4,
    shift: book.year >= 2017 && book.year < 2020 ? -0.12 : 0,
  });
  const asylum = alongYears(
    { 2012: 0.0016, 2014: 0.0038, 2015: 0.0105, 2016: 0.0082, 2018: 0.0044, 2021: 0.0036, 2022: 0.0046, 2023: 0.0052 },
    book.year,
  );
  book.share("ASYLBLG", book.get("BEV_INSG"), asylum, { urban: 0.7, spread: 0.4 });
  const housing = alongYears(
    { 2012: 0.021, 2015: 0.012, 2016: 0.016, 2019: 0.013, 2020: 0.016, 2022: 0.017, 2023: 0.029 },
    book.year,
  );
  book.share("WOHNGELD_HH", book.get("HH_INSG"), housing, { hardship: 0.3, urban: 0.3 });
  const entitled = book.share("BUT_BERECHT", book.ages(0, 25), 0.125, {
    ...bend,
    shift: law + (book.year === 2023 ? 0.18 : 0),
  });
  book.share("BUT_EMPF", entitled, 0.5, { yearly: 0.045, urban: 0.3 });
}
