import type { Polygon, Position, Ring } from "../../../../kernel/geometry/polygon.ts";
import type { Shape } from "../../spaces/layer.ts";

// Numbers of the kinds of geometry in WKB; with heights and measures they are a thousand or more higher.
const kinds = { line: 2, polygon: 3, arc: 8, compound: 9, curved: 10, surfaces: 12 } as const;

/**
 * The ground of a curved or many-surfaced area (CURVEPOLYGON, MULTISURFACE), as
 * services of the surveying offices hand it on, most often with straight borders
 * only. Undefined for every other kind.
 *
 * Borders with true arcs are named, not approximated: what lies between two
 * neighbours would differ from one to the other.
 */
export function curvedGround(binary: Buffer): Shape | undefined {
  const outer = headOf(binary, 0);
  if (outer.kind !== kinds.curved && outer.kind !== kinds.surfaces) return undefined;
  const reader = new Reader(binary);
  const ground = outer.kind === kinds.curved ? [reader.surface()] : reader.members(() => reader.surface());
  const whole = ground.filter((polygon): polygon is Polygon => polygon !== "arcs");
  if (whole.length < ground.length) return { kind: "other", type: "Kreisbögen" };
  const drawn = whole.filter((polygon) => (polygon[0]?.length ?? 0) > 0);
  return drawn.length === 0 ? { kind: "empty" } : { kind: "ground", ground: drawn };
}

interface Head {
  readonly little: boolean;
  readonly kind: number;
  /** Numbers of one position: 2 to 4. */
  readonly size: number;
}

function headOf(binary: Buffer, at: number): Head {
  const little = binary[at] === 1;
  const number = little ? binary.readUInt32LE(at + 1) : binary.readUInt32BE(at + 1);
  const thousands = Math.floor((number & 0xffff) / 1000);
  return { little, kind: (number & 0xffff) % 1000, size: thousands === 0 ? 2 : thousands === 3 ? 4 : 3 };
}

class Reader {
  #at = 0;
  readonly #binary: Buffer;

  constructor(binary: Buffer) {
    this.#binary = binary;
  }

  members<T>(read: () => T): T[] {
    const head = this.#head();
    return Array.from({ length: this.#count(head) }, read);
  }

  surface(): Polygon | "arcs" {
    const head = this.#head();
    const rings = Array.from({ length: this.#count(head) }, () =>
      head.kind === kinds.curved ? this.#curve() : this.#positions(head),
    );
    const straight = rings.filter((ring): ring is Ring => ring !== "arcs");
    return straight.length < rings.length ? "arcs" : straight;
  }

  #curve(): Ring | "arcs" {
    const head = this.#head();
    if (head.kind !== kinds.compound) {
      const positions = this.#positions(head);
      return head.kind === kinds.line ? positions : "arcs";
    }
    const pieces = Array.from({ length: this.#count(head) }, () => this.#curve());
    if (pieces.includes("arcs")) return "arcs";
    // Each piece begins where the one before ended.
    return pieces.flatMap((piece, position) => (piece === "arcs" ? [] : position === 0 ? piece : piece.slice(1)));
  }

  #head(): Head {
    const head = headOf(this.#binary, this.#at);
    this.#at += 5;
    return head;
  }

  #count({ little }: Head): number {
    const count = little ? this.#binary.readUInt32LE(this.#at) : this.#binary.readUInt32BE(this.#at);
    this.#at += 4;
    // A spoilt count would ask for more than there is.
    if (count > this.#binary.length) throw new Error(`positions of a geometry: ${count}`);
    return count;
  }

  #positions(head: Head): Position[] {
    return Array.from({ length: this.#count(head) }, (): Position => {
      const number = (offset: number): number =>
        head.little ? this.#binary.readDoubleLE(this.#at + offset) : this.#binary.readDoubleBE(this.#at + offset);
      const position: Position = [number(0), number(8)];
      this.#at += head.size * 8;
      return position;
    });
  }
}
