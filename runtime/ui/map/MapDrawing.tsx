import { memo, type Ref, useId, useMemo } from "react";
import type { FarAway } from "../../../kernel/geometry/farAway.ts";
import { isPresent } from "../../../kernel/value/value.ts";
import type { Boundaries, MapArea } from "./mapAreas.ts";
import { shade, textureOf } from "./mapAreas.ts";
import { farIn, nearbyBoundaries } from "./nearbyBoundaries.ts";
import { type Projection, pathOf, projectionFor } from "./projection.ts";
import { Textures, textureFill } from "./Textures.tsx";

/** The map as a still drawing: in tiles, profiles, print and downloads, where nobody zooms. Drawn anew only when what it shows is new: thousands of areas take their time. */
export const MapDrawing = memo(function MapDrawing({
  boundaries,
  areas,
  classCount,
  label,
  width = 360,
  maxHeight = 320,
  emphasised,
  asItLies = false,
  drawing,
  onHighlight,
  onSelect,
}: {
  readonly boundaries: Boundaries;
  /** Without areas, all are drawn in one quiet tone. */
  readonly areas?: readonly MapArea[];
  readonly classCount?: number;
  readonly label: string;
  readonly width?: number;
  readonly maxHeight?: number;
  /** Code of the area that the picture is about. */
  readonly emphasised?: string | undefined;
  /** Leaves what lies far away where it is; else it stands in a frame beside all the rest. */
  readonly asItLies?: boolean;
  readonly drawing?: Ref<SVGSVGElement>;
  readonly onHighlight?: (code: string | undefined) => void;
  /** By pointer; a list beside the drawing is its twin for the keyboard. */
  readonly onSelect?: (code: string) => void;
}) {
  const id = useId().replace(/\W/g, "");
  const shapes = useMemo(() => {
    const far = asItLies ? null : farIn(boundaries);
    const nearby = nearbyBoundaries(boundaries, far);
    const projection = projectionFor(nearby, width - 4, maxHeight, far?.frame);
    return {
      width: projection.width,
      height: projection.height,
      frame: far === null ? undefined : framed(far, projection),
      paths: nearby.features.map((feature) => ({
        code: feature.properties.code,
        path: pathOf(feature.geometry, projection),
      })),
    };
  }, [boundaries, width, maxHeight, asItLies]);
  const byCode = useMemo(() => new Map(areas?.map((area) => [area.code, area])), [areas]);
  const one = shapes.paths.find((shape) => shape.code === emphasised);

  return (
    <svg
      ref={drawing}
      viewBox={`-2 -2 ${Math.ceil(shapes.width) + 4} ${Math.ceil(shapes.height) + 4}`}
      width={Math.ceil(shapes.width) + 4}
      height={Math.ceil(shapes.height) + 4}
      className="k-mapdrawing"
      role="img"
      aria-label={label}
      onPointerLeave={() => onHighlight?.(undefined)}
    >
      <Textures id={id} />
      {shapes.paths.map(({ code, path }) => {
        const area = byCode.get(code);
        const fill =
          areas === undefined
            ? "var(--k-quiet)"
            : area === undefined
              ? textureFill(id, "dotted")
              : isPresent(area.value)
                ? `var(--k-class-${shade(area.class, classCount ?? 5)})`
                : textureFill(id, textureOf(area.value));
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: by pointer only; the list beside the drawing is its twin for the keyboard.
          <path
            key={code}
            d={path}
            fill={fill}
            className={area?.value === "later" ? "k-mapdrawing__area k-mapdrawing__area--later" : "k-mapdrawing__area"}
            onPointerEnter={onHighlight === undefined ? undefined : () => onHighlight(code)}
            onClick={onSelect === undefined ? undefined : () => onSelect(code)}
            style={onSelect === undefined ? undefined : { cursor: "pointer" }}
          />
        );
      })}
      {shapes.frame === undefined ? null : (
        <g className="k-mapdrawing__frame">
          <rect {...shapes.frame.box} />
          <text x={shapes.frame.box.x} y={shapes.frame.box.y + shapes.frame.box.height + 13}>
            {shapes.frame.names}
          </text>
        </g>
      )}
      {one === undefined ? null : <path d={one.path} className="k-mapdrawing__one" />}
    </svg>
  );
});

function framed({ frame: [west, south, east, north], names }: FarAway, { place }: Projection) {
  const [x, y] = place(west, north);
  const [right, low] = place(east, south);
  return { box: { x, y, width: right - x, height: low - y }, names: names.join(", ") };
}
