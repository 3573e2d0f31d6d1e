import "maplibre-gl/dist/maplibre-gl.css";
import type { Geometry } from "geojson";
import { type GeoJSONSource, Map as MapLibre, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { isPresent } from "../../../kernel/value/value.ts";
import { Button } from "../control/Button.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { useTheme } from "../shell/ThemeSwitch.tsx";
import { classPatternPath } from "./MapLegend.tsx";
import { type Boundaries, type MapArea, shade, textureOf } from "./mapAreas.ts";
import { centreOf, ringsOf } from "./projection.ts";

// Without its worker by hand MapLibre looks for one beside a bundle that does not exist.
setWorkerUrl(workerUrl);

/** A base map that the administrator set; without it no request leaves the house. */
export interface BaseMap {
  readonly kind: "tiles" | "wms";
  readonly url: string;
  readonly attribution: string;
}

export interface AreaMapCanvasProps {
  readonly title: string;
  readonly boundaries: Boundaries | undefined;
  readonly areas: readonly MapArea[];
  readonly classCount: number;
  readonly decimals: number;
  readonly unit: string;
  readonly highlighted: string | undefined;
  readonly selected: readonly string[];
  readonly onHighlight: (code: string | undefined) => void;
  readonly onSelect: (code: string) => void;
  readonly patterns?: boolean;
  readonly baseMap?: BaseMap | null;
  /** Stands in the map's place until it is drawn. */
  readonly still?: ReactNode;
}

export default function AreaMapCanvas({
  title,
  boundaries,
  areas,
  classCount,
  decimals,
  unit,
  highlighted,
  selected,
  onHighlight,
  onSelect,
  patterns = false,
  baseMap,
  still,
}: AreaMapCanvasProps) {
  const { say, number } = useLanguage();
  const theme = useTheme();
  const help = useId();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | undefined>(undefined);
  // The map whose style has arrived; a newer one under construction must not be touched yet.
  const [live, setLive] = useState<MapLibre | undefined>(undefined);
  const [drawnOnce, setDrawnOnce] = useState(false);
  const [tip, setTip] = useState<{ x: number; y: number } | undefined>(undefined);
  const [names, setNames] = useState<readonly { code: string; name: string; x: number; y: number }[]>([]);
  const latest = useRef({ onHighlight, onSelect });
  latest.current = { onHighlight, onSelect };
  const byCode = useMemo(() => new Map(areas.map((area) => [area.code, area])), [areas]);
  const centres = useMemo(
    () =>
      (boundaries?.features ?? []).map((feature) => ({
        code: feature.properties.code,
        name: feature.properties.name,
        centre: centreOf(feature.geometry),
        box: boxOf(feature.geometry),
      })),
    [boundaries],
  );

  // The map lives as long as its boundaries and theme.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `theme` stands for the colours read from the page.
  useEffect(() => {
    const container = frame.current;
    if (container === null || boundaries === undefined) return;
    const box = wholeBox(centres);
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const made = new MapLibre({
      container,
      attributionControl: baseMap == null ? false : { customAttribution: baseMap.attribution },
      keyboard: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: false,
      scrollZoom: false,
      fadeDuration: 0,
      bounds: box,
      fitBoundsOptions: { padding: 18, animate: false },
      maxBounds: wider(box),
      style: {
        version: 8,
        sources: {
          ...(baseMap == null
            ? {}
            : { base: { type: "raster", tiles: [tileAddress(baseMap)], tileSize: 256 } as const }),
          areas: { type: "geojson", data: { type: "FeatureCollection", features: [] }, promoteId: "code" },
        },
        layers: [
          { id: "ground", type: "background", paint: { "background-color": colour("--k-mapground") } },
          ...(baseMap == null
            ? []
            : [
                {
                  id: "base",
                  type: "raster",
                  source: "base",
                  paint: { "raster-opacity": 0.6, "raster-saturation": -0.9 },
                } as const,
              ]),
          {
            id: "fill",
            type: "fill",
            source: "areas",
            filter: ["has", "colour"],
            paint: {
              "fill-color": ["get", "colour"],
              "fill-opacity": baseMap == null ? 1 : 0.82,
              "fill-antialias": false,
            },
          },
          {
            id: "texture",
            type: "fill",
            source: "areas",
            filter: ["has", "texture"],
            paint: { "fill-pattern": ["get", "texture"] },
          },
          {
            id: "border",
            type: "line",
            source: "areas",
            paint: {
              "line-color": colour("--k-mapline"),
              "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.6, 11, 1.4],
            },
          },
          {
            id: "later",
            type: "line",
            source: "areas",
            filter: ["==", ["get", "later"], true],
            paint: { "line-color": colour("--k-absent-ink"), "line-width": 1.5, "line-dasharray": [3, 2] },
          },
          {
            id: "chosen-halo",
            type: "line",
            source: "areas",
            filter: ["in", ["get", "code"], ["literal", []]],
            layout: { "line-join": "round" },
            paint: { "line-color": colour("--k-raised"), "line-width": 6 },
          },
          {
            id: "chosen",
            type: "line",
            source: "areas",
            filter: ["in", ["get", "code"], ["literal", []]],
            layout: { "line-join": "round" },
            paint: { "line-color": ["coalesce", ["get", "mark"], colour("--k-mark")], "line-width": 3 },
          },
          {
            id: "pointed",
            type: "line",
            source: "areas",
            filter: ["==", ["get", "code"], ""],
            layout: { "line-join": "round" },
            paint: { "line-color": colour("--k-mark"), "line-width": 2.5 },
          },
        ],
      },
    });
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.addControl(new ScaleControl({ maxWidth: 90, unit: "metric" }), "bottom-left");
    const canvas = made.getCanvas();
    canvas.setAttribute("tabindex", "-1");
    canvas.setAttribute("aria-hidden", "true");
    canvas.removeAttribute("role");
    canvas.removeAttribute("aria-label");
    made.on("load", () => {
      for (const [name, image] of textureImages(colour))
        if (!made.hasImage(name)) made.addImage(name, image, { pixelRatio: 2 });
      setLive(made);
    });
    made.on("mousemove", (event) => {
      const code = made.queryRenderedFeatures(event.point, { layers: ["fill", "texture"] })[0]?.properties.code;
      latest.current.onHighlight(typeof code === "string" ? code : undefined);
      made.getCanvas().style.cursor = code === undefined ? "" : "pointer";
    });
    made.on("mouseout", () => latest.current.onHighlight(undefined));
    made.on("click", (event) => {
      const code = made.queryRenderedFeatures(event.point, { layers: ["fill", "texture"] })[0]?.properties.code;
      if (typeof code === "string") latest.current.onSelect(code);
    });
    const name = (): void => setNames(roomForNames(made, centres));
    made.on("moveend", name);
    made.on("load", name);
    const observer = new ResizeObserver(() => {
      made.resize();
      made.fitBounds(box, { padding: 18, animate: false });
    });
    observer.observe(container);
    return () => {
      observer.disconnect();
      made.remove();
      map.current = undefined;
      setLive(undefined);
      setDrawnOnce(false);
    };
  }, [boundaries, centres, baseMap, theme]);

  useEffect(() => {
    if (live === undefined || live !== map.current || boundaries === undefined) return;
    const source = live.getSource<GeoJSONSource>("areas");
    if (source === undefined) return;
    live.once("idle", () => setDrawnOnce(true));
    const style = getComputedStyle(document.documentElement);
    const colour = (variable: string): string => style.getPropertyValue(variable).trim();
    source.setData({
      type: "FeatureCollection",
      features: boundaries.features.map((feature) => {
        const code = feature.properties.code;
        const area = byCode.get(code);
        const chosen = selected.indexOf(code);
        return {
          type: "Feature",
          geometry: feature.geometry as Geometry,
          properties: {
            code,
            ...drawn(area, classCount, patterns, colour),
            ...(chosen < 0 ? {} : { mark: colour(`--k-series-${(chosen % 6) + 1}`) }),
          },
        };
      }),
    });
    for (const layer of ["chosen", "chosen-halo"])
      live.setFilter(layer, ["in", ["get", "code"], ["literal", [...selected]]]);
  }, [live, boundaries, byCode, classCount, patterns, selected]);

  useEffect(() => {
    if (live === undefined || live !== map.current) return;
    live.setFilter("pointed", ["==", ["get", "code"], highlighted ?? ""]);
    const area = centres.find((candidate) => candidate.code === highlighted);
    const point = area === undefined ? undefined : live.project([area.centre[0], area.centre[1]]);
    setTip(point === undefined ? undefined : { x: point.x, y: point.y });
  }, [live, highlighted, centres]);

  const pointed = highlighted === undefined ? undefined : byCode.get(highlighted);
  const said =
    pointed === undefined
      ? ""
      : `${pointed.name}: ${isPresent(pointed.value) ? number(pointed.value, { decimals, unit }) : say(`absence.short.${pointed.value}`)}`;

  const move = (event: KeyboardEvent): void => {
    const made = map.current;
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] } as const;
    const step = steps[event.key as keyof typeof steps];
    if (event.key === "+" || event.key === "=") made?.zoomIn({ animate: false });
    else if (event.key === "-") made?.zoomOut({ animate: false });
    else if ((event.key === "Enter" || event.key === " ") && highlighted !== undefined) onSelect(highlighted);
    else if (step !== undefined && made !== undefined) {
      const next = neighbour(made, centres, highlighted, step);
      if (next !== undefined) {
        onHighlight(next.code);
        if (!made.getBounds().contains([next.centre[0], next.centre[1]]))
          made.panTo([next.centre[0], next.centre[1]], { animate: false });
      }
    } else return;
    event.preventDefault();
  };

  return (
    <div className="k-map" onPointerLeave={() => onHighlight(undefined)}>
      <p className="k-sr" id={help}>
        {say("map.help")}
      </p>
      <div
        className="k-map__keys"
        role="application"
        aria-roledescription={say("map.position")}
        aria-label={say("map.label", { title })}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
        tabIndex={0}
        onKeyDown={move}
      >
        <div ref={frame} className="k-map__canvas" data-ready={drawnOnce} />
        {drawnOnce ? null : (
          <div className="k-map__still" aria-hidden="true">
            {still}
          </div>
        )}
        <div className="k-map__names" aria-hidden="true">
          {names.map((name) => (
            <span
              key={name.code}
              style={{ left: name.x, top: name.y }}
              data-dark={isDark(byCode.get(name.code), classCount)}
            >
              {name.name}
            </span>
          ))}
        </div>
        {tip === undefined || pointed === undefined ? null : (
          <div className="k-map__tip" style={{ left: tip.x, top: tip.y }} aria-hidden="true">
            <strong>{pointed.name}</strong>
            <span>
              {isPresent(pointed.value)
                ? pointed.unsafe === true
                  ? `(${number(pointed.value, { decimals, unit })})`
                  : number(pointed.value, { decimals, unit })
                : say(`absence.short.${pointed.value}`)}
            </span>
          </div>
        )}
      </div>
      <div className="k-sr" aria-live="polite">
        {said}
      </div>
      <div className="k-map__buttons k-noprint">
        <Button icon="plus" iconOnly onPress={() => map.current?.zoomIn()}>
          {say("map.zoomIn")}
        </Button>
        <Button icon="minus" iconOnly onPress={() => map.current?.zoomOut()}>
          {say("map.zoomOut")}
        </Button>
        <Button icon="whole" iconOnly onPress={() => map.current?.fitBounds(wholeBox(centres), { padding: 18 })}>
          {say("map.whole")}
        </Button>
      </div>
    </div>
  );
}

