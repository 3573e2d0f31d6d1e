import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { germanDate } from "../../../kernel/time/germanDate.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import { indexChecks } from "../checks/indexChecks.ts";
import { type ClassChanges, classChangesInWords } from "../classChanges.ts";
import type { IndexResult } from "../computeIndex.ts";
import { indexMethod } from "../indexMethod.ts";
import messages from "../messages.de.json" with { type: "json" };
import type { Grade } from "../methods/weights/gradePoints.ts";
import { componentsOf, type GradeOrigin, gradeOf } from "./delphi.ts";
import { coverage, remaining } from "./openItems.ts";
import { componentWeights, sides } from "./roundDefinition.ts";
import type { WeightingRound } from "./weightingRound.ts";

/** How a frozen index came about and how it is computed: written by the machine, to be cited. German. */
export interface MethodSheet {
  readonly title: string;
  readonly citation: string;
  /** SHA-256 of the definition: whoever has it can prove that nothing was changed. */
  readonly fingerprint: string;
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly components: readonly SheetComponent[];
}

export interface SheetComponent {
  readonly label: string;
  /** Index, and main indicator where it is a part. */
  readonly inside: string;
  readonly indicator: string | null;
  readonly direction: string;
  readonly grade: string;
  readonly origin: string;
  readonly points: number;
  /** In percent of its group. */
  readonly share: number;
}

/** What the sheet says beside the round and its result. */
export interface SheetFrame {
  readonly county: string;
  readonly index: string;
  readonly version: number;
  readonly frozenOn: string;
  readonly frozenBy: string;
  readonly reason: string;
  readonly fingerprint: string;
  readonly levelLabel: string;
  readonly period: string;
  readonly sources: readonly string[];
  /** What another table of points would change. */
  readonly otherTable: { readonly table: string; readonly changes: readonly ClassChanges[] };
  /** Against the version before; null for the first. */
  readonly before: { readonly version: number; readonly sentences: readonly string[] } | null;
  readonly baseFigures: ReadonlyMap<string, readonly string[]>;
}

const gradeWords: Readonly<Record<Grade, string>> = {
  gering: "gering",
  mittel: "mittel",
  hoch: "hoch",
  sehr_hoch: "sehr hoch",
};

const originWords: Readonly<Record<GradeOrigin, string>> = {
  agreed: "Einigkeit der Fachleute",
  decided: "in der Ergebnisrunde entschieden",
  between: "Median zwischen zwei Stufen, niedrigere gilt",
  dissent: "Dissens, niedrigere Stufe gilt vorläufig",
  first: "erste Gewichtung",
};

/** The method sheet of an index that a round has come to. */
export function methodSheet(round: WeightingRound, result: IndexResult, frame: SheetFrame): MethodSheet {
  const day = germanDate(frame.frozenOn);
  return {
    title: `${round.title}, Fassung ${frame.version}`,
    citation: `${frame.county}: ${round.title}. Fassung ${frame.version} vom ${day}, Index „${frame.index}“, Ebene ${frame.levelLabel}, Zeitraum ${frame.period}. Prüfsumme ${frame.fingerprint.slice(0, 16)}.`,
    fingerprint: frame.fingerprint,
    sections: [
      { title: "Zweck", lines: [round.purpose] },
      {
        title: "Festgelegt",
        lines: [`Am ${day} durch ${frame.frozenBy}.`, `Begründung: ${frame.reason}`],
      },
      { title: "Wie die Auswahl und die Gewichte entstanden", lines: originLines(round) },
      ...decisionLines(round),
      {
        title: "Wie gerechnet wird",
        lines: result.plan.roots.flatMap((root) => {
          const words = indexMethod(result.plan, root);
          return [`${root.label.de}: ${words.aggregation} ${words.weights} ${words.classes} ${words.missing}`];
        }),
      },
      {
        title: "Normierung",
        lines: result.plan.roots.slice(0, 1).map((root) => indexMethod(result.plan, root).normalisation),
      },
      ...(result.plan.roots.length > 1
        ? [
            {
              title: "Zwei Indizes, keine Differenz",
              lines: ["Belastung und Kompetenz werden getrennt berechnet und nicht gegeneinander aufgerechnet."],
            },
          ]
        : []),
      {
        title: resultTitles[0],
        lines: [...result.findings, ...indexChecks(result, frame.baseFigures)].map((finding) =>
          phrase(messages, finding),
        ),
      },
      {
        title: `${resultTitles[1]} ${frame.otherTable.table} statt ${round.table}`,
        lines: frame.otherTable.changes.map(classChangesInWords),
      },
      ...(frame.before === null
        ? []
        : [
            {
              title: `${resultTitles[2]} ${frame.before.version}`,
              lines: [...frame.before.sentences, `Warum: ${frame.reason}`],
            },
          ]),
      { title: "Quellen", lines: frame.sources.length === 0 ? ["Siehe Kennzahlenkatalog."] : frame.sources },
    ].filter((section) => section.lines.length > 0),
    components: sheetComponents(round),
  };
}

