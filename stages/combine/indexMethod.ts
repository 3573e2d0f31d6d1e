import { germanNumber } from "../../kernel/number/germanNumber.ts";
import type { ClassSetting } from "./definition.ts";
import type { IndexPlan, Normalisation, PlanGroup } from "./indexPlan.ts";
import { aggregations, normalisationLabel } from "./methods/methods.ts";

/** The rules of an index in words, for the method sheet. */
export interface IndexMethod {
  readonly normalisation: string;
  readonly weights: string;
  readonly aggregation: string;
  readonly missing: string;
  readonly classes: string;
}

/** The method of one index of a plan, in German sentences made from its settings. */
export function indexMethod(plan: IndexPlan, root: PlanGroup): IndexMethod {
  const normalisations = [
    ...new Map(plan.indicators.map((i) => [JSON.stringify(i.normalisation), i.normalisation])).values(),
  ];
  return {
    normalisation: [...treatmentsInWords(plan), ...normalisations.map(normalisationInWords)].join(" "),
    weights: weightsInWords(root),
    aggregation: `${aggregations[root.aggregation.method].label.de} der Bestandteile${root.afterwards === null ? "" : `, danach ${normalisationLabel(root.afterwards.method).de}`}.`,
    missing: `Der Index wird gezeigt, wenn Bestandteile mit mindestens ${germanNumber(root.minimumWeight * 100)} % des Gewichts vorliegen; die Gewichte der vorhandenen werden auf 100 % hochgerechnet.${gapsInWords(plan)}`,
    classes: root.classes === null ? "Keine Klassen." : classesInWords(root.classes),
  };
}

/** What is done to outliers before, where anything is. */
function treatmentsInWords(plan: IndexPlan): string[] {
  const words = plan.indicators.map(({ treatment }): string => {
    if (treatment.method === "none") return "";
    if (treatment.method === "log") return "Die Werte werden logarithmiert.";
    const most = treatment.points ?? 5;
    const moved = `Bei schiefer Verteilung rücken bis zu ${most} Ausreißer an den nächsten Wert heran`;
    return treatment.method === "winsorise"
      ? `${moved}.`
      : `${moved}; genügt das nicht, wird stattdessen logarithmiert.`;
  });
  const different = [...new Set(words)];
  return different.length === 1 ? different.filter((one) => one !== "") : ["Ausreißer je Indikator verschieden."];
}

/** Who is left out and which holes are filled, where the definition says so. */
function gapsInWords({ definition: { areas, imputation, screening } }: IndexPlan): string {
  const { below, codes = [] } = areas?.exclude ?? {};
  const sentences: string[] = [];
  if (below !== undefined)
    sentences.push(`Räume mit weniger als ${germanNumber(below.minimum)} (${below.column}) bleiben außen vor.`);
  if (codes.length > 0) sentences.push(`Ausgeschlossen sind: ${codes.join(", ")}.`);
  if (imputation !== undefined)
    sentences.push(
      `Fehlende Werte werden mit dem ${imputation.method === "mean" ? "Mittel" : "Median"} ${imputation.within === undefined ? "aller Räume" : `der Gruppe (${imputation.within})`} gefüllt, geheime nie.`,
    );
  if (screening !== undefined)
    sentences.push(`Räume mit weniger als ${germanNumber(screening.minimumShare * 100)} % der Indikatoren entfallen.`);
  return sentences.map((one) => ` ${one}`).join("");
}

function normalisationInWords(n: Normalisation): string {
  const label = normalisationLabel(n.method).de;
  switch (n.method) {
    case "z":
      return `${label}: Abstand zum Mittel aller Räume in Standardabweichungen (${n.divisor === "sample" ? "Stichprobe, n − 1" : "Grundgesamtheit, n"}).`;
    case "minmax":
      return `${label}: vom niedrigsten (${germanNumber(n.from ?? 0)}) bis zum höchsten Wert (${germanNumber(n.to ?? 100)}) aller Räume.`;
    default:
      return `${label}.`;
  }
}

function weightsInWords({ weights, components }: PlanGroup): string {
  const { method, raw } = weights;
  if (method === "importance") return "Gewichte so bestimmt, dass der Einfluss der genannten Wichtigkeit entspricht.";
  if (components.length === 1) return "Ein einziger Bestandteil.";
  if (raw.every((w) => w === raw[0])) return `${components.length} Bestandteile zu gleichen Teilen.`;
  const sum = raw.reduce((a, b) => a + b, 0);
  const shares = components.map(
    (part, i) => `${part.label.de} ${germanNumber(((raw[i] ?? 0) / sum) * 100, { decimals: 1 })} %`,
  );
  const origins = {
    equal: "Gewichte",
    given: "Gewichte",
    grades: "Gewichte aus Stufen",
    budget: "Gewichte aus verteilten Punkten",
    pairs: "Gewichte aus Paarvergleichen",
    order: "Gewichte aus Rangfolgen",
  };
  return `${origins[method]}: ${shares.join(", ")}.`;
}

function classesInWords(rule: ClassSetting): string {
  switch (rule.method) {
    case "quantile":
      return `${rule.count} Klassen mit etwa gleich vielen Räumen (Quantile, Typ ${rule.type ?? 7}).`;
    case "equalWidth":
      return `${rule.count} gleich breite Klassen.`;
    case "naturalBreaks":
      return `${rule.count} Klassen nach natürlichen Brüchen.`;
    case "deviation":
      return `Klassen nach Standardabweichungen (Grenzen ${(rule.limits ?? [-1, 0, 1]).map((l) => germanNumber(l, { decimals: 1 })).join("; ")}).`;
    case "manual":
      return `Feste Klassengrenzen: ${rule.limits.map((l) => germanNumber(l, { decimals: 2 })).join("; ")}.`;
    case "rankShare":
      return `${rule.count} Klassen nach Rangplatz, Klasse 1 mit den höchsten Werten.`;
  }
}
