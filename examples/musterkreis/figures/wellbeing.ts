import { alongYears, type Ledger, prices } from "./ledger.ts";

/** The school entry examination, teeth, doctors, disability, addiction. */
export function health(book: Ledger): void {
  const examined = book.share("SEU_UNT", book.get("EINSCH_PFL"), 0.975);
  const after = book.year >= 2022 ? 0.15 : 0;
  book.share("SEU_SPRACHE", examined, 0.19, { hardship: 0.33, urban: 0.2, shift: after });
  const heavy = book.share("SEU_UEBERG", examined, 0.102, { hardship: 0.28, shift: after });
  book.share("SEU_ADIP", heavy, 0.42, { hardship: 0.14 });
  book.share("SEU_MOTORIK", examined, 0.155, { hardship: 0.24, shift: after });
  book.share("SEU_VERH", examined, 0.165, { hardship: 0.26, shift: after });
  const booklet = book.share("SEU_HEFT", examined, 0.925, { hardship: -0.25 });
  book.share("SEU_U_VOLL", booklet, 0.83, { hardship: -0.28 });
  const card = book.share("SEU_IMPFBUCH", examined, 0.93, { hardship: -0.2 });
  book.share("SEU_MASERN2", card, 0.925, { shift: book.year >= 2021 ? 0.3 : 0 });
  book.share("SEU_KITA3", examined, 0.82, { hardship: -0.36, yearly: 0.02 });
  const seen = book.share("ZAHN_UNT", book.ages(3, 12), book.year === 2020 || book.year === 2021 ? 0.24 : 0.62);
  book.share("ZAHN_BEH", seen, 0.155, { hardship: 0.33, urban: 0.1 });

  const size = book.traits.residents;
  const residents = book.get("BEV_INSG");
  book.steady("HAUSAERZTE", size < 1_200 ? 0 : (residents / 1_570) * (1 - 0.008 * (book.year - 2012)), 0.5);
  book.steady("KINDERAERZTE", size < 9_000 ? 0 : book.get("BEV_U18") / 1_780, 0.5);
  book.share("SCHWERB", residents, 0.086, { hardship: 0.08, shift: 0.2 * book.traits.ageing, yearly: 0.006 });
  book.events("SUCHTB", book.get("BEV_18P") * 0.0064, { hardship: 0.36, urban: 0.5 });
}

/** What can be reached from home, and what there is. */
export function infrastructure(book: Ledger): void {
  const residents = book.get("BEV_INSG");
  const size = book.traits.residents;
  const count = (kind: string): number => book.facilities.filter((f) => f.kind === kind).length;
  book.share("HH_GIGABIT", book.get("HH_INSG"), 0.3, { urban: 2, yearly: 0.36, spread: 0.5 });
  book.share("BEV_GS_2KM", book.get("BEV_6_10"), count("grundschule") > 0 ? 0.88 : 0.22, { urban: 0.6, spread: 0.3 });
  book.share("BEV_SUPER_1KM", residents, size > 1_500 ? 0.68 : size > 700 ? 0.3 : 0.06, { urban: 1.6, spread: 0.3 });
  book.steady("APOTHEKEN", size < 2_000 ? 0 : (residents / 4_300) * (1 - 0.016 * (book.year - 2012)));
  book.put("JUGENDEINR", count("jugend"));
  const advice = book.facilities.filter((f) => f.kind === "beratung");
  book.put(
    "BERATUNG_VZAE",
    advice.reduce((sum, f) => sum + (f.capacity[0] ?? 0), 0),
  );
  book.steady("SPIELFL", book.ages(0, 15) * (9 - 3 * book.traits.urban) + 400, 50);
  book.put("FAMZENTREN", count("familienzentrum"));
  book.put("SENTREFF", count("seniorentreff"));
  const open = book.year === 2020 || book.year === 2021 ? 0.62 : 1;
  book.amount("BIB_ENTL", size < 2_400 ? 0 : residents * 3.4 * open, { urban: 0.5, hardship: -0.12 });
  book.share("BIB_NUTZER", residents, size < 2_400 ? 0.02 : 0.085, { hardship: -0.12, shift: Math.log(open) / 2 });
  book.share("MUSIK_U18", book.get("BEV_6_17"), 0.062, { hardship: -0.34, urban: 0.3 });
  book.steady("KULTUREINR", size < 900 ? residents / 9_000 : residents / 5_400);
  book.amount("AUFW_KULTUR", residents * (18 + 62 * book.traits.urban ** 2) * prices(book.year), { spread: 0.2 });
  book.share("SPORT_MITGL_U19", book.get("BEV_U19"), 0.5, {
    hardship: -0.2,
    urban: -0.2,
    shift: book.year === 2021 ? -0.18 : 0,
  });
  book.share("SPORT_MITGL_61P", book.get("BEV_61P"), 0.165, { hardship: -0.1, urban: -0.2, yearly: 0.02 });
  const middle = book.share("SPORT_MITGL_19_60", residents - book.get("BEV_U19") - book.get("BEV_61P"), 0.235, {
    hardship: -0.15,
    urban: -0.3,
  });
  book.put("SPORT_MITGL", book.get("SPORT_MITGL_U19") + book.get("SPORT_MITGL_61P") + middle);
  book.steady("SPORTFL_M2", residents * 3.4 + 3_500, 100);
  book.amount("SCHULDEN", residents * 780 * prices(book.year, 0.02), { hardship: 0.2, urban: 0.6, spread: 0.4 });
}

