import type { Ledger } from "./ledger.ts";

/** Dwellings: stock, building, and what the census of 2022 counted. */
export function housing(book: Ledger): void {
  const dwellings = book.put("WHG_INSG", Math.round(book.get("HH_INSG") * 1.046));
  book.amount("WOHNFL", dwellings * (112 - 27 * book.traits.urban), { hardship: -0.03, spread: 0.03 });
  const empty = book.share("WHG_LEER", dwellings, 0.037, { hardship: 0.14, urban: -0.2 });
  const lived = book.put("WHG_BEWOHNT", dwellings - empty);
  book.share("WHG_EIGEN", lived, 0.6, { urban: -1.7, hardship: -0.22 });
  book.share("WHG_EFZH", dwellings, 0.7, { urban: -2.2, hardship: -0.12 });
  book.events("WHG_FERTIG", dwellings * 0.0072, { shift: 0.05 * book.traits.pull, yearly: 0.01 });
  book.share("WHG_SOZIAL", dwellings, 0.022, { urban: 2, hardship: 0.3, yearly: -0.045 });
  book.share("WHG_BARRFREI", dwellings, 0.031, { urban: 0.4, yearly: 0.04 });
  book.events("RAEUMUNG", book.get("HH_INSG") * 0.0017, {
    hardship: 0.42,
    urban: 0.7,
    shift: book.year === 2020 ? -0.25 : 0,
  });
}

/** Ground, green, noise, heat. */
export function environment(book: Ledger): void {
  const residents = book.get("BEV_INSG");
  book.amount("GRUENFL", residents * (21 - 6 * book.traits.urban), { spread: 0.3, hardship: -0.06 });
  book.share("BEV_LAERM", residents, 0.085, { urban: 1.7, hardship: 0.22, spread: 0.35 });
  book.share("BEV_HITZE", residents, 0.06, { urban: 4, hardship: 0.3, spread: 0.25 });
}

/** Cars, buses, accidents. */
export function traffic(book: Ledger): void {
  const residents = book.get("BEV_INSG");
  book.share("PKW", residents, 0.6, { urban: -0.5, hardship: -0.08, yearly: 0.018, spread: 0.05 });
  book.events("KFZ_NEUZUL", residents * 0.036, { hardship: -0.1, shift: book.year >= 2020 ? -0.15 : 0 });
  book.share("BEV_HALT_500M", residents, 0.72, { urban: 2.4, spread: 0.35, yearly: 0.01 });
  book.steady("OEPNV_ABF", 9 + residents * (0.022 + 0.02 * book.traits.urban) * (1 + 0.015 * (book.year - 2018)));
  book.events("UNF_PERS", residents * 0.0031, { urban: 0.2, shift: book.year === 2020 ? -0.15 : 0 });
  book.events("UNF_KIND", book.get("BEV_U15") * 0.0021, { urban: 0.25, hardship: 0.08 });
}
