/** How the bytes of a text file are to be read, and where letters are already lost. */
export interface TextEncoding {
  readonly name: "UTF-8" | "Windows-1252" | "ISO-8859-1" | "UTF-16LE" | "UTF-16BE" | "CP850" | "MacRoman";
  /** Bytes of the mark at the beginning. */
  readonly mark: number;
  /** Whether zero bytes say that this is no text at all. */
  readonly binary: boolean;
}

/**
 * Tells the encoding of a text file from its bytes.
 *
 * Whatever is valid UTF-8 is UTF-8, since German text in another encoding never is
 * by chance. Otherwise bytes 0x80 to 0x9F, which Latin-1 leaves without letters, say
 * Windows-1252 (€ „ “ –). Where between letters only the umlauts of DOS (CP850) or
 * of old Macs stand, and none of Windows, it is theirs.
 *
 * @example
 * textEncoding(new Uint8Array([0x42, 0xf6])).name // "ISO-8859-1"
 * textEncoding(new Uint8Array([0x42, 0xc3, 0xb6])).name // "UTF-8"
 * textEncoding(new Uint8Array([0x80, 0x42])).name // "Windows-1252"
 * textEncoding(new Uint8Array([0x47, 0x72, 0x94, 0x6e])).name // "CP850"
 * textEncoding(new Uint8Array([0x47, 0x72, 0x9a, 0x6e])).name // "MacRoman"
 * textEncoding(new Uint8Array([0xef, 0xbb, 0xbf, 0x42])).mark // 3
 */
export function textEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: "UTF-8", mark: 3, binary: false };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: "UTF-16LE", mark: 2, binary: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: "UTF-16BE", mark: 2, binary: false };
  const unmarked = wideLetters(bytes);
  if (unmarked !== undefined) return { name: unmarked, mark: 0, binary: false };
  let utf8 = true;
  let windows = false;
  let zeros = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) zeros++;
    if (byte < 0x80) continue;
    if (byte < 0xa0) windows = true;
    if (utf8) {
      const length = sequenceLength(bytes, i);
      if (length === 0) utf8 = false;
      else i += length - 1;
    }
  }
  // Bytes inside valid sequences were skipped above, so a file that turned out not to be UTF-8 is looked at again.
  if (!utf8 && !windows) windows = bytes.some((byte) => byte >= 0x80 && byte < 0xa0);
  const old = utf8 || !windows ? undefined : oldMachine(bytes);
  return { name: utf8 ? "UTF-8" : (old ?? (windows ? "Windows-1252" : "ISO-8859-1")), mark: 0, binary: zeros > 0 };
}

/** UTF-16 that lost its mark: of the first letters every other byte is zero, always on the same side. */
function wideLetters(bytes: Uint8Array): "UTF-16LE" | "UTF-16BE" | undefined {
  const pairs = Math.min(Math.floor(bytes.length / 2), 2_000);
  const zeros = [0, 0];
  for (let i = 0; i < pairs * 2; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (pairs < 8 || bytes.length % 2 === 1) return undefined;
  if (even === 0 && odd > pairs * 0.8) return "UTF-16LE";
  return odd === 0 && even > pairs * 0.8 ? "UTF-16BE" : undefined;
}

// ä ö ü ß inside of words, as each of them writes it.
const smallUmlauts = {
  CP850: [0x84, 0x94, 0x81, 0xe1],
  MacRoman: [0x8a, 0x9a, 0x9f, 0xa7],
} as const;

/** Which machine of old wrote the file: all letters inside of words are its umlauts, and there is at least one. */
function oldMachine(bytes: Uint8Array): "CP850" | "MacRoman" | undefined {
  const inWords: number[] = [];
  for (let i = 1; i < bytes.length - 1; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80 && isLetter(bytes[i - 1]) && isLetter(bytes[i + 1])) inWords.push(byte);
    if (inWords.length > 2_000) break;
  }
  if (inWords.length === 0) return undefined;
  return (["CP850", "MacRoman"] as const).find((name) => {
    const own: readonly number[] = smallUmlauts[name];
    return inWords.every((byte) => own.includes(byte));
  });
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (length === 0) return 0;
  for (let k = 1; k < length; k++) {
    const next = bytes[at + k];
    // A sequence cut off by the end of the file is a truncated file, not another encoding.
    if (next === undefined) return k;
    if ((next & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return length;
}
