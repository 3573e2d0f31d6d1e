import type { Watch } from "../watch.ts";
import { attackProblems, type Problem } from "./attackProblems.ts";
import { attackSolver, clean } from "./attackProgram.ts";
import { type Change, changeOf, OtherTables } from "./otherTables.ts";
import { type PrintedTable, viewOf } from "./printedTable.ts";
import { shotsFromInside } from "./shots.ts";
import { tableInHand } from "./tableInHand.ts";

/** Somebody who is counted in some cells alone and therefore knows them. */
export interface Insider {
  readonly known: readonly number[];
  /** Cells that are no secret before this person: those that lie inside a known one. */
  readonly own: ReadonlySet<number>;
}

export interface InsideWishes {
  /** The true value of a cell, where the office knows it. */
  readonly trueValue: (cell: number) => number | null;
  /** How far a cell must be able to move, in one of the two directions, not to count as known. */
  readonly step: number;
  readonly watch?: Watch;
}

export interface FoundInside {
  readonly insider: Insider;
  readonly cell: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What persons who know their own cells find out about the cells of others.
 *
 * A cell is safe from a person if some other table agrees with everything printed
 * and with what this person knows, and has another number there. One such table
 * is an answer to everybody whose cells are the same in it, so few persons remain
 * who have to be tried one by one.
 *
 * Persons, cells and what they know by position in the table. Throws when the true table does not fit the printed one,
 * which is our own fault.
 */
export async function attackFromInside(
  table: PrintedTable,
  insiders: readonly Insider[],
  secrets: readonly number[],
  wishes: InsideWishes,
): Promise<FoundInside[]> {
  if (insiders.length === 0 || secrets.length === 0) return [];
  const highs = await attackSolver();
  const view = viewOf(table);
  const targets = [...new Set([...insiders.flatMap(({ known }) => known), ...secrets])];
  const asked = new Set(secrets);
  const found: FoundInside[] = [];
  let done = 0;
  for (const problem of attackProblems(view, targets)) {
    const inside = new Map<number, Problem["targets"][number]>(problem.targets.map((t) => [t.cell, t]));
    const here = insiders.filter(({ known }) => known.some((cell) => inside.has(cell)));
    const attacked = problem.targets.filter(({ cell }) => asked.has(cell));
    done += attacked.length;
    if (here.length === 0 || problem.variables === 0 || attacked.length === 0) continue;
    const base = tableInHand(highs, problem, view.signed, wishes.trueValue);
    if (base === undefined) continue;
    const tables = new OtherTables(highs, problem, base, view.signed);
    try {
      if (!tables.isPossible()) throw new Error("attack from inside: the true table does not fit the printed one");
      const attack = new InsideAttack(tables, inside, here, wishes);
      const step = (at: number) => wishes.watch?.("attackFromInside", done - attacked.length + at, secrets.length);
      const left = problem.variables > allPersonsAtOnce ? await attack.onAll(attacked, step) : undefined;
      for (const [at, target] of attacked.entries()) {
        await step(at);
        found.push(...attack.on(target, left?.get(target.cell) ?? (left === undefined ? undefined : new Set())));
      }
    } finally {
      tables.dispose();
    }
  }
  return found;
}

class InsideAttack {
  private readonly tables: OtherTables;
  private readonly inside: ReadonlyMap<number, Problem["targets"][number]>;
  private readonly insiders: readonly Insider[];
  private readonly wishes: InsideWishes;
  /** Which persons know a sum with this unknown in it. */
  private readonly knownAt = new Map<number, Set<Insider>>();
  /** Who would notice a change. */
  private readonly noticedBy = new Map<Change, ReadonlySet<Insider>>();
  /** Changes found so far, by the unknowns that they touch. */
  private readonly changesAt = new Map<number, Change[]>();

  constructor(
    tables: OtherTables,
    inside: ReadonlyMap<number, Problem["targets"][number]>,
    insiders: readonly Insider[],
    wishes: InsideWishes,
  ) {
    this.tables = tables;
    this.inside = inside;
    this.insiders = insiders;
    this.wishes = wishes;
    for (const insider of insiders)
      for (const cell of insider.known)
        for (const v of inside.get(cell)?.variables ?? []) {
          const who = this.knownAt.get(v);
          if (who === undefined) this.knownAt.set(v, new Set([insider]));
          else who.add(insider);
        }
  }

  /** Tries all cells before all persons at once; answers who is left to be tried at which cell. */
  async onAll(
    targets: Problem["targets"],
    step: (at: number) => Promise<void> | undefined,
  ): Promise<ReadonlyMap<number, Set<Insider>>> {
    const { tables, insiders } = this;
    const { step: wanted } = this.wishes;
    const { left } = await shotsFromInside(tables.highs, tables, {
      marks: targets.map(({ variables }) => ({ variables, wanted })),
      knownTo: insiders.map((insider) => this.sumsKnownTo(insider)),
      isOwn: (person, mark) => insiders[person]?.own.has(targets[mark]?.cell ?? -1) === true,
      wanted,
      step,
    });
    const toTry = new Map<number, Set<Insider>>();
    for (const [person, marks] of left.persons)
      for (const mark of marks) {
        const [cell, insider] = [targets[mark]?.cell ?? -1, insiders[person]];
        if (insider === undefined) continue;
        const list = toTry.get(cell);
        if (list === undefined) toTry.set(cell, new Set([insider]));
        else list.add(insider);
      }
    return toTry;
  }

