import type { Highs } from "highs";
import { type Move, Moves } from "./moves.ts";
import { OpenQuestions } from "./openQuestions.ts";
import { mustReachDown, mustReachUp, type Person, type ProtectionTask, type Weakness } from "./protectionTask.ts";

/** Something that nobody may find out, told apart by who is asking. */
interface Demand {
  readonly cell: number;
  /** How far the cell must move, below 0 downwards; a person inside needs only one of the two directions. */
  readonly ways: readonly number[];
  readonly known: readonly number[];
  /** Cells of others who ask the same. */
  readonly avoided?: ReadonlySet<number>;
}

/**
 * For every sensitive cell, other tables that an attacker must hold possible: they
 * are the proof that a choice of held-back cells is safe.
 *
 * One table often vouches for many cells. When a cell is to be shown again, only
 * the tables in which it differs must be replaced; so trying that is cheap.
 */
export class Witnesses {
  /** 1 where a cell is held back. */
  readonly hidden: Uint8Array;
  private readonly task: ProtectionTask;
  private readonly moves: Moves;
  private readonly secrets: readonly number[];
  private readonly persons: readonly Person[];
  private readonly personsAt = new Map<number, number[]>();
  private readonly noticedBy = new WeakMap<Move, ReadonlySet<number>>();
  /** Every step since the beginning, so that a trial can be taken back. */
  private readonly journal: (() => void)[] = [];
  /** Which tables move a cell. */
  private readonly movedBy: Set<Move>[];

  constructor(highs: Highs, task: ProtectionTask, hidden: Uint8Array, persons: readonly Person[]) {
    this.task = task;
    this.hidden = Uint8Array.from(hidden);
    this.moves = new Moves(highs, task);
    this.secrets = Array.from(task.primary, (_, cell) => cell).filter((cell) => task.primary[cell] === 1);
    this.persons = persons;
    for (const [person, { known }] of persons.entries())
      for (const cell of known) this.personsAt.set(cell, [...(this.personsAt.get(cell) ?? []), person]);
    this.movedBy = Array.from(task.values, () => new Set());
  }

  dispose(): void {
    this.moves.dispose();
  }

  /**
   * Holds back further cells, the cheapest that help, until every demand has its
   * witness; answers what nothing can protect. Each step says how many of the secrets are done.
   */
  async secureAll(step: (done: number, of: number) => Promise<void> | undefined): Promise<Weakness[]> {
    const lost: Weakness[] = [];
    const open = this.moves.hangsFarTogether(this.hidden) ? await this.secureBroadly(step) : undefined;
    for (const [at, cell] of this.secrets.entries()) {
      await step(at, this.secrets.length);
      for (const demand of this.demandsOf(cell, open?.of(cell))) {
        if (this.witnessed(demand) || this.secure(demand, {})) continue;
        if (demand.known.length === 0) lost.push({ cell, direction: (demand.ways[0] ?? 1) < 0 ? "down" : "up" });
      }
    }
    return lost;
  }

  /**
   * Tries to show a cell, with others held back in its place where `instead` allows
   * that at less than this price; answers whether it is done.
   */
  show(cell: number, instead = 0): boolean {
    const begin = this.mark();
    const gone = [...(this.movedBy[cell] ?? [])];
    const concerned = new Set<number>();
    for (const move of gone) for (const other of move.cells) if (this.task.primary[other] === 1) concerned.add(other);
    this.change(cell, 0);
    for (const move of gone) this.forget(move);
    let spent = 0;
    const replace = (): boolean => {
      for (const secret of concerned) {
        for (const demand of this.demandsOf(secret)) {
          if (this.witnessed(demand)) continue;
          const more = this.secure(demand, { barred: [cell], limit: instead - spent });
          if (more === undefined) return false;
          for (const other of more) spent += this.task.price[other] ?? 0;
        }
      }
      return true;
    };
    if (replace()) return true;
    this.takeBack(begin);
    return false;
  }

  /** A point in time to which `takeBack` can return. */
  mark(): number {
    return this.journal.length;
  }

  takeBack(mark: number): void {
    while (this.journal.length > mark) this.journal.pop()?.();
  }

