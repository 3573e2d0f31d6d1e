/**
 * Keeps what was computed until its room is used up; what was not asked for
 * longest goes first. Room is counted in bytes, roughly.
 */
export class KeptByUse<Thing> {
  private readonly room: number;
  private readonly bytesOf: (thing: Thing) => number;
  private readonly things = new Map<string, { thing: Thing; bytes: number }>();
  private used = 0;
  private parts = 0;

  constructor(room: number, bytesOf: (thing: Thing) => number) {
    this.room = room;
    this.bytesOf = bytesOf;
  }

  get(key: string): Thing | undefined {
    const found = this.things.get(key);
    if (found === undefined) return undefined;
    // Some things grow while they are used.
    const bytes = this.bytesOf(found.thing);
    this.used += bytes - found.bytes;
    found.bytes = bytes;
    // Order of insertion is order of use.
    this.things.delete(key);
    this.things.set(key, found);
    return found.thing;
  }

  set(key: string, thing: Thing): void {
    const before = this.things.get(key);
    if (before !== undefined) this.used -= before.bytes;
    this.things.delete(key);
    const bytes = this.bytesOf(thing);
    this.things.set(key, { thing, bytes });
    this.used += bytes;
    for (const [oldest, { bytes: freed }] of this.things) {
      if (this.used <= this.room || oldest === key) break;
      this.things.delete(oldest);
      this.used -= freed;
    }
  }

  /** How much of the room is used, 0 to 1. */
  get fullness(): number {
    return this.used / this.room;
  }

  /** A part with keys of its own, for one of many that share the room: nobody finds the things of another. */
  part(): KeptPart<Thing> {
    this.parts += 1;
    const own = `${this.parts} `;
    return {
      get: (key) => this.get(own + key),
      set: (key, thing) => this.set(own + key, thing),
      fullness: () => this.fullness,
      clear: () => {
        for (const [key, { bytes }] of this.things) {
          if (!key.startsWith(own)) continue;
          this.things.delete(key);
          this.used -= bytes;
        }
      },
    };
  }
}

/** What one of many keeps in a room that they share. */
export interface KeptPart<Thing> {
  readonly get: (key: string) => Thing | undefined;
  readonly set: (key: string, thing: Thing) => void;
  /** How much of the room that all share is used, 0 to 1. */
  readonly fullness: () => number;
  readonly clear: () => void;
}
