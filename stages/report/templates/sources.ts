import { germanDate } from "../../../kernel/time/germanDate.ts";
import type { MapAnswer } from "../../describe/describe.ts";

/**
 * The line under a figure: source, licence, reference date, boundary version.
 * Never longer than a reader reads: three sources are named, the rest counted.
 */
export function sourceLine(sources: MapAnswer["sources"], period: string | null): string {
  const names = [
    ...new Set(
      sources.map((s) =>
        s.publisher === "" || s.title.includes(s.publisher) ? s.title : `${s.publisher}, ${s.title}`,
      ),
    ),
  ];
  const licences = [...new Set(sources.map((s) => s.licence).filter((licence) => licence !== ""))];
  const boundaries = [...new Set(sources.flatMap((s) => s.boundaryVersion ?? []))];
  const more = names.length > 3 ? ` und ${names.length - 3} weitere` : "";
  const parts = [
    names.length === 0 ? "Quelle: keine Lieferung" : `Quelle: ${names.slice(0, 3).join("; ")}${more}`,
    licences.length === 0 ? "" : `Lizenz: ${licences.join(", ")}`,
    period === null ? "" : `Zeitraum: ${period}`,
    boundaries.length === 0 ? "" : `Gebietsstand: ${boundaries.slice(0, 2).map(boundaryInWords).join(", ")}`,
    "eigene Berechnung",
  ];
  return `${parts.filter((part) => part !== "").join(". ")}.`;
}

/** A boundary version that is named by its day is told as a day, any other by its name. */
function boundaryInWords(version: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(version) ? germanDate(version) : version;
}