  /**
   * Tables that vouch for many secrets at once, in turn pushed at random, until little comes of it;
   * answers which questions of persons alone in a cell they leave open.
   */
  private async secureBroadly(
    step: (done: number, of: number) => Promise<void> | undefined,
  ): Promise<OpenQuestions | undefined> {
    const { secrets, persons, task } = this;
    const draw = scatter();
    const found: Move[] = [];
    const take = (move: Move | undefined): void => {
      if (move === undefined) return;
      found.push(move);
      this.remember(move);
    };
    const unproven = () =>
      secrets.flatMap((cell) => {
        const { down, up } = this.distancesOf(cell);
        const rises = this.witnessed({ cell, ways: [up], known: [] });
        const falls = down <= 0 || this.witnessed({ cell, ways: [-down], known: [] });
        return rises && falls ? [] : [{ cell, rises, falls }];
      });
    const ways = (open: typeof left) =>
      open.reduce((sum, { rises, falls }) => sum + 2 - Number(rises) - Number(falls), 0);
    let left = unproven();
    for (let turn = 0; left.length > 0 && turn < mostTurns; turn++) {
      await step(secrets.length - left.length, secrets.length);
      const pushes = new Map<number, number>();
      for (const { cell, rises, falls } of left)
        pushes.set(cell, (rises === falls ? (draw() < 0.5 ? -1 : 1) : rises ? -1 : 1) * (0.5 + draw()));
      take(this.moves.broadly({ pushes }, this.hidden));
      const before = ways(left);
      left = unproven();
      if (ways(left) > (1 - worthATurn) * before) break;
    }
    if (persons.length === 0) return undefined;
    const size = task.values.length;
    const open = new OpenQuestions({ secrets, persons, step: (cell) => this.insideStep(cell) }, found, size);
    for (let turn = 0, idle = 0; open.count > 0 && turn < mostTurns && idle < 3; turn++) {
      await step(secrets.length - left.length, secrets.length);
      const before = open.count;
      const asking = new Set(secrets.flatMap((cell) => open.of(cell)));
      const share = asking.size > persons.length / 8 ? shareStill : 0.8;
      const still = new Set([...asking].filter(() => draw() < share));
      const pushes = new Map<number, number>();
      for (const cell of secrets)
        if (open.of(cell).some((person) => still.has(person)))
          pushes.set(cell, (draw() < 0.5 ? -1 : 1) * (0.5 + draw()));
      const known = [...still].flatMap((person) => persons[person]?.known ?? []);
      const move = this.moves.broadly({ pushes, still: known }, this.hidden);
      if (move !== undefined) {
        take(move);
        open.answer(move, size);
      }
      idle = open.count > (1 - worthATurn) * before ? idle + 1 : 0;
    }
    return open;
  }

  private distancesOf(cell: number): { readonly down: number; readonly up: number } {
    const value = this.task.values[cell] ?? 0;
    return { down: value - mustReachDown(this.task, cell), up: mustReachUp(this.task, cell) - value };
  }

  /** How far a cell must be able to move, up or down, not to be certain before a person inside. */
  private insideStep(cell: number): number {
    return Math.min(1, this.distancesOf(cell).up);
  }

  /** `open` are the persons who are known to be the only ones that this cell is still to be kept from. */
  private *demandsOf(cell: number, open?: readonly number[]): Generator<Demand> {
    const { task } = this;
    const value = task.values[cell] ?? 0;
    const { down, up } = this.distancesOf(cell);
    if (down > 0) yield { cell, ways: [-down], known: [] };
    yield { cell, ways: [up], known: [] };
    if (this.persons.length === 0) return;
    const step = this.insideStep(cell);
    const ways = value >= step || value < 0 ? [step, -step] : [step];
    // Only persons whose own cell moves in every table that vouches for this one have anything to go by.
    const doubtful = open ?? this.doubtful(cell, step);
    const avoided = new Set(doubtful.flatMap((person) => this.persons[person]?.known ?? []));
    for (const person of doubtful) yield { cell, ways, known: this.persons[person]?.known ?? [], avoided };
  }

  private doubtful(cell: number, step: number): number[] {
    let left: Set<number> | undefined;
    for (const move of this.movedBy[cell] ?? []) {
      if (Math.abs(amountAt(move, cell)) < step - hair) continue;
      const noticed = this.noticing(move);
      left = new Set([...(left ?? noticed)].filter((person) => noticed.has(person)));
      if (left.size === 0) break;
    }
    const all = left ?? this.persons.keys();
    return Array.from(all).filter((person) => this.persons[person]?.own.has(cell) !== true);
  }

  /** Persons who know a cell that differs in this table. */
  private noticing(move: Move): ReadonlySet<number> {
    let noticed = this.noticedBy.get(move);
    if (noticed === undefined) {
      noticed = new Set(Array.from(move.cells).flatMap((cell) => this.personsAt.get(cell) ?? []));
      this.noticedBy.set(move, noticed);
    }
    return noticed;
  }

