import type { Context } from "../../runtime/http/operation.ts";
import { foundCounty, isEmpty } from "../../runtime/store/foundCounty.ts";
import { importAreas } from "../../stages/collect/server/collect.ts";
import { drawDivision } from "../../stages/collect/server/spaces/drawDivision.ts";
import { importChanges } from "../../stages/collect/server/spaces/importChanges.ts";
import { bytesSent, takeDelivery } from "../takeDelivery.ts";
import { noteBegin, noteEnd } from "./brokenOffDemo.ts";
import { type Yearbook, yearbook } from "./figures/yearbook.ts";
import { areaFiles, changesFile } from "./files/areaFiles.ts";
import { deliveries, fictional } from "./files/deliveries.ts";
import { facilityFiles } from "./files/facilityFiles.ts";
import { playRound } from "./round/playRound.ts";
import { writeGoals } from "./writeGoals.ts";

/** The seed of the county that everybody sees who starts the platform for the first time. */
export const usualSeed = 1;

/**
 * Fills an empty store with the fictional Musterkreis: makes its files as its
 * offices would, and brings them in through the same door as any real file, so
 * that every figure leads back to a row of a file.
 */
export async function loadDemo(context: Context, seed = usualSeed): Promise<void> {
  const { db, progress } = context;
  progress({ doing: "Musterkreis wird erfunden", done: 0, total: null });
  if (await isEmpty(db)) await noteBegin(db, fictional);
  await foundCounty(
    db,
    {
      name: "Musterkreis",
      fictional: true,
      notice: {
        de: "Der Musterkreis ist erfunden: alle Orte, Zahlen und Einrichtungen sind fiktiv.",
        en: "The Musterkreis is invented: all places, figures and facilities are fictional.",
      },
    },
    [],
  );
  const book = yearbook(seed);
  for (const { name, bytes, mapping } of areaFiles(book)) {
    const { findings, sentences } = await importAreas.run(context, {
      file: await bytesSent(context, name, bytes),
      mapping,
    });
    if (findings.some((finding) => finding.severity === "error")) throw new Error(`${name}: ${sentences.join(" ")}`);
  }
  const changes = await changesFile(book);
  await importChanges.run(context, { file: await bytesSent(context, changes.name, changes.bytes), level: "GEM" });
  await drawPlanningSpace(context, book);
  const files = [...(await deliveries(book, context.catalogue.baseFigures)), ...facilityFiles(book)];
  for (const [i, { name, bytes, mapping }] of files.entries()) {
    context.signal.throwIfAborted();
    progress({ doing: "Lieferungen werden übernommen", done: i, total: files.length });
    await takeDelivery(context, await bytesSent(context, name, bytes), mapping);
  }
  progress({ doing: "Lieferungen werden übernommen", done: files.length, total: files.length });
  progress({ doing: "Gewichtungsrunde wird gespielt", done: 0, total: null });
  await playRound(context, seed);
  await writeGoals(context);
  await noteEnd(db);
}

/** A Planungsraum of six municipalities along the Amt's border, with figures, for the planning of day care (SE-016). */
async function drawPlanningSpace(context: Context, book: Yearbook): Promise<void> {
  const parts = book.areas
    .filter((area) => area.level === "GEM" && area.former && area.today)
    .map((area) => ({ area, place: book.ground.places[[...area.places][0] ?? 0] }))
    .filter(({ place }) => place?.kind === "village")
    .sort((a, b) => (a.place?.distance ?? 0) - (b.place?.distance ?? 0))
    .slice(0, 6);
  await drawDivision.run(context, {
    level: {
      id: "PLANUNGSRAUM",
      label: { de: "Planungsraum", en: "Planning space" },
      rank: 2,
      purposes: ["data", "planning"],
    },
    division: {
      id: "planungsraum-umland",
      label: { de: "Planungsraum Umland Wendelsund" },
      kind: "planning",
      partition: false,
      author: "Jugendhilfeplanung des Musterkreises (fiktiv)",
      purpose: "Bedarfsplanung der Kindertagesbetreuung im Umland der Kreisstadt",
      criteria: "Die sechs Gemeinden, die der Kreisstadt am nächsten liegen",
      decidedOn: "2022-03-17",
      approval: "Jugendhilfeausschuss des Musterkreises (fiktiv)",
    },
    on: "2023-12-31",
    areas: [
      {
        code: "PLR-01",
        name: "Umland Wendelsund",
        parts: parts.map(({ area }) => ({ level: "GEM", code: area.code })),
      },
    ],
  });
}
