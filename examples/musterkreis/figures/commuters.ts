import { alongYears } from "./ledger.ts";

/** A municipality, as far as work is concerned. */
export interface Labour {
  readonly unit: string;
  /** Residents with a job that is subject to social insurance. */
  readonly working: number;
  readonly urban: number;
  /** Kilometres to the county seat. */
  readonly distance: number;
  /** The place's own lasting luck with firms. */
  readonly luck: number;
}

export interface Commuting {
  /** Working in the municipality, wherever they live. */
  readonly jobs: number;
  readonly out: number;
  readonly in: number;
  /** Over the border of the town, free municipality or Amt, and of the county. */
  readonly outOfUnit: number;
  readonly intoUnit: number;
  readonly outOfCounty: number;
  readonly intoCounty: number;
}

/**
 * Where people work: at home, in their Amt, in the county, or outside. Every
 * one who leaves a municipality for another one of the county arrives there,
 * so the counts of all levels fit each other.
 */
export function commuting(municipalities: readonly Labour[], year: number): Commuting[] {
  const pull = municipalities.map((m) => m.working * (0.16 + 1.25 * m.urban ** 1.6) * Math.exp(0.35 * m.luck));
  const stay = municipalities.map((m) => Math.round(m.working * Math.min(0.6, 0.08 + 0.42 * m.urban)));
  const inUnit = municipalities.map((m, i) => {
    const alone = municipalities.every((o, k) => k === i || o.unit !== m.unit);
    return alone ? 0 : Math.round((m.working - (stay[i] ?? 0)) * 0.14);
  });
  const outside = municipalities.map((m, i) =>
    Math.round((m.working - (stay[i] ?? 0) - (inUnit[i] ?? 0)) * (0.44 + 0.004 * m.distance)),
  );
  const inCounty = municipalities.map((m, i) => m.working - (stay[i] ?? 0) - (inUnit[i] ?? 0) - (outside[i] ?? 0));

  const arrivedFromUnit = municipalities.map(() => 0);
  for (const unit of new Set(municipalities.map((m) => m.unit))) {
    const members = municipalities.flatMap((m, i) => (m.unit === unit ? [i] : []));
    const coming = members.reduce((sum, i) => sum + (inUnit[i] ?? 0), 0);
    spread(
      coming,
      members.map((i) => pull[i] ?? 0),
    ).forEach((n, k) => {
      arrivedFromUnit[members[k] ?? 0] = n;
    });
  }
  const arrivedFromCounty = spread(
    inCounty.reduce((a, b) => a + b, 0),
    pull,
  );
  const working = municipalities.reduce((sum, m) => sum + m.working, 0);
  const foreign = Math.round(working * alongYears({ 2012: 0.205, 2023: 0.242 }, year));
  const arrivedFromOutside = spread(foreign, pull);

  return municipalities.map((_, i) => {
    const arrived = (arrivedFromUnit[i] ?? 0) + (arrivedFromCounty[i] ?? 0) + (arrivedFromOutside[i] ?? 0);
    const left = (inUnit[i] ?? 0) + (inCounty[i] ?? 0) + (outside[i] ?? 0);
    return {
      jobs: (stay[i] ?? 0) + arrived,
      out: left,
      in: arrived,
      outOfUnit: left - (inUnit[i] ?? 0),
      intoUnit: arrived - (arrivedFromUnit[i] ?? 0),
      outOfCounty: outside[i] ?? 0,
      intoCounty: arrivedFromOutside[i] ?? 0,
    };
  });
}

/** Whole numbers in proportion to weights that add up to the total: largest remainders. */
function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map((_, i) => (i === 0 ? total : 0));
  const exact = weights.map((w) => (total * w) / sum);
  const counts = exact.map(Math.floor);
  const left = total - counts.reduce((a, b) => a + b, 0);
  const rest = (i: number): number => (exact[i] ?? 0) - (counts[i] ?? 0);
  const order = weights.map((_, i) => i).sort((a, b) => rest(b) - rest(a) || a - b);
  for (const i of order.slice(0, left)) counts[i] = (counts[i] ?? 0) + 1;
  return counts;
}
