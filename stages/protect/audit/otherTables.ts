import type { Highs, Model } from "highs";
import type { Problem } from "./attackProblems.ts";
import { ManyAtOnce } from "./manyAtOnce.ts";
import { shortestChange } from "./shortestChange.ts";

/** How one possible table differs from the table in hand. */
export interface Change {
  /** Unknowns that differ, rising, and by how much. */
  readonly variables: Int32Array;
  readonly by: Float64Array;
}

/** A sum that shall move, and who knows what. */
export interface Push {
  readonly variables: readonly number[];
  readonly sign: 1 | -1;
  /** Sums that stand still, since somebody knows them. */
  readonly still: readonly (readonly number[])[];
  /** Whether the sum has gone far enough. */
  readonly suffices: (by: number) => boolean;
  /** How far is far enough, where a change as small as can be is better than a large one. */
  readonly wanted?: number;
  /** Unknowns that should rather stand still. */
  readonly avoided?: ReadonlySet<number>;
}

/**
 * Other tables that agree with everything printed, found from one that is in hand.
 *
 * What moves while all the rest stands still is possible for the whole table; so a
 * small program around the attacked sum can prove that it is not certain. Only
 * where that fails does the search go wider, in the end over everything that hangs
 * together: a failure there is an attack that succeeds.
 */
export class OtherTables {
  readonly highs: Highs;
  readonly problem: Problem;
  readonly base: Float64Array;
  readonly signed: boolean;
  readonly rowsAt: Int32Array[];
  readonly sums: Float64Array;
  readonly far: number;
  private whole: Part | undefined;
  /** For large problems, where corners are far to go: the whole by an interior way. */
  private wide: ManyAtOnce | undefined;

  constructor(highs: Highs, problem: Problem, base: Float64Array, signed: boolean) {
    this.highs = highs;
    this.problem = problem;
    this.base = base;
    this.signed = signed;
    const rowsAt: number[][] = Array.from({ length: problem.variables }, () => []);
    for (const [at, { variables }] of problem.rows.entries()) for (const v of variables) rowsAt[v]?.push(at);
    this.rowsAt = rowsAt.map((list) => Int32Array.from(list));
    this.sums = Float64Array.from(problem.rows, ({ variables }) =>
      variables.reduce((sum, v) => sum + (base[v] ?? 0), 0),
    );
    this.far = 1_000 + 10 * base.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  }

  dispose(): void {
    this.whole?.model.dispose();
    this.whole = undefined;
    this.wide?.dispose();
    this.wide = undefined;
  }

  /** Whether the table in hand agrees with what is printed; without that nothing can be concluded from it. */
  isPossible(): boolean {
    const slack = 1e-6;
    return (
      this.problem.rows.every(({ low, high }, at) => {
        const sum = this.sums[at] ?? 0;
        return sum >= low - slack && sum <= high + slack;
      }) &&
      (this.signed || this.base.every((x) => x >= -slack))
    );
  }

  /** What a sum comes to in the table in hand. */
  sumOf(variables: readonly number[]): number {
    return variables.reduce((sum, v) => sum + (this.base[v] ?? 0), 0);
  }

  /** The table in which a sum goes furthest, looked for close by until it goes far enough. */
  push(push: Push): Change | undefined {
    const all = this.problem.variables;
    if (all > keptWhole) {
      const change = this.widely(push);
      if (change !== undefined) return change;
    }
    if (push.wanted !== undefined && all > keptSmall)
      for (const most of shortReaches) {
        const near = this.near(push, Math.min(most, all));
        const change = shortestChange(this, near, push);
        if (change !== undefined) return change;
        if (near.length >= all) break;
      }
    let best: Change | undefined;
    for (const most of all <= keptWhole ? [all] : [...reaches.filter((reach) => reach < all), all]) {
      const change = this.within(most === all ? undefined : this.near(push, most), push);
      if (change === undefined) continue;
      best = change;
      if (push.suffices(push.sign * changeOf(change, push.variables))) break;
    }
    return best;
  }

  private widely({ variables, sign, still }: Push): Change | undefined {
    this.wide ??= new ManyAtOnce(this.highs, this, []);
    return this.wide.push([{ variables, push: sign }], still);
  }

  private near({ variables, still }: Push, most: number): number[] {
    const found = variables.slice(0, Math.max(4, most >> 3));
    const seen = new Set(found);
    const passed = new Set<number>();
    // Sums that somebody knows are like printed ones; their other members may have to move along.
    const known = new Map<number, number[]>();
    for (const [at, list] of still.entries()) for (const v of list) known.set(v, [...(known.get(v) ?? []), at]);
    const take = (members: readonly number[]): void => {
      let room = Math.max(6, most >> 3);
      for (const v of members) {
        if (seen.has(v) || room-- <= 0) continue;
        seen.add(v);
        found.push(v);
      }
    };
    for (let next = 0; next < found.length && found.length < most; next++) {
      const v = found[next] ?? 0;
      const rows = [...(this.rowsAt[v] ?? [])].filter((at) => !passed.has(at));
      rows.sort((a, b) => this.size(a) - this.size(b));
      for (const at of rows) {
        passed.add(at);
        take(this.problem.rows[at]?.variables ?? []);
      }
      for (const at of known.get(v) ?? []) take(still[at] ?? []);
    }
    return found.sort((a, b) => a - b);
  }

