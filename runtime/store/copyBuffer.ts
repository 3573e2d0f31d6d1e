import type { CopyField, CopyType } from "./copyRows.ts";

// Numbers of the types in the system catalogue, the same in every PostgreSQL.
const typeOids = { "int2[]": 21, "int4[]": 23, "float8[]": 701 } as const;
const fullAt = 256 * 1_024;

/**
 * Writes rows in the binary form of COPY: each field with its length in front, numbers as the processor knows them.
 *
 * Source: PostgreSQL documentation, COPY, "Binary Format".
 */
export class CopyBuffer {
  #bytes = Buffer.allocUnsafe(2 * fullAt);
  #view = viewOf(this.#bytes);
  #length = 0;
  // Slices of one delivery mostly name the very same areas.
  readonly #written = new WeakMap<object, Buffer>();

  begin(): void {
    this.#room(32);
    this.#length += this.#bytes.write("PGCOPY\n\xff\r\n\0", this.#length, "latin1");
    this.#int32(0);
    this.#int32(0);
  }

  end(): void {
    this.#room(2);
    this.#int16(-1);
  }

  isFull(): boolean {
    return this.#length > fullAt;
  }

  /** What was written since the last time. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(2 * fullAt);
    this.#view = viewOf(this.#bytes);
    this.#length = 0;
    return taken;
  }

  row(types: readonly CopyType[], fields: readonly CopyField[]): void {
    if (fields.length !== types.length) throw new Error(`row of ${fields.length} fields for ${types.length} columns`);
    this.#room(2);
    this.#int16(fields.length);
    for (let i = 0; i < fields.length; i += 1) this.#field(types[i] as CopyType, fields[i] as CopyField);
  }

  #field(type: CopyType, field: CopyField): void {
    if (field === null) {
      this.#room(4);
      this.#int32(-1);
    } else if (typeof field === "number") {
      this.#room(12);
      this.#number(type, field);
    } else if (typeof field === "string") {
      this.#text(type, field);
    } else if (type === "float8[]") {
      this.#doubles(field);
    } else if (type === "int4[]" || type === "int2[]") {
      this.#integers(type, field as readonly (number | null)[]);
    } else throw new Error(`field of type ${type}: ${field}`);
  }

  #number(type: CopyType, number: number): void {
    if (type === "int4" && Number.isInteger(number)) {
      this.#int32(4);
      this.#int32(number);
    } else if (type === "float8") {
      this.#int32(8);
      this.#double(number);
    } else throw new Error(`field of type ${type}: ${number}`);
  }

  #text(type: CopyType, text: string): void {
    if (type !== "text" && type !== "jsonb") throw new Error(`field of type ${type}: ${text}`);
    const bytes = Buffer.byteLength(text);
    this.#room(5 + bytes);
    this.#int32(type === "jsonb" ? bytes + 1 : bytes);
    if (type === "jsonb") this.#bytes[this.#length++] = 1;
    this.#length += this.#bytes.write(text, this.#length);
  }

  #doubles(numbers: readonly (number | null)[] | Float64Array): void {
    this.#room(24 + 12 * numbers.length);
    const start = this.#arrayHead("float8[]", numbers.length);
    for (let i = 0; i < numbers.length; i += 1) {
      const number = numbers[i] ?? Number.NaN;
      if (Number.isNaN(number)) this.#int32(-1);
      else {
        this.#int32(8);
        this.#double(number);
      }
    }
    this.#view.setInt32(start, this.#length - start - 4);
  }

  #integers(type: "int4[]" | "int2[]", numbers: readonly (number | null)[]): void {
    const known = this.#written.get(numbers);
    if (known !== undefined) {
      this.#room(known.length);
      this.#length += known.copy(this.#bytes, this.#length);
      return;
    }
    this.#room(24 + 8 * numbers.length);
    const start = this.#arrayHead(type, numbers.length);
    for (let i = 0; i < numbers.length; i += 1) {
      const number = numbers[i] ?? null;
      if (number === null) this.#int32(-1);
      else if (type === "int4[]") {
        this.#int32(4);
        this.#int32(number);
      } else {
        this.#int32(2);
        this.#int16(number);
      }
    }
    this.#view.setInt32(start, this.#length - start - 4);
    this.#written.set(numbers, Buffer.from(this.#bytes.subarray(start, this.#length)));
  }

  // Leaves room for the length, which is known only at the end; answers where it goes.
  #arrayHead(type: keyof typeof typeOids, size: number): number {
    const start = this.#length;
    this.#length += 4;
    this.#int32(size === 0 ? 0 : 1);
    this.#int32(1);
    this.#int32(typeOids[type]);
    if (size === 0) return start;
    this.#int32(size);
    this.#int32(1);
    return start;
  }

  #int16(number: number): void {
    this.#view.setInt16(this.#length, number);
    this.#length += 2;
  }

  #int32(number: number): void {
    this.#view.setInt32(this.#length, number);
    this.#length += 4;
  }

  #double(number: number): void {
    this.#view.setFloat64(this.#length, number);
    this.#length += 8;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