// Sections that tell of areas and their values; by these beginnings they are found in sheets of earlier years too.
const resultTitles = ["Was die Prüfung zeigt", "Mit den Punkten", "Änderungen gegenüber Fassung"] as const;

/**
 * A method sheet for readers who do not see all components: how the index came about and how it is computed, and
 * nothing of what came out.
 *
 * @example
 * sheetWithoutResults({ sections: [{ title: "Zweck", lines: ["…"] }, { title: "Was die Prüfung zeigt", lines: ["…"] }] }).sections.map(({ title }) => title) // ["Zweck"]
 */
export function sheetWithoutResults<Sheet extends Pick<MethodSheet, "sections">>(sheet: Sheet): Sheet {
  const tells = ({ title }: MethodSheet["sections"][number]) => resultTitles.some((begin) => title.startsWith(begin));
  return { ...sheet, sections: sheet.sections.filter((section) => !tells(section)) };
}

function originLines(round: WeightingRound): string[] {
  const standing = remaining(round);
  const count = (outcome: string): number => standing.filter((p) => p.outcome === outcome).length;
  const heard = coverage(round);
  const components = componentsOf(round);
  const mains = components.filter((p) => p.place?.main === null).length;
  const people = Object.values(round.panel).reduce((sum, n) => sum + n, 0);
  const held = round.passes.reduce((sum, pass) => sum + pass.rounds.length, 0);
  const n = (value: number): string => germanNumber(value);
  return [
    `${n(round.proposals.length)} Vorschläge, davon ${n(round.proposals.length - standing.length)} als doppelt zusammengeführt.`,
    `Besprochen mit ${n(heard.answered)} von ${n(heard.invited)} eingeladenen Gruppen (${round.groups.map((group) => group.label).join(", ")})${heard.silent.length === 0 ? "" : `; nicht geäußert: ${heard.silent.join(", ")}`}.`,
    `Ausgewählt ${n(count("include"))}, nicht aufgenommen ${n(count("exclude"))}, zurückgestellt ${n(count("later"))}.`,
    `${n(mains)} Haupt- und ${n(components.length - mains)} Teilindikatoren.`,
    `${n(people)} Eingeladene, ${n(held)} anonyme ${held === 1 ? "Befragung" : "Befragungen"}; ${round.weighting === "person" ? "jede Person zählt gleich" : "jede Gruppe zählt gleich"}. Einig heißt: Quartilsabstand höchstens 1 und mindestens 70 % der Stufen höchstens eine vom Median entfernt.`,
    `Stufen gering, mittel, hoch, sehr hoch wurden zu den Punkten ${round.table.replaceAll("-", ", ")}.`,
    ...round.reopenings.map((one) => `Am ${germanDate(localDay(one.at))} wieder geöffnet: ${one.reason}`),
  ];
}

function decisionLines(round: WeightingRound): MethodSheet["sections"][number][] {
  const lines = componentsOf(round).flatMap((p) =>
    p.resolved === null ? [] : [`${p.label}: ${gradeWords[p.resolved.grade]}. ${p.resolved.reason}`],
  );
  return lines.length === 0 ? [] : [{ title: "In der Ergebnisrunde entschieden", lines }];
}

function sheetComponents(round: WeightingRound): SheetComponent[] {
  const weights = new Map(componentWeights(round).map((weight) => [weight.proposal, weight]));
  const components = componentsOf(round);
  const isWhole = (id: string): boolean => components.some((other) => other.place?.main === id);
  return components.flatMap((one): SheetComponent[] => {
    const graded = gradeOf(round, one);
    const weight = weights.get(one.id);
    if (one.place === null || graded === null || weight === undefined) return [];
    const index = sides[one.place.side].label.de;
    const main = components.find((other) => other.id === one.place?.main);
    return [
      {
        label: one.label,
        inside: main === undefined ? index : `${index}: ${main.label}`,
        indicator: isWhole(one.id) ? null : one.indicator,
        direction: one.place.polarity === 1 ? "hohe Werte erhöhen" : "hohe Werte senken",
        grade: gradeWords[graded.grade],
        origin: originWords[graded.origin],
        points: weight.points,
        share: weight.share * 100,
      },
    ];
  });
}
