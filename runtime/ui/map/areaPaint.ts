import { isPresent } from "../../../kernel/value/value.ts";
import { classPatternPath } from "./MapLegend.tsx";
import { type MapArea, shade, textureOf } from "./mapAreas.ts";

/** Colour or texture of an area as properties that the layers of the map read; `colour` looks up a variable of the theme. */
export function areaPaint(
  area: MapArea | undefined,
  classCount: number,
  patterns: boolean,
  colour: (variable: string) => string,
): Record<string, string | boolean> {
  if (area === undefined) return { texture: "dotted" };
  if (!isPresent(area.value)) {
    const texture = textureOf(area.value);
    return texture === "dashed" ? { colour: colour("--k-raised"), later: true } : { texture };
  }
  const position = shade(area.class, classCount);
  return patterns && position > 1 ? { texture: `class-${position}` } : { colour: colour(`--k-class-${position}`) };
}

/** Whether a name on the area must be light. */
export function isDark(area: MapArea | undefined, classCount: number): boolean {
  return area !== undefined && isPresent(area.value) && shade(area.class, classCount) > 3;
}

/** The textures of absences and classes as small pictures for the map's canvas. */
export function textureImages(colour: (variable: string) => string): [string, ImageData][] {
  const size = 24;
  const draw = (ground: string, ink: string, width: number, path: string, scale = 1): ImageData => {
    const canvas = document.createElement("canvas");
    canvas.width = size;
    canvas.height = size;
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("the browser gives no canvas to draw textures on");
    pen.fillStyle = ground;
    pen.fillRect(0, 0, size, size);
    pen.scale(scale, scale);
    pen.strokeStyle = ink;
    pen.fillStyle = ink;
    pen.lineWidth = width;
    pen.stroke(new Path2D(path));
    return pen.getImageData(0, 0, size, size);
  };
  const ground = colour("--k-absent");
  const ink = colour("--k-absent-ink");
  const images: [string, ImageData][] = [
    ["hatched", draw(ground, ink, 4, "M-6,6L6,-6M0,24L24,0M18,30L30,18M-6,18L18,-6M6,30L30,6")],
    ["crossed", draw(ground, ink, 2, "M0,0L24,24M24,0L0,24")],
    ["dotted", draw(ground, ink, 4, "M4,6h4M16,18h4")],
  ];
  for (const position of [2, 3, 4, 5])
    images.push([
      `class-${position}`,
      draw(
        colour(`--k-class-${position}`),
        position > 3 ? "#ffffffcc" : "#10204acc",
        2,
        classPatternPath(position, size),
      ),
    ]);
  return images;
}
