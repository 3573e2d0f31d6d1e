import type { FigureSum, FigureTerm } from "../../kernel/indicator/figureSum.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import { type AgeSpan, agePieces } from "./ageSpans.ts";
import { type CountedPeople, countedPeople, groupName } from "./countedPeople.ts";
import { impliedSums, type KnownSum } from "./impliedSums.ts";

/** A cell of one area and time: what it is called, what it says, and its number where it may be held back. */
export interface TellingCell {
  readonly figure: string;
  readonly breakdown: string;
  readonly value: Value;
  /** Undefined for what stays shown. */
  readonly hidden?: number;
}

/**
 * What cells of one area and time tell of one another, when they count the same
 * people under several names: by ages, by characteristics that one figure tells as
 * groups and another as itself, and by sums of figures that the catalogue declares.
 */
export class LinkedPeople {
  private readonly repeats = new Map<string, FigureTerm>();
  private readonly sums: FigureSum[] = [];
  private readonly people = new Map<string, CountedPeople>();
  private readonly kept = new Map<string, ReadonlyMap<number, number>[]>();
  private readonly linked = new Set<string>();

  /** Told of every figure with its breakdowns, so that only what has a link is looked at. */
  constructor(cells: Iterable<Pick<TellingCell, "figure" | "breakdown">>, sums: readonly FigureSum[]) {
    for (const sum of sums) {
      const [only] = sum.parts;
      const isRepeat = sum.parts.length === 1 && sum.whole.breakdown === "" && only !== undefined;
      if (isRepeat && !this.repeats.has(sum.whole.figure)) this.repeats.set(sum.whole.figure, only);
      else this.sums.push(sum);
    }
    const subjects = new Map<string, { figures: Set<string>; groups: Map<string, AgeSpan[]> }>();
    for (const { figure, breakdown } of cells) {
      const { subject, group, ages } = this.of(figure, breakdown);
      const known = subjects.get(subject) ?? { figures: new Set(), groups: new Map() };
      subjects.set(subject, known);
      known.figures.add(figure);
      known.groups.set(group, [...(known.groups.get(group) ?? []), ages]);
    }
    for (const [subject, { figures, groups }] of subjects)
      if (figures.size > 1 || [...groups.values()].some(overlap)) this.linked.add(subject);
    for (const { whole, parts } of this.sums)
      for (const { figure, breakdown } of [whole, ...parts]) this.linked.add(this.of(figure, breakdown).subject);
  }

  /** Whether a cell may tell anything of one with another name. */
  links(figure: string, breakdown: string): boolean {
    return this.linked.has(this.of(figure, breakdown).subject);
  }

  /** Sums of hidden cells that follow from all that is shown, by their numbers. */
  known(cells: readonly TellingCell[]): ReadonlyMap<number, number>[] {
    const told = cells.map((cell) => ({ cell, people: this.of(cell.figure, cell.breakdown) }));
    const complete = completeSums(told);
    const name = JSON.stringify([
      cells.map(({ figure, breakdown, hidden }) => [figure, breakdown, hidden !== undefined]),
      complete.map(({ name }) => name),
    ]);
    let found = this.kept.get(name);
    if (found === undefined) {
      found = impliedSums(this.rows(told, complete));
      this.kept.set(name, found);
    }
    const numbers = cells.flatMap(({ hidden }) => (hidden === undefined ? [] : [hidden]));
    return found.map((factors) => new Map([...factors].map(([at, factor]) => [numbers[at] ?? -1, factor])));
  }

  private of(figure: string, breakdown: string): CountedPeople {
    const name = `${figure}|${breakdown}`;
    const known = this.people.get(name) ?? countedPeople(figure, breakdown, this.repeats);
    this.people.set(name, known);
    return known;
  }

  private rows(told: readonly Told[], complete: readonly CompleteSum[]): KnownSum[] {
    const spans = told.map(({ people }) => people.ages);
    const declared = this.sums.flatMap((sum) => this.declaredRows(sum, told));
    const pieces = piecesBy([...spans, ...declared.flat().map(({ ages }) => ages)]);
    let number = 0;
    const own = told.map(
      ({ cell, people }): KnownSum => ({
        hidden: cell.hidden === undefined ? [] : [[number++, 1]],
        unpublished: pieces(people, -1),
      }),
    );
    const more = [...complete.map(({ terms }) => terms), ...declared].map(
      (terms): KnownSum => ({ hidden: [], unpublished: added(terms.flatMap((term) => pieces(term, term.factor))) }),
    );
    return [...own, ...more.filter(({ unpublished }) => unpublished.length > 0)];
  }

  /** A declared sum holds for all, and within each age and further characteristic that is told of any of its figures. */
  private declaredRows({ whole, parts }: FigureSum, told: readonly Told[]): Term[][] {
    const terms = [whole, ...parts].map(({ figure, breakdown }, at) => ({
      people: this.of(figure, breakdown),
      factor: at === 0 ? -1 : 1,
    }));
    const rows = new Map<string, Term[]>();
    for (const { people } of told)
      for (const term of terms) {
        if (people.subject !== term.people.subject) continue;
        const rest = new Map([...people.marks].filter(([name, member]) => term.people.marks.get(name) !== member));
        const isWithin = people.marks.size - rest.size === term.people.marks.size;
        // Of what is split by the very characteristic that the sum is about, the sum says nothing.
        if (!isWithin || terms.some((one) => [...rest.keys()].some((name) => one.people.marks.has(name)))) continue;
        const ages = { from: people.ages.from, to: people.ages.to };
        rows.set(
          JSON.stringify([...rest, ages]),
          terms.map(({ people: { subject, marks, ages: own }, factor }) => ({
            group: groupName(subject, new Map([...marks, ...rest])),
            ages: { from: Math.max(own.from, ages.from), to: Math.min(own.to, ages.to) },
            factor,
          })),
        );
      }
    return [...rows.values()].filter((row) => row.every(({ ages }) => ages.from < ages.to));
  }
}