interface Centre {
  readonly code: string;
  readonly name: string;
  readonly centre: readonly [number, number];
  readonly box: Box;
}
type Box = [number, number, number, number];

function drawn(
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

function isDark(area: MapArea | undefined, classCount: number): boolean {
  return area !== undefined && isPresent(area.value) && shade(area.class, classCount) > 3;
}

function textureImages(colour: (variable: string) => string): [string, ImageData][] {
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

function boxOf(shape: Parameters<typeof ringsOf>[0]): Box {
  const box: Box = [180, 90, -180, -90];
  for (const ring of ringsOf(shape))
    for (const [x = 0, y = 0] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  return box;
}

function wholeBox(centres: readonly Centre[]): Box {
  return centres.reduce<Box>(
    (all, { box }) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    [180, 90, -180, -90],
  );
}

function wider(box: Box): Box {
  const x = (box[2] - box[0]) * 0.75;
  const y = (box[3] - box[1]) * 0.75;
  return [box[0] - x, box[1] - y, box[2] + x, box[3] + y];
}

// Areas are named where their name fits into them, the largest first, and no name covers another.
function roomForNames(
  map: MapLibre,
  centres: readonly Centre[],
): { code: string; name: string; x: number; y: number }[] {
  const taken: [number, number, number, number][] = [];
  const named: { code: string; name: string; x: number; y: number }[] = [];
  const sized = centres.map((area) => {
    const low = map.project([area.box[0], area.box[1]]);
    const high = map.project([area.box[2], area.box[3]]);
    return { area, width: high.x - low.x, height: low.y - high.y };
  });
  for (const { area, width, height } of sized.sort((a, b) => b.width * b.height - a.width * a.height)) {
    const wide = area.name.length * 6.8;
    if (wide > width * 0.85 || height < 22) continue;
    const point = map.project([area.centre[0], area.centre[1]]);
    const box: [number, number, number, number] = [point.x - wide / 2, point.y - 9, point.x + wide / 2, point.y + 9];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]))
      continue;
    taken.push(box);
    named.push({ code: area.code, name: area.name, x: point.x, y: point.y });
  }
  return named;
}

