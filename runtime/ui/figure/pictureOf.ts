import regular from "../fonts/FiraSans-Regular.latin.woff2?url";
import semiBold from "../fonts/FiraSans-SemiBold.latin.woff2?url";

const properties = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "paint-order",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "color",
] as const;

const margin = 20;
/** Pixels per point of the PNG: sharp in print. */
const density = 2;

/**
 * A picture of the page as a file that stands alone: title above, source below,
 * colours and letters inside, and the title as alternative text.
 */
export async function pictureOf(
  svg: SVGSVGElement,
  words: { readonly title: string; readonly foot: string },
  format: "svg" | "png",
): Promise<Blob> {
  const box = svg.viewBox.baseVal;
  const width = Math.max(box.width, 420);
  const titleLines = wrapped(words.title, Math.floor(width / 8.6));
  const footLines = words.foot.split("\n").flatMap((line) => wrapped(line, Math.floor(width / 5.6)));
  const top = margin + titleLines.length * 22 + 8;
  const height = top + box.height + 12 + footLines.length * 15 + margin;
  const ground = getComputedStyle(document.body).backgroundColor;
  const ink = getComputedStyle(document.body).color;

  const picture = withStyles(svg);
  picture.setAttribute("x", String(margin));
  picture.setAttribute("y", String(top));
  picture.setAttribute("width", String(box.width));
  picture.setAttribute("height", String(box.height));

  const text = (lines: readonly string[], x: number, y: number, step: number, size: number, weight: number): string =>
    lines
      .map(
        (line, position) =>
          `<text x="${x}" y="${y + position * step}" font-size="${size}" font-weight="${weight}" fill="${ink}">${escaped(line)}</text>`,
      )
      .join("");
  const whole = width + 2 * margin;
  const content =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${height}" viewBox="0 0 ${whole} ${height}" font-family="Fira Sans, sans-serif" role="img">` +
    `<title>${escaped(words.title)}</title><desc>${escaped(words.foot)}</desc>` +
    `<style>${await fontFaces()}</style><rect width="100%" height="100%" fill="${ground}"/>` +
    text(titleLines, margin, margin + 16, 22, 17, 600) +
    new XMLSerializer().serializeToString(picture) +
    text(footLines, margin, top + box.height + 24, 15, 11, 400) +
    "</svg>";
  const file = new Blob([content], { type: "image/svg+xml" });
  return format === "svg" ? file : painted(file, whole, height);
}

function withStyles(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, position) => {
    const target = copies[position];
    if (target === undefined) return;
    const style = getComputedStyle(original);
    for (const property of properties) {
      const setting = style.getPropertyValue(property);
      // Patterns are named relative to the document and would lose their way if resolved.
      if (setting !== "" && !setting.includes("url(")) target.setAttribute(property, setting);
    }
    for (const name of ["class", "style", "tabindex", "role"]) if (target !== copy) target.removeAttribute(name);
  });
  return copy;
}

async function painted(file: Blob, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * density;
    canvas.height = height * density;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error("the canvas gave no picture")) : resolve(blob)),
        "image/png",
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

let faces: Promise<string> | undefined;

// A picture in a picture may load nothing, so the letters travel inside it.
function fontFaces(): Promise<string> {
  faces ??= Promise.all([face(regular, 400), face(semiBold, 600)]).then((all) => all.join(""));
  return faces;
}

async function face(address: string, weight: number): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `@font-face{font-family:"Fira Sans";font-weight:${weight};src:url(data:font/woff2;base64,${btoa(binary)})}`;
}

function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > letters) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
}