interface Told {
  readonly cell: TellingCell;
  readonly people: CountedPeople;
}

interface Term {
  readonly group: string;
  readonly ages: AgeSpan;
  readonly factor: number;
}

interface CompleteSum {
  readonly name: string;
  readonly terms: readonly Term[];
}

/** All members of a characteristic, or all ages, where their numbers come to the whole. */
function completeSums(told: readonly Told[]): CompleteSum[] {
  const byPeople = new Map(told.map((one) => [`${one.people.group}@${ageName(one.people.ages)}`, one]));
  return [...wholeCharacteristics(byPeople), ...wholeAges([...byPeople.values()])].flatMap(({ name, whole, parts }) => {
    const values = parts.map(({ cell }) => cell.value);
    if (parts.length < 2 || !comesOut(whole.cell.value, values)) return [];
    const terms = [{ ...whole.people, factor: -1 }, ...parts.map(({ people }) => ({ ...people, factor: 1 }))];
    return [{ name, terms }];
  });
}

interface Candidate {
  readonly name: string;
  readonly whole: Told;
  readonly parts: readonly Told[];
}

function wholeCharacteristics(byPeople: ReadonlyMap<string, Told>): Candidate[] {
  const found = new Map<string, { name: string; whole: Told; parts: Told[] }>();
  for (const one of byPeople.values()) {
    const { subject, marks, ages } = one.people;
    for (const mark of marks.keys()) {
      const parent = groupName(subject, new Map([...marks].filter(([other]) => other !== mark)));
      const whole = byPeople.get(`${parent}@${ageName(ages)}`);
      if (whole === undefined) continue;
      const name = `${mark} of ${parent}@${ageName(ages)}`;
      const candidate = found.get(name) ?? { name, whole, parts: [] };
      found.set(name, candidate);
      candidate.parts.push(one);
    }
  }
  // What one figure tells by itself is known as a sum of its breakdowns already.
  return [...found.values()].filter(({ whole, parts }) => parts.some(({ cell }) => cell.figure !== whole.cell.figure));
}

/** Of residents every age is known to be some piece; of others only the numbers tell whether all ages are there. */
function wholeAges(told: readonly Told[]): Candidate[] {
  const groups = new Map<string, Told[]>();
  for (const one of told)
    if (one.people.subject !== "residents")
      groups.set(one.people.group, [...(groups.get(one.people.group) ?? []), one]);
  return [...groups].flatMap(([group, members]) => {
    const [whole, ...others] = members.sort((a, b) => width(b) - width(a));
    const parts = others
      .filter((one) => !others.some((other) => other !== one && contains(one, other)))
      .sort((a, b) => a.people.ages.from - b.people.ages.from);
    const isGapless = parts.every((one, at) => at === 0 || parts[at - 1]?.people.ages.to === one.people.ages.from);
    const isCertain = isGapless || members.every(({ cell }) => isPresent(cell.value));
    return whole === undefined || !isCertain ? [] : [{ name: `ages of ${group}`, whole, parts }];
  });
}

/** Whether parts come to their whole, or could where the source withholds one of them. */
function comesOut(whole: Value, parts: readonly Value[]): boolean {
  const values = [whole, ...parts];
  if (values.some((value) => !isPresent(value) && value !== "withheld")) return false;
  const sum = parts.filter(isPresent).reduce((total, value) => total + value, 0);
  if (values.includes("withheld")) return !isPresent(whole) || sum <= whole;
  return isPresent(whole) && Math.abs(sum - whole) < 1e-6;
}

function piecesBy(spans: readonly AgeSpan[]) {
  const pieces = agePieces(spans);
  const known = new Map(spans.map((span, at) => [ageName(span), pieces[at] ?? []]));
  return ({ group, ages }: Pick<Term, "group" | "ages">, factor: number) =>
    (known.get(ageName(ages)) ?? []).map((age) => [`${group}@${age}`, factor] as const);
}

function added(terms: readonly (readonly [string, number])[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const [name, factor] of terms) sums.set(name, (sums.get(name) ?? 0) + factor);
  return [...sums].filter(([, factor]) => factor !== 0);
}

/** Whether spans say more than pieces beside each other and all of them together. */
function overlap(spans: readonly AgeSpan[]): boolean {
  const widest = Math.max(...spans.map(({ from, to }) => to - from));
  const others = spans.filter(({ from, to }) => to - from < widest);
  if (spans.length - others.length > 1) return true;
  const sorted = [...others].sort((a, b) => a.from - b.from);
  return sorted.some((one, at) => at > 0 && one.from < (sorted[at - 1]?.to ?? 0));
}

function ageName({ from, to }: AgeSpan): string {
  return `${from}-${to}`;
}

function width({ people: { ages } }: Told): number {
  return ages.to - ages.from;
}

function contains(outer: Told, inner: Told): boolean {
  return outer.people.ages.from <= inner.people.ages.from && outer.people.ages.to >= inner.people.ages.to;
}