// The nearest area within the quarter of the sky that the arrow points to.
function neighbour(
  map: MapLibre,
  centres: readonly Centre[],
  from: string | undefined,
  [right, down]: readonly [number, number],
): Centre | undefined {
  const places = centres.map((area) => ({ area, point: map.project([area.centre[0], area.centre[1]]) }));
  const here = places.find((place) => place.area.code === from);
  if (here === undefined) {
    const middle = map.project(map.getCenter());
    return nearest(places, (point) => Math.hypot(point.x - middle.x, point.y - middle.y));
  }
  return nearest(places, (point) => {
    const x = point.x - here.point.x;
    const y = point.y - here.point.y;
    const ahead = x * right + y * down;
    const aside = Math.abs(x * down + y * right);
    return ahead <= 0.5 || aside > ahead ? Number.POSITIVE_INFINITY : Math.hypot(x, y);
  });
}

function nearest(
  places: readonly { readonly area: Centre; readonly point: { readonly x: number; readonly y: number } }[],
  distance: (point: { readonly x: number; readonly y: number }) => number,
): Centre | undefined {
  let best: { area: Centre; far: number } | undefined;
  for (const place of places) {
    const far = distance(place.point);
    if (Number.isFinite(far) && (best === undefined || far < best.far)) best = { area: place.area, far };
  }
  return best?.area;
}

function tileAddress(baseMap: BaseMap): string {
  if (baseMap.kind === "tiles") return baseMap.url;
  const joint = baseMap.url.includes("?") ? "&" : "?";
  return `${baseMap.url}${joint}service=WMS&request=GetMap&version=1.3.0&format=image/png&transparent=true&crs=EPSG:3857&bbox={bbox-epsg-3857}&width=256&height=256&styles=`;
}