/** Old age and care, as far as places and services stand in municipalities. */
export function care(book: Ledger): void {
  const old = book.get("BEV_65P");
  const homes = book.facilities.filter((f) => f.kind === "pflegeheim");
  const places = (i: number): number => homes.reduce((sum, f) => sum + (f.capacity[i] ?? 0), 0);
  const beds = book.put("PL_VOLLST", places(0));
  book.put("PL_TAGPFL", places(1));
  book.put("PL_KURZZ", places(2));
  book.share("VOLLST_BELEGT", beds, 0.925, { spread: 0.2, shift: book.year === 2021 ? -0.3 : 0 });
  book.steady(
    "AMB_DIENSTE",
    book.traits.residents < 1_500 ? old / 9_000 : (old / 1_550) * (1 + 0.02 * (book.year - 2018)),
  );
  book.steady("WHG_BETREUT", book.traits.residents < 1_500 ? 0 : old * 0.026 * (1 + 0.03 * (book.year - 2018)), 2);
  book.events("PSP_BERATUNG", old * 0.021, { yearly: 0.05 });
  book.steady("AUA_ANGEBOTE", (old / 1_900) * (1 + 0.09 * (book.year - 2018)));
  book.put("DEMENZ_SCH", Math.round(0.033 * (old - book.get("BEV_80P")) + 0.19 * book.get("BEV_80P")));
  const growing = alongYears({ 2012: 0.82, 2016: 0.9, 2017: 1.05, 2023: 1.5 }, book.year);
  const veryOld = book.put("PFLEGEB_80P_ORT", Math.round(book.get("BEV_80P") * 0.29 * growing));
  const others = Math.round((old - book.get("BEV_80P")) * 0.045 * growing + book.get("BEV_U65") * 0.0066 * growing);
  book.put("PFLEGEB_ORT", veryOld + others);
  book.put("PFLEGEB_PROG", Math.round((veryOld + others) * 1.19));
}

/** Help for families and young people, and what it costs. */
export function youthHelp(book: Ledger): void {
  const young = book.get("BEV_U21");
  const bend = { hardship: 0.5, urban: 0.3, yearly: 0.012 };
  const running = book.share("HZE_LFD", young, 0.0135, bend);
  const ended = book.share("HZE_BEENDET", young, 0.0098, bend);
  const helped = running + ended;
  const home = book.share("HZE_HEIM", helped, 0.235, { spread: 0.08 });
  const foster = book.share("HZE_VZP", helped - home, 0.21, { urban: -0.2 });
  book.put("HZE_AMB", helped - home - foster);
  book.events("HZE_EB", young * 0.0175, { urban: 0.4, hardship: 0.1 });
  book.events("HZE_35A", young * 0.0074, { hardship: 0.12, yearly: 0.06 });
  const shift = book.year === 2015 || book.year === 2016 ? 0.5 : 0;
  book.events("INOBHUT", book.get("BEV_U18") * 0.0029, { hardship: 0.45, urban: 0.4, shift });
  book.events("GEF8A", book.get("BEV_U18") * 0.0118, { hardship: 0.45, yearly: 0.05 });
  book.events("JGH", book.get("BEV_14_20") * 0.031, { hardship: 0.35, urban: 0.4, yearly: -0.03 });
  book.share("FRUEHE_HILFEN", book.get("BEV_U3"), 0.05, { hardship: 0.35, yearly: 0.04 });
  book.amount("AUFW_HZE", helped * 10_900 * prices(book.year, 0.038), { spread: 0.05 });
}

/** Newcomers, disability, participation. */
export function belonging(book: Ledger): void {
  const foreign = book.get("BEV_AUSL");
  book.share(
    "SCHUTZ",
    foreign,
    alongYears({ 2012: 0.08, 2014: 0.11, 2016: 0.24, 2021: 0.18, 2022: 0.28, 2023: 0.27 }, book.year),
    { spread: 0.2 },
  );
  book.share("EINBUERG", foreign, alongYears({ 2012: 0.016, 2020: 0.011, 2023: 0.019 }, book.year), { spread: 0.1 });
  const disabled = book.share("EGH", book.get("BEV_INSG"), 0.0096, { hardship: 0.2, urban: 0.3, yearly: 0.015 });
  book.share("EGH_BESWF", disabled, 0.27, { spread: 0.25 });
  book.share("FRUEHFOERD", book.get("BEV_U6"), 0.031, { hardship: 0.25, yearly: 0.03 });
  book.share("WFBM", book.get("BEV_18_64"), 0.0058, { hardship: 0.2 });
  book.amount("AUFW_EGH", disabled * 20_400 * prices(book.year, 0.036), { spread: 0.06 });
  const voters = book.share("WAHLBER", book.ages(16, 101), 0.94, { urban: -0.6, hardship: -0.1 });
  book.share("WAEHLER", voters, book.year === 2013 ? 0.47 : 0.505, { hardship: -0.3, urban: -0.7, spread: 0.08 });
  book.share("EA_KARTE", book.get("BEV_18P"), 0.0055, { yearly: 0.05 });
  book.steady("VEREINE", book.get("BEV_INSG") * 0.0068);
  book.share("JUGBET", book.get("BEV_12_17"), 0.045, { yearly: 0.06, spread: 0.4 });
}
