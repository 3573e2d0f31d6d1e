import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection, Geometry } from "geojson";
import { type GeoJSONSource, Map as MapLibre, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import type { FarAway } from "../../../kernel/geometry/farAway.ts";
import { isPresent } from "../../../kernel/value/value.ts";
import { Button } from "../control/Button.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { useTheme } from "../shell/ThemeSwitch.tsx";
import { isDark, textureImages } from "./areaPaint.ts";
import { areaPlaces, neighbour, roomForNames, wholeBox, wider } from "./areaPlaces.ts";
import { type Boundaries, drawnInOnePiece, type MapArea } from "./mapAreas.ts";
import { type AreaTiles, among, type BaseMap, mapStyle } from "./mapStyle.ts";
import { farIn, nearbyBoundaries } from "./nearbyBoundaries.ts";
import { type PaintedPiece, paintPiece } from "./paintPiece.ts";
import { paintOfArea, paintTiles } from "./paintTiles.ts";

// Without its worker by hand MapLibre looks for one beside a bundle that does not exist.
setWorkerUrl(workerUrl);

export interface AreaMapCanvasProps {
  readonly title: string;
  readonly boundaries: Boundaries | undefined;
  /** Borders of larger areas, drawn as lines over the others so that one finds one's way. */
  readonly context?: Boundaries | undefined;
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
  /** The same boundaries in squares, for maps of more than a thousand areas. */
  readonly tiles?: AreaTiles | undefined;
  /** Stands in the map's place until it is drawn. */
  readonly still?: ReactNode;
  /** Whether what lies far away is shown where it lies instead of in a frame beside the rest, and how that is changed. */
  readonly nearOrThere?: { readonly there: boolean; readonly turn: () => void } | undefined;
}

export default function AreaMapCanvas({
  title,
  boundaries: asTheyLie,
  context: contextAsItLies,
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
  tiles: offered,
  still,
  nearOrThere,
}: AreaMapCanvasProps) {
  const { say, number } = useLanguage();
  const theme = useTheme();
  const help = useId();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | undefined>(undefined);
  // The map whose style has arrived; a newer one under construction must not be touched yet.
  const [live, setLive] = useState<MapLibre | undefined>(undefined);
  const painted = useRef<PaintedPiece | undefined>(undefined);
  const colours = useRef<{ readonly of: MapLibre; readonly by: Map<string, string> } | undefined>(undefined);
  const [drawnOnce, setDrawnOnce] = useState(false);
  const [tip, setTip] = useState<{ x: number; y: number } | undefined>(undefined);
  const [names, setNames] = useState<readonly MapName[]>([]);
  const latest = useRef({ onHighlight, onSelect });
  latest.current = { onHighlight, onSelect };
  const byCode = useMemo(() => new Map(areas.map((area) => [area.code, area])), [areas]);
  const tiles = (asTheyLie?.features.length ?? 0) > drawnInOnePiece ? offered : undefined;
  const far = useMemo(() => farIn(asTheyLie), [asTheyLie]);
  // A base map and tiles know only the true places: there the view begins without what lies far away.
  const moves = baseMap == null && tiles === undefined && nearOrThere?.there !== true ? far : null;
  const boundaries = useMemo(
    () => (asTheyLie === undefined ? undefined : nearbyBoundaries(asTheyLie, moves)),
    [asTheyLie, moves],
  );
  const context = useMemo(
    () => (contextAsItLies === undefined ? undefined : nearbyBoundaries(contextAsItLies, moves)),
    [contextAsItLies, moves],
  );
  const centres = useMemo(() => areaPlaces(boundaries), [boundaries]);
  const whole = useMemo(() => wholeBox(centres, moves?.frame), [centres, moves]);
  const begins = useMemo(
    () => (far !== null && moves === null && nearOrThere?.there !== true ? asBox(far.rest) : whole),
    [far, moves, nearOrThere?.there, whole],
  );

  // The map lives as long as its boundaries and theme.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `theme` stands for the colours read from the page.
  useEffect(() => {
    const container = frame.current;
    if (container === null || boundaries === undefined) return;
    const box = begins;
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
      maxBounds: wider(whole),
      style: mapStyle(baseMap ?? null, colour, tiles),
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
      made.getSource<GeoJSONSource>("frame")?.setData(outlineOf(moves));
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
    const name = (): void => setNames([...roomForNames(made, centres), ...nameBelow(made, moves)]);
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
  }, [boundaries, centres, moves, begins, whole, baseMap, theme, tiles?.address]);

  useEffect(() => {
    if (live === undefined || live !== map.current || boundaries === undefined) return;
    // Asked once in the life of a map, which ends with its theme: looking a variable up makes the page work out its
    // styles, in the middle of every step of a slider.
    const known = colours.current?.of === live ? colours.current.by : new Map<string, string>();
    colours.current = { of: live, by: known };
    const colour = (variable: string): string => {
      const found = known.get(variable) ?? getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
      known.set(variable, found);
      return found;
    };
    const paintOf = (code: string) =>
      paintOfArea(byCode.get(code), { classCount, patterns, colour }, selected.indexOf(code));
    // In the frame that comes: the numbers beside the map are painted first, the map draws in the next, and of several
    // steps within a frame only the last is drawn.
    const waiting = requestAnimationFrame(() => {
      if (tiles === undefined) painted.current = paintPiece(live, boundaries, paintOf, painted.current);
      else paintTiles(live, tiles.layer, boundaries, paintOf);
      live.once("idle", () => setDrawnOnce(true));
    });
    return () => cancelAnimationFrame(waiting);
  }, [live, boundaries, byCode, classCount, patterns, selected, tiles]);

  useEffect(() => {
    if (live === undefined || live !== map.current) return;
    for (const layer of ["chosen", "chosen-halo"]) show(live, layer, selected);
  }, [live, selected]);

  useEffect(() => {
    if (live === undefined || live !== map.current) return;
    live.setLayoutProperty("context", "visibility", (context?.features.length ?? 0) === 0 ? "none" : "visible");
    live.getSource<GeoJSONSource>("context")?.setData({
      type: "FeatureCollection",
      features: (context?.features ?? []).map((feature) => ({
        type: "Feature",
        geometry: feature.geometry as Geometry,
        properties: {},
      })),
    });
  }, [live, context]);

  useEffect(() => {
    if (live === undefined || live !== map.current) return;
    show(live, "pointed", highlighted === undefined ? [] : [highlighted]);
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
    <>
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
                data-frame={name.code === "" ? true : undefined}
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
        <ZoomButtons
          map={map}
          whole={whole}
          {...(far === null || nearOrThere === undefined
            ? {}
            : { names: far.names.join(", "), there: nearOrThere.there, turn: nearOrThere.turn })}
        />
      </div>
      {moves === null ? null : <p className="k-small k-muted">{say("map.near", { names: moves.names.join(", ") })}</p>}
    </>
  );
}

interface MapName {
  readonly code: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Who stands in the frame, below it. */
function nameBelow(map: MapLibre, far: FarAway | null): MapName[] {
  if (far === null) return [];
  const { x, y } = map.project([far.frame[0], far.frame[1]]);
  return [{ code: "", name: far.names.join(", "), x, y }];
}

function outlineOf(far: FarAway | null): FeatureCollection {
  if (far === null) return { type: "FeatureCollection", features: [] };
  const [west, south, east, north] = far.frame;
  const corners = [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
  const geometry = { type: "LineString" as const, coordinates: corners };
  return { type: "FeatureCollection", features: [{ type: "Feature", geometry, properties: {} }] };
}

function asBox([west, south, east, north]: FarAway["rest"]): [number, number, number, number] {
  return [west, south, east, north];
}

/** In, out, whole. Not drawn again with every step of what the map shows. */
const ZoomButtons = memo(function ZoomButtons({
  map,
  whole,
  names,
  there = false,
  turn,
}: {
  readonly map: RefObject<MapLibre | undefined>;
  readonly whole: ReturnType<typeof wholeBox>;
  /** Who lies far away, if anybody. */
  readonly names?: string;
  readonly there?: boolean;
  readonly turn?: () => void;
}) {
  const { say } = useLanguage();
  return (
    <div className="k-map__buttons k-noprint">
      <Button icon="plus" iconOnly onPress={() => map.current?.zoomIn()}>
        {say("map.zoomIn")}
      </Button>
      <Button icon="minus" iconOnly onPress={() => map.current?.zoomOut()}>
        {say("map.zoomOut")}
      </Button>
      <Button icon="whole" iconOnly onPress={() => map.current?.fitBounds(whole, { padding: 18 })}>
        {say("map.whole")}
      </Button>
      {names === undefined || turn === undefined ? null : (
        <Button icon="origin" iconOnly pressed={there} onPress={turn}>
          {say("map.there", { names })}
        </Button>
      )}
    </div>
  );
});

// A layer with nothing in it is hidden: drawn empty, it would cost each frame its clipping.
function show(map: MapLibre, layer: string, codes: readonly string[]): void {
  map.setFilter(layer, among(codes));
  map.setLayoutProperty(layer, "visibility", codes.length === 0 ? "none" : "visible");
}
