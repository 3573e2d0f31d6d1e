import type { Move } from "./moves.ts";
import type { Person } from "./protectionTask.ts";

export interface Questions {
  readonly secrets: readonly number[];
  readonly persons: readonly Person[];
  /** How far a secret must be able to move, up or down, before a person. */
  readonly step: (cell: number) => number;
}

/**
 * Which secrets each person alone in a cell could still find out, as more and
 * more other possible tables come in.
 *
 * A table in which what the person knows stands still answers them at once. Two in
 * which it moves in opposite directions do so mixed: between possible tables every
 * mixture is possible. Millions of pairs are asked in this way within a second.
 */
export class OpenQuestions {
  private readonly questions: Questions;
  /** By how much each table moves every secret. */
  private readonly bySecret: Float64Array[] = [];
  /** And every cell that somebody knows. */
  private readonly byKnown: Float64Array[] = [];
  private readonly known: readonly number[];
  /** Where the cells of each person begin in `known`. */
  private readonly starts: Int32Array;
  /** For two tables: how much of the first a mixture takes that nobody notices, by person; not a number where there is none. */
  private readonly shares = new Map<number, Float64Array>();
  private readonly open: number[][];
  private readonly secretAt: ReadonlyMap<number, number>;

  constructor(questions: Questions, moves: readonly Move[], size: number) {
    this.questions = questions;
    const { secrets, persons } = questions;
    this.known = persons.flatMap(({ known }) => known);
    this.starts = new Int32Array(persons.length + 1);
    for (const [p, { known }] of persons.entries()) this.starts[p + 1] = (this.starts[p] ?? 0) + known.length;
    this.secretAt = new Map(secrets.map((cell, s) => [cell, s]));
    for (const move of moves) this.take(move, size);
    const everybody = [...persons.keys()];
    this.open = secrets.map((cell, s) => {
      const left = everybody.filter((p) => persons[p]?.own.has(cell) !== true);
      for (let one = 0; one < this.bySecret.length && left.length > 0; one++)
        for (let other = one; other >= 0 && left.length > 0; other--) this.strike(left, s, one, other);
      return left;
    });
  }

  /** The persons who could still find out this secret. */
  of(cell: number): readonly number[] {
    return this.open[this.secretAt.get(cell) ?? -1] ?? [];
  }

  get count(): number {
    return this.open.reduce((sum, persons) => sum + persons.length, 0);
  }

  answer(move: Move, size: number): void {
    this.take(move, size);
    const last = this.bySecret.length - 1;
    for (const [s, left] of this.open.entries())
      for (let other = last; other >= 0 && left.length > 0; other--) this.strike(left, s, last, other);
  }

  private take({ cells, by }: Move, size: number): void {
    const amounts = new Float64Array(size);
    for (const [at, cell] of cells.entries()) amounts[cell] = by[at] ?? 0;
    this.bySecret.push(Float64Array.from(this.questions.secrets, (cell) => amounts[cell] ?? 0));
    this.byKnown.push(Float64Array.from(this.known, (cell) => amounts[cell] ?? 0));
  }

  /** Strikes out the persons whom the two tables, mixed, answer; the same table twice is that table alone. */
  private strike(persons: number[], secret: number, one: number, other: number): void {
    const needed = this.questions.step(this.questions.secrets[secret] ?? -1) - hair;
    const here = this.bySecret[one]?.[secret] ?? 0;
    const there = this.bySecret[other]?.[secret] ?? 0;
    if (Math.max(Math.abs(here), Math.abs(there)) < needed) return;
    const shares = this.sharesOf(one, other);
    let kept = 0;
    for (const p of persons) {
      const share = shares[p] ?? Number.NaN;
      if (!(Math.abs(share * here + (1 - share) * there) >= needed)) persons[kept++] = p;
    }
    persons.length = kept;
  }

  private sharesOf(one: number, other: number): Float64Array {
    const key = one * 1_000 + other;
    let shares = this.shares.get(key);
    if (shares === undefined) {
      shares = Float64Array.from(this.questions.persons, (_, p) => this.shareFor(p, one, other));
      this.shares.set(key, shares);
    }
    return shares;
  }

  private shareFor(person: number, one: number, other: number): number {
    const [here, there] = [this.byKnown[one], this.byKnown[other]];
    const [from, to] = [this.starts[person] ?? 0, this.starts[person + 1] ?? 0];
    let share = 1;
    for (let at = from; at < to; at++) {
      const [a, b] = [here?.[at] ?? 0, there?.[at] ?? 0];
      if (a === 0) continue;
      if (a * b >= 0) return Number.NaN;
      share = Math.abs(b) / (Math.abs(a) + Math.abs(b));
      break;
    }
    for (let at = from; at < to; at++)
      if (Math.abs(share * (here?.[at] ?? 0) + (1 - share) * (there?.[at] ?? 0)) > 1e-9) return Number.NaN;
    return share;
  }
}

const hair = 1e-6;