  /** `left` are the persons who are known to be the only ones to try. */
  on({ cell, variables, base }: Problem["targets"][number], left?: Set<Insider>): FoundInside[] {
    let doubtful = left;
    const narrow = (change: Change): void => {
      if (Math.abs(changeOf(change, variables)) < this.wishes.step - hair) return;
      const helped = this.knownMovedBy(change);
      doubtful = new Set([...(doubtful ?? helped)].filter((insider) => helped.has(insider)));
    };
    for (const change of this.seenAround(variables)) {
      if (doubtful !== undefined && doubtful.size === 0) break;
      narrow(change);
    }
    if (doubtful === undefined || doubtful.size > severalPersons) {
      const change = this.further(variables, []);
      if (change === undefined || Math.abs(changeOf(change, variables)) < hair) {
        // What nobody can doubt from outside, nobody doubts from inside.
        const value = clean(this.tables.sumOf(variables) + base);
        const whoever = [...(doubtful ?? this.insiders)].filter(({ own }) => !own.has(cell));
        return whoever.map((insider) => ({ insider, cell, low: value, high: value }));
      }
      narrow(change);
    }
    const found: FoundInside[] = [];
    const avoided = new Set(Array.from(doubtful ?? []).flatMap((insider) => this.sumsKnownTo(insider).flat()));
    for (const insider of doubtful ?? this.insiders) {
      if (insider.own.has(cell) || doubtful?.has(insider) === false) continue;
      if (this.mixtureMoves(variables, insider)) continue;
      const change = this.further(variables, this.sumsKnownTo(insider), avoided);
      if (change !== undefined && Math.abs(changeOf(change, variables)) >= this.wishes.step - hair) {
        narrow(change);
        continue;
      }
      const value = this.tables.sumOf(variables) + base;
      const by = change === undefined ? 0 : changeOf(change, variables);
      found.push({ insider, cell, low: clean(value + Math.min(0, by)), high: clean(value + Math.max(0, by)) });
    }
    return found;
  }

  /** A table that is far enough away upwards or, failing that, downwards. */
  private further(
    variables: readonly number[],
    still: readonly (readonly number[])[],
    avoided: ReadonlySet<number> = new Set(),
  ): Change | undefined {
    const suffices = (by: number) => by >= this.wishes.step - hair;
    let best: Change | undefined;
    for (const sign of [1, -1] as const) {
      const change = this.tables.push({ variables, sign, still, suffices, wanted: this.wishes.step, avoided });
      if (change === undefined) continue;
      const by = Math.abs(changeOf(change, variables));
      if (best === undefined || by > Math.abs(changeOf(best, variables))) best = change;
      if (suffices(by)) break;
    }
    if (best !== undefined)
      for (const v of best.variables) {
        const list = this.changesAt.get(v);
        if (list === undefined) this.changesAt.set(v, [best]);
        else list.push(best);
      }
    return best;
  }

  private seenAround(variables: readonly number[]): Set<Change> {
    return new Set(variables.flatMap((v) => this.changesAt.get(v) ?? []));
  }

  /** Persons who would notice this change, since a sum that they know is another. */
  private knownMovedBy(change: Change): ReadonlySet<Insider> {
    const before = this.noticedBy.get(change);
    if (before !== undefined) return before;
    const touched = new Set<Insider>();
    for (const v of change.variables) for (const insider of this.knownAt.get(v) ?? []) touched.add(insider);
    const noticed = new Set([...touched].filter((one) => this.sumsKnownTo(one).some((sum) => moves(change, sum))));
    this.noticedBy.set(change, noticed);
    return noticed;
  }

  private sumsKnownTo({ known }: Insider): (readonly number[])[] {
    return known.flatMap((cell) => {
      const sum = this.inside.get(cell);
      return sum === undefined ? [] : [sum.variables];
    });
  }

  /**
   * Whether two changes, mixed so that what the person knows stays as it is, still
   * move the cell far enough: between possible tables every mixture is possible.
   */
  private mixtureMoves(variables: readonly number[], insider: Insider): boolean {
    const [known, ...more] = this.sumsKnownTo(insider);
    if (known === undefined || more.length > 0) return false;
    const measured = (changes: Iterable<Change>) =>
      [...changes].slice(0, mostMixed).map((one) => ({ here: changeOf(one, variables), there: changeOf(one, known) }));
    const own = measured(this.seenAround(variables)).filter(({ here }) => here !== 0);
    const others = measured(this.seenAround(known)).filter(({ there }) => Math.abs(there) > 1e-9);
    return own.some((a) =>
      others.some((b) => {
        if (a.there * b.there >= 0) return false;
        const share = Math.abs(b.there) / (Math.abs(a.there) + Math.abs(b.there));
        return Math.abs(share * a.here + (1 - share) * b.here) >= this.wishes.step - hair;
      }),
    );
  }
}

/** With more persons left than this, a cell is tried once more without any of them. */
const severalPersons = 3;

/** From this many unknowns on, all persons are tried at all cells at once before anybody singly. */
const allPersonsAtOnce = 600;

/** Changes of one cell that are mixed with others. */
const mostMixed = 60;

const hair = 1e-6;

function moves(change: Change, sum: readonly number[]): boolean {
  return Math.abs(changeOf(change, sum)) > 1e-9;
}
