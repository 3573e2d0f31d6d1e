import { useId } from "react";
import { type Absence, absences } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { type MapArea, type MapClasses, shade, textureOf } from "./mapAreas.ts";
import { Textures, textureFill } from "./Textures.tsx";

/** Class limits with the number of areas in each, and what the textures mean; nothing that is not on the map. */
export function MapLegend({
  classes,
  areas,
  decimals,
  unit,
  patterns = false,
}: {
  readonly classes: MapClasses | null;
  readonly areas: readonly MapArea[];
  readonly decimals: number;
  readonly unit: string;
  readonly patterns?: boolean;
}) {
  const { say, number } = useLanguage();
  const id = useId().replace(/\W/g, "");
  const count = classes?.counts.length ?? 0;
  const missing = absences
    .map((absence: Absence) => ({ absence, count: areas.filter((area) => area.value === absence).length }))
    .filter((entry) => entry.count > 0);
  const limit = (position: number): string => number(classes?.limits[position] ?? 0, { decimals, unit });
  const words = (position: number): string =>
    count === 1
      ? say("map.areas", { count: classes?.counts[0] ?? 0 })
      : position === 0
        ? say("map.classFirst", { to: limit(0) })
        : position === count - 1
          ? say("map.classLast", { from: limit(count - 2) })
          : say("map.classRange", {
              from: number(classes?.limits[position - 1] ?? 0, { decimals }),
              to: limit(position),
            });

  return (
    <ul className="k-legend" aria-label={say("map.legend")}>
      {classes?.counts.map((areasInClass, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is the class.
        <li key={position} className="k-legend__item">
          <svg width="28" height="18" aria-hidden="true">
            <rect
              x="0.5"
              y="0.5"
              width="27"
              height="17"
              fill={`var(--k-class-${shade(position, count)})`}
              className="k-legend__swatch"
            />
            {patterns ? <ClassPattern position={shade(position, count)} id={id} /> : null}
          </svg>
          <span className="k-number">{words(position)}</span>
          <span className="k-muted k-number">{number(areasInClass)}</span>
        </li>
      ))}
      {missing.map(({ absence, count: areasWithout }) => (
        <li key={absence} className="k-legend__item">
          <svg width="28" height="18" aria-hidden="true">
            <Textures id={`${id}${absence}`} />
            <rect
              x="0.5"
              y="0.5"
              width="27"
              height="17"
              fill={textureFill(`${id}${absence}`, textureOf(absence))}
              className="k-legend__swatch"
              strokeDasharray={textureOf(absence) === "dashed" ? "4 3" : undefined}
            />
          </svg>
          <span title={say(`absence.${absence}`)}>{say(`absence.short.${absence}`)}</span>
          <span className="k-muted k-number">{number(areasWithout)}</span>
        </li>
      ))}
    </ul>
  );
}

/** More lines for more: readable without any colour. */
function ClassPattern({ position, id }: { readonly position: number; readonly id: string }) {
  const path = classPatternPath(position, 8);
  if (path === "") return null;
  return (
    <>
      <defs>
        <pattern id={`${id}-class${position}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <path d={path} className={position > 3 ? "k-classpattern k-classpattern--light" : "k-classpattern"} />
        </pattern>
      </defs>
      <rect x="0.5" y="0.5" width="27" height="17" fill={`url(#${id}-class${position})`} />
    </>
  );
}

/** Lines inside a square that repeats: none, one way, closer, both ways, closer both ways. */
export function classPatternPath(position: number, size: number): string {
  const half = size / 2;
  const lines = {
    2: `M0,${half}H${size}`,
    3: `M0,${size / 4}H${size}M0,${(size * 3) / 4}H${size}`,
    4: `M0,${half}H${size}M${half},0V${size}`,
    5: `M0,${size / 4}H${size}M0,${(size * 3) / 4}H${size}M${size / 4},0V${size}M${(size * 3) / 4},0V${size}`,
  }[position];
  return lines ?? "";
}