  private witnessed({ cell, ways, known }: Demand): boolean {
    for (const move of this.movedBy[cell] ?? []) {
      const amount = amountAt(move, cell);
      if (!ways.some((by) => (by < 0 ? amount <= by + hair : amount >= by - hair))) continue;
      if (known.every((other) => !this.movedBy[other]?.has(move))) return true;
    }
    return this.mixed({ cell, ways, known });
  }

  /** Two witnesses mixed so that what a person knows stands still: between possible tables every mixture is possible. */
  private mixed({ cell, ways, known }: Demand): boolean {
    const own = known.filter((other) => (this.movedBy[other]?.size ?? 0) > 0);
    const [only] = own;
    if (only === undefined || own.length > 1) return false;
    const near = [...(this.movedBy[cell] ?? [])].slice(0, mostMixed);
    const against = [...(this.movedBy[only] ?? [])].slice(0, mostMixed);
    for (const one of near) {
      const there = amountAt(one, only);
      if (there === 0) continue;
      for (const other of against) {
        const back = amountAt(other, only);
        if (back * there >= 0) continue;
        const share = Math.abs(back) / (Math.abs(there) + Math.abs(back));
        const amount = share * amountAt(one, cell) + (1 - share) * amountAt(other, cell);
        if (!ways.some((by) => (by < 0 ? amount <= by + hair : amount >= by - hair))) continue;
        this.remember(mixture(one, share, other, only));
        return true;
      }
    }
    return false;
  }

  /** Finds a witness, and holds back what it takes; undefined where there is none at this price. */
  private secure(
    { cell, ways, known, avoided }: Demand,
    { barred = [], limit }: { barred?: readonly number[]; limit?: number },
  ): readonly number[] | undefined {
    let best: { move: Move; opened: readonly number[]; cost: number } | undefined;
    for (const by of ways) {
      const found = this.moves.find(
        { cell, by, known, barred, ...(avoided === undefined ? {} : { avoided }) },
        this.hidden,
      );
      if (found === undefined) continue;
      const cost = found.opened.reduce((sum, other) => sum + (this.task.price[other] ?? 0), 0);
      if (best === undefined || cost < best.cost) best = { ...found, cost };
      if (found.opened.length === 0) break;
    }
    if (best === undefined) return undefined;
    if (limit !== undefined && best.opened.length > 0 && best.cost >= limit) return undefined;
    for (const other of best.opened) this.change(other, 1);
    this.remember(best.move);
    if (this.moves.canTurn(best.move)) this.remember({ cells: best.move.cells, by: best.move.by.map((n) => -n) });
    return best.opened;
  }

  private change(cell: number, flag: 0 | 1): void {
    const before = this.hidden[cell] ?? 0;
    this.hidden[cell] = flag;
    this.moves.changed(cell);
    this.journal.push(() => {
      this.moves.changed(cell);
      this.hidden[cell] = before;
    });
  }

  private remember(move: Move): void {
    for (const cell of move.cells) this.movedBy[cell]?.add(move);
    this.journal.push(() => {
      for (const cell of move.cells) this.movedBy[cell]?.delete(move);
    });
  }

  private forget(move: Move): void {
    for (const cell of move.cells) this.movedBy[cell]?.delete(move);
    this.journal.push(() => {
      for (const cell of move.cells) this.movedBy[cell]?.add(move);
    });
  }
}

const hair = 1e-6;

/** So many tables are looked for that vouch for many, and one must settle this share of what is open to go on. */
const mostTurns = 60;
const worthATurn = 0.05;
/** The share of persons whose cells stand still in such a table. */
const shareStill = 0.3;

/** Numbers from 0 to 1, the same ones each time: the same table is always protected in the same way. */
function scatter(): () => number {
  let last = 20_741;
  return () => {
    last = (last * 48_271) % 2_147_483_647;
    return last / 2_147_483_647;
  };
}

/** Witnesses of one cell that are mixed with others. */
const mostMixed = 24;

function mixture(one: Move, share: number, other: Move, still: number): Move {
  const sum = new Map<number, number>();
  for (const [at, cell] of one.cells.entries()) sum.set(cell, share * (one.by[at] ?? 0));
  for (const [at, cell] of other.cells.entries())
    sum.set(cell, (sum.get(cell) ?? 0) + (1 - share) * (other.by[at] ?? 0));
  sum.delete(still);
  const moved = [...sum].filter(([, by]) => Math.abs(by) > 1e-9).sort(([a], [b]) => a - b);
  return { cells: Int32Array.from(moved, ([cell]) => cell), by: Float64Array.from(moved, ([, by]) => by) };
}

function amountAt({ cells, by }: Move, cell: number): number {
  let [low, high] = [0, cells.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = cells[middle] ?? 0;
    if (found === cell) return by[middle] ?? 0;
    if (found < cell) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
