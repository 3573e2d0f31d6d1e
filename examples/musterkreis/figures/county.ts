import { binomialAt, type Chance } from "../chance.ts";
import { alongYears, cycle, prices } from "./ledger.ts";

/**
 * Figures that exist for the county alone, drawn from its sums: the offices of
 * state and federation publish them no finer.
 */
export function countyFigures(sum: (figure: string) => number, year: number, luck: Chance): Map<string, number> {
  const figures = new Map<string, number>();
  const put = (figure: string, value: number, digits = 0): number => {
    const rounded = Number(value.toFixed(digits));
    figures.set(figure, rounded);
    return rounded;
  };
  const about = (expected: number, spread = 0.015): number => expected * Math.exp(spread * luck.normal());
  const part = (of: number, rate: number): number => binomialAt(of, rate, luck.normal());

  const residents = sum("BEV_INSG");
  const adults = sum("BEV_18P");
  const atWork = put("ERWT", about(sum("SVB_AO") * 1.36, 0.004));
  put("BIP", about(atWork * 63.4 * prices(year, 0.028) * (year === 2020 ? 0.965 : 1)));
  put(
    "INSOLV_UNT",
    part(Math.round(sum("NIEDERLASS")), 0.0062 * alongYears({ 2012: 1.35, 2019: 0.95, 2021: 0.68, 2023: 0.95 }, year)),
  );
  const labour = put("ZIV_ERWP", about(sum("BEV_15_64") * 0.806, 0.003));
  put("UNTERBESCH", about(sum("ALO") * 1.33));
  put("BEZUG_UB", labour * 1.014);
  put(
    "STELLEN",
    about(sum("ALO") * alongYears({ 2012: 0.2, 2018: 0.44, 2020: 0.3, 2022: 0.47, 2023: 0.4 }, year), 0.05),
  );
  const applicants = put("AUSB_BEW", about(residents * 0.0062 * (1 - 0.018 * (year - 2012)), 0.03));
  put("AUSB_STELLEN", about(applicants * alongYears({ 2012: 0.78, 2019: 1.04, 2023: 1.18 }, year), 0.03));
  put("AUSB_UNVERS", part(applicants, 0.058));

  const wage = put("MEDIAN_ENTGELT", about(3_150 * prices(year, 0.026), 0.003));
  put("MEDIAN_ENTGELT_M", wage * 1.045);
  put("MEDIAN_ENTGELT_W", wage * alongYears({ 2012: 0.87, 2023: 0.925 }, year));
  put("VERF_EINK", about(residents * 22.6 * prices(year, 0.028), 0.004));
  const fullTime = put("VZ_SVB", sum("SVB_WO") - sum("SVB_WO_TZ"));
  put("VZ_NIEDRIG", part(fullTime, alongYears({ 2012: 0.245, 2023: 0.185 }, year)));
  put(
    "INSOLV_VERBR",
    part(adults, 0.00125 * alongYears({ 2012: 1.3, 2019: 0.85, 2020: 0.6, 2021: 1.1, 2023: 0.9 }, year)),
  );
  put("MIETE_ANGEBOT", about(alongYears({ 2012: 6.15, 2018: 7.6, 2023: 9.4 }, year), 0.012), 2);
  put("WOHNUNGSLOS", part(residents, alongYears({ 2022: 0.0016, 2023: 0.0022 }, year)));
  put("LEBENSERW", about(alongYears({ 2012: 80.2, 2019: 81, 2022: 80.4, 2023: 80.5 }, year), 0.002), 1);

  const inCare = put("PFLEGEB", sum("PFLEGEB_ORT"));
  put("PFLEGEB_80P", sum("PFLEGEB_80P_ORT"));
  const beds = put("PFLEGEB_STAT", Math.min(part(sum("PL_VOLLST"), 0.93), inCare));
  put("PFLEGEB_AMB", part(inCare - beds, 0.285));
  put("PFLEGEB_GELD", part(inCare - beds - (figures.get("PFLEGEB_AMB") ?? 0), 0.86));
  put("PFLEGE_VZAE", about(inCare * 0.168), 1);

  const courses = put(
    "IK_TEILN",
    about(residents * alongYears({ 2012: 0.0011, 2014: 0.0013, 2017: 0.0034, 2020: 0.0014, 2023: 0.0029 }, year), 0.04),
  );
  put("IK_B1", part(courses, 0.545));
  put("PKW_ELEKTRO", part(sum("PKW"), alongYears({ 2012: 0.0003, 2018: 0.0022, 2020: 0.005, 2023: 0.029 }, year)));
  put("RESTABFALL", about(residents * 0.158 * (1 - 0.004 * (year - 2012)), 0.006));

  const growth = prices(year, 0.036);
  const social = put("AUFW_PB31_35", about(residents * 640 * growth, 0.01));
  const youth = put("AUFW_PB36", about(residents * 470 * prices(year, 0.052), 0.01));
  put("ERTR_PB36", youth * 0.37);
  put("AUFW_GESAMT", about((social + youth) / 0.56, 0.01));
  const planned = put("AUFW_SOZ_PLAN", about((social + youth) * (1 - 0.1 * cycle(year)), 0.012));
  put("AUFW_SOZ_IST", about(planned * 1.008, 0.018));
  const prevention = put("AUFW_PRAEV", about(youth * alongYears({ 2012: 0.052, 2023: 0.084 }, year), 0.02));
  put("AUFW_INTERV", about(sum("AUFW_HZE") * 1.75 + prevention, 0.01));
  return figures;
}