  private size(row: number): number {
    return this.problem.rows[row]?.variables.length ?? 0;
  }

  private within(near: readonly number[] | undefined, { variables, sign, still }: Push): Change | undefined {
    const part = near === undefined ? this.wholePart() : this.partOver(near);
    const { model, members, position } = part;
    try {
      const costs = new Float64Array(members.length);
      for (const v of variables) {
        const at = position(v);
        if (at !== undefined) costs[at] = -sign;
      }
      model.changeColsCost({ kind: "range", from: 0, to: members.length - 1 }, costs);
      const first = model.getDimensions().numRows;
      let added = 0;
      for (const list of still) {
        const own = list.flatMap((v) => position(v) ?? []);
        if (own.length === 0) continue;
        const sum = own.reduce((total, at) => total + (this.base[members[at] ?? 0] ?? 0), 0);
        model.addRow(sum, sum, { indices: Int32Array.from(own), values: own.map(() => 1) });
        added++;
      }
      model.run();
      const found = model.getModelStatus() === this.highs.constants.modelStatus.optimal;
      const values = found ? model.getSolution().colValue : undefined;
      if (added > 0 && near === undefined) model.deleteRows({ kind: "range", from: first, to: first + added - 1 });
      if (values === undefined) {
        if (near === undefined) throw new Error("attack on a possible table without solution");
        return undefined;
      }
      const moved: number[] = [];
      const by: number[] = [];
      for (const [at, v] of members.entries()) {
        const amount = (values[at] ?? 0) - (this.base[v] ?? 0);
        if (Math.abs(amount) < 1e-7) continue;
        moved.push(v);
        by.push(amount);
      }
      return { variables: Int32Array.from(moved), by: Float64Array.from(by) };
    } finally {
      if (near !== undefined) model.dispose();
    }
  }

  private wholePart(): Part {
    this.whole ??= this.partOver(Array.from({ length: this.problem.variables }, (_, v) => v));
    return this.whole;
  }

  private partOver(members: readonly number[]): Part {
    const { highs, base, far } = this;
    const at = new Map(members.map((v, place) => [v, place]));
    const rows = [...new Set(members.flatMap((v) => Array.from(this.rowsAt[v] ?? [])))];
    const starts = [0];
    const indices: number[] = [];
    const [low, high] = [new Float64Array(rows.length), new Float64Array(rows.length)];
    for (const [place, row] of rows.entries()) {
      const own = this.problem.rows[row];
      let inside = 0;
      for (const v of own?.variables ?? []) {
        const member = at.get(v);
        if (member === undefined) continue;
        indices.push(member);
        inside += base[v] ?? 0;
      }
      starts.push(indices.length);
      // All that is not a member stands still.
      const rest = (this.sums[row] ?? 0) - inside;
      low[place] = Math.min(inside, (own?.low ?? 0) - rest);
      const top = own?.high ?? Number.POSITIVE_INFINITY;
      high[place] = top === Number.POSITIVE_INFINITY ? highs.infinity : Math.max(inside, top - rest);
    }
    const model = highs.createModel({
      numCols: members.length,
      numRows: rows.length,
      colCost: new Float64Array(members.length),
      colLower: Float64Array.from(members, (v) => (this.signed ? (base[v] ?? 0) - far : 0)),
      colUpper: Float64Array.from(members, (v) => (base[v] ?? 0) + far),
      rowLower: low,
      rowUpper: high,
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: members.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: new Float64Array(indices.length).fill(1),
      },
    });
    model.options.set({ output_flag: false, presolve: "off", simplex_strategy: 4 });
    return { model, members, position: (v) => at.get(v) };
  }
}

/** Problems up to this size are one program that is kept, and larger ones one that is solved from inside. */
const keptWhole = 2_400;
/** Problems up to this size need no search for small changes. */
const keptSmall = 300;
/** How many unknowns are looked at in turn for the smallest change. */
const shortReaches = [600, 2_000, 5_000];
/** How many unknowns are looked at in turn. */
const reaches = [48, 2_400, 6_000];

interface Part {
  readonly model: Model;
  readonly members: readonly number[];
  readonly position: (variable: number) => number | undefined;
}

/** How much a change does to a sum of unknowns, each by its position; in the unit of the table. */
export function changeOf({ variables, by }: Change, sum: readonly number[]): number {
  let total = 0;
  for (const wanted of sum) {
    let [low, high] = [0, variables.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = variables[middle] ?? 0;
      if (found === wanted) {
        total += by[middle] ?? 0;
        break;
      }
      if (found < wanted) low = middle + 1;
      else high = middle - 1;
    }
  }
  return total;
}
