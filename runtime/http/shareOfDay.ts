const day = 24 * 3_600_000;

/**
 * How much of something each person has had in the last twenty-four hours: nobody fills the disk alone.
 *
 * Kept in memory; a start of the server begins anew. Who has had nothing for a day is forgotten.
 */
export class ShareOfDay {
  readonly #had = new Map<string, { at: number; amount: number }[]>();

  /** What the person has had in the day before this moment. */
  had(who: string, now: Date): number {
    const since = now.getTime() - day;
    const rest = (this.#had.get(who) ?? []).filter(({ at }) => at > since);
    if (rest.length === 0) this.#had.delete(who);
    else this.#had.set(who, rest);
    return rest.reduce((sum, { amount }) => sum + amount, 0);
  }

  add(who: string, amount: number, now: Date): void {
    if (amount === 0) return;
    this.had(who, now);
    this.#had.set(who, [...(this.#had.get(who) ?? []), { at: now.getTime(), amount }]);
  }
}
