const minute = 60_000;
const hour = 60 * minute;

/**
 * Notices who asks far more than a person at a page does, such as a program that copies everything: once an hour each.
 *
 * Nobody is held back; whoever runs the server reads it in the log, in the metrics and in the audit trail.
 */
export class UnusualCount {
  readonly #limit: number;
  readonly #counts = new Map<string, { since: number; count: number; toldAt: number }>();

  /** @param limit calls a minute that are still usual */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a call; true when it is the one that makes it unusual. */
  isUnusual(who: string, now: number): boolean {
    const before = this.#counts.get(who);
    const isOver = before === undefined || now - before.since >= minute;
    const row = isOver
      ? { since: now, count: 1, toldAt: before?.toldAt ?? Number.NEGATIVE_INFINITY }
      : { ...before, count: before.count + 1 };
    const tells = row.count > this.#limit && now - row.toldAt >= hour;
    this.#counts.set(who, tells ? { ...row, toldAt: now } : row);
    if (this.#counts.size > 10_000) this.#forget(now);
    return tells;
  }

  #forget(now: number): void {
    for (const [who, { since, toldAt }] of this.#counts)
      if (now - since >= minute && now - toldAt >= hour) this.#counts.delete(who);
  }
}
