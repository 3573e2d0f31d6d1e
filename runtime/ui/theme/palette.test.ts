import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const themes = { light: tokensOf("light"), dark: tokensOf("dark") };

describe.each(Object.entries(themes))("colours of the %s theme", (_, colour) => {
  test("X-032 five classes: each darker than the one before, in grey print and for every kind of colour blindness", () => {
    const classes = [1, 2, 3, 4, 5].map((position) => colour(`class-${position}`));
    for (const seen of [asSeen, ...Object.values(blindness)]) {
      const light = classes.map((one) => luminance(seen(one)));
      for (let position = 1; position < 5; position += 1) {
        const [before = 0, here = 0] = [light[position - 1], light[position]];
        expect((before + 0.05) / (here + 0.05)).toBeGreaterThan(1.35);
      }
      expect(contrast(seen(classes[0] ?? [0, 0, 0]), seen(classes[4] ?? [0, 0, 0]))).toBeGreaterThan(4.5);
    }
  });

  test("X-032 text is at least 4.5:1 against what it stands on", () => {
    for (const ground of ["raised", "surface", "hover"])
      for (const ink of ["better", "worse"]) expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("demo-ink"), colour("demo"))).toBeGreaterThanOrEqual(4.5);
    for (let series = 1; series <= 6; series += 1)
      expect(contrast(colour(`series-${series}`), colour("raised"))).toBeGreaterThanOrEqual(4.5);
  });

  test("X-032 lines, dots, borders of fields and signs of absence are at least 3:1 against their ground", () => {
    for (const name of ["series-county", "bar-strong", "line-strong", "mark"])
      expect(contrast(colour(name), colour("raised")), name).toBeGreaterThanOrEqual(3);
    expect(contrast(colour("absent-ink"), colour("absent"))).toBeGreaterThanOrEqual(3);
  });
});

type Colour = readonly [number, number, number];

function tokensOf(theme: "light" | "dark"): (name: string) => Colour {
  const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
  const block = css.slice(css.indexOf(`[data-kern-theme="${theme}"] {`));
  const body = block.slice(0, block.indexOf("\n}"));
  return (name) => {
    const hex = new RegExp(`--k-${name}: #([0-9a-f]{6});`).exec(body)?.[1];
    if (hex === undefined) throw new Error(`no colour --k-${name} in ${theme}`);
    const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return [part(0), part(2), part(4)];
  };
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

// WCAG 2.1, relative luminance; the colours here are linear already.
function luminance([red, green, blue]: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function asSeen(colour: Colour): Colour {
  return [linear(colour[0]), linear(colour[1]), linear(colour[2])];
}

function contrast(one: Colour, other: Colour): number {
  const of = (colour: Colour): number => luminance(asSeen(colour));
  const [high, low] = [Math.max(of(one), of(other)), Math.min(of(one), of(other))];
  return (high + 0.05) / (low + 0.05);
}

// Machado, Oliveira, Fernandes 2009: matrices for severity 1, on linear RGB.
const blindness = {
  protanopia: seenThrough([
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ]),
  deuteranopia: seenThrough([0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881]),
  tritanopia: seenThrough([1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039]),
};

function seenThrough(matrix: readonly number[]): (colour: Colour) => Colour {
  return (colour) => {
    const [red, green, blue] = asSeen(colour);
    const row = (start: number): number =>
      Math.min(
        1,
        Math.max(0, (matrix[start] ?? 0) * red + (matrix[start + 1] ?? 0) * green + (matrix[start + 2] ?? 0) * blue),
      );
    return [row(0), row(3), row(6)];
  };
}
