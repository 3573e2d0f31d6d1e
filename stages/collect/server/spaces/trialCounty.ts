import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { makeContext } from "../../../../runtime/http/makeContext.ts";
import type { Context } from "../../../../runtime/http/operation.ts";
import { holding } from "../../../../runtime/people/person.ts";
import { freshDatabase } from "../../../../runtime/store/testDatabase.ts";
import type { AreaMapping, ImportAreasOutput } from "../../spaces/contract.ts";

const folder = mkdtempSync(join(tmpdir(), "spaces-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** An empty county of a test's own, on the day 30.06.2025. */
export async function freshCounty(): Promise<{ context: Context; drop: () => Promise<void> }> {
  const fresh = await freshDatabase();
  const person = { id: "here", name: "Planung", grants: holding("R1") };
  const now = () => new Date("2025-06-30T12:00:00Z");
  const county = { store: { db: fresh.db }, folder, person, stages: new Map(), now };
  const call = { signal: new AbortController().signal, progress: () => {} };
  return { drop: fresh.drop, context: await makeContext(county, call) };
}

/** A file of this machine as an operation gets it. */
export function upload(path: string) {
  return {
    name: basename(path),
    path,
    bytes: statSync(path).size,
    hash: createHash("sha256").update(readFileSync(path)).digest("hex"),
  };
}

/** A file with this content, GeoJSON or text. */
export function written(name: string, content: unknown) {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return upload(path);
}

/** What every division must say about itself. */
export function facts(id: string, kind: "administrative" | "statistical" = "administrative") {
  return {
    id,
    kind,
    author: "Land",
    purpose: "Verwaltung",
    criteria: "Gemeindeordnung",
    decidedOn: null,
    approval: "",
  };
}

/** Mapping of the municipalities of a Kreis in the layers of the Länder. */
export const municipalities = (kreis: string): AreaMapping => ({
  level: { id: "GEM", label: { de: "Gemeinde" }, rank: 30 },
  division: facts(`gemeinden-${kreis}`),
  boundaryVersion: { validOn: "2023-12-31", source: "BKG VG250-EW", licence: "dl-de/by-2-0" },
  code: "ags",
  name: "name",
  filter: [{ column: "ags", startsWith: kreis }],
  wholes: [
    {
      level: { id: "KREIS", label: { de: "Kreis" }, rank: 0 },
      division: facts("kreise"),
      code: { attributes: ["ags"], first: 5 },
      name: "county",
    },
  ],
});

/** An upright rectangle as GeoJSON. */
export function square(west: number, south: number, east: number, north: number) {
  return {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

/** A GeoJSON document, with the projection as its `crs` member. */
export function collection(
  features: readonly { code: string; name?: string; geometry: unknown; [attribute: string]: unknown }[],
  crs?: string,
) {
  return {
    type: "FeatureCollection",
    ...(crs === undefined ? {} : { crs: { type: "name", properties: { name: crs } } }),
    features: features.map(({ geometry, ...properties }) => ({ type: "Feature", properties, geometry })),
  };
}

/** Mapping of a layer with the attributes code and name. */
export const quarters: AreaMapping = {
  level: { id: "SUB", label: { de: "Quartier" }, rank: 40 },
  division: facts("quartiere", "statistical"),
  boundaryVersion: { validOn: "2024-01-01", source: "Stadt", licence: "" },
  code: "code",
  name: "name",
};

/** Which kinds of findings a report has. */
export function codesOf(report: ImportAreasOutput, severity = "error"): string[] {
  return [...new Set(report.findings.filter((f) => f.severity === severity).map((f) => f.code))];
}
