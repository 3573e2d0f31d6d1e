/**
 * Text as it may stand inside SVG or HTML.
 *
 * @example
 * escaped("A & B <Amt>") // "A &amp; B &lt;Amt&gt;"
 */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/**
 * A picture with a name for those who cannot see it; width and height in units of its own, for it grows with the page.
 */
export function picture(width: number, height: number, alternative: string, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(alternative)}" font-family="Fira Sans, sans-serif">${parts.join("")}</svg>`;
}

/** A word in the picture. */
export function label(
  x: number,
  y: number,
  text: string,
  form: { size?: number; anchor?: "start" | "middle" | "end"; weight?: number; fill?: string } = {},
): string {
  const weight = form.weight === undefined ? "" : ` font-weight="${form.weight}"`;
  const anchor = form.anchor === undefined || form.anchor === "start" ? "" : ` text-anchor="${form.anchor}"`;
  return `<text x="${short(x)}" y="${short(y)}" font-size="${form.size ?? 11}"${anchor}${weight} fill="${form.fill ?? ink}">${escaped(text)}</text>`;
}

/**
 * A coordinate without needless digits.
 *
 * @example
 * short(12.34567) // "12.35"
 * short(3) // "3"
 */
export function short(n: number): string {
  return String(Math.round(n * 100) / 100);
}

export const ink = "#171a2b";
export const quiet = "#4a5068";
export const line = "#b9bed0";

/** Five steps of one hue, light is little; neighbours differ by 1.4 to 2 in luminance contrast and are told apart in grey print. */
export const sequential = ["#dce9f7", "#a9c8e8", "#6c9fd2", "#36709f", "#143d66"] as const;
export const accent = "#1f4d8f";
export const other = "#b4570d";
