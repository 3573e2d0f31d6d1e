import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { finished } from "node:stream/promises";
import type { Call } from "../../../runtime/cli/command.ts";
import { keepUpload } from "../../../runtime/http/keepUpload.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { foundCounty } from "../../../runtime/store/foundCounty.ts";
import { importAreas } from "../../../stages/collect/server/collect.ts";
import { importChanges } from "../../../stages/collect/server/spaces/importChanges.ts";
import { stage } from "../../../stages/protect/cli/stage.ts";
import { receiveReleasePackage } from "../../../stages/protect/server/receiveReleasePackage.ts";
import { trustReleaseKey } from "../../../stages/protect/server/trustReleaseKey.ts";
import type { Yearbook } from "../../musterkreis/figures/yearbook.ts";
import { areaFiles, changesFile } from "../../musterkreis/files/areaFiles.ts";
import { bytesSent } from "../../takeDelivery.ts";
import { registerLines, registerYear, streetDirectoryText } from "./register.ts";
import { alsoFigures, specificationText } from "./specificationText.ts";

/** What a step of the protected zone said and how it ended. */
interface ZoneStep {
  readonly code: number;
  readonly said: string;
}

interface ZoneRun {
  readonly records: number;
  /** Releasing the table as counted, which must not succeed. */
  readonly unsafe: ZoneStep;
  readonly released: ZoneStep;
  readonly package: string;
  readonly publicKey: string;
}

/**
 * The work of the statistics office, step by step as it would type it: a register
 * extract, counted, tried without protection (refused), protected, released.
 * Everything stays in the folder of the zone.
 */
export async function zoneRun(
  folder: string,
  book: Yearbook,
  seed: number,
  call: Pick<Call, "tell" | "signal">,
): Promise<ZoneRun> {
  mkdirSync(folder, { recursive: true });
  const at = (...names: string[]) => join(folder, ...names);
  call.tell("Register wird erfunden …");
  const out = createWriteStream(at("register.csv"));
  let records = -1;
  for (const piece of registerLines(book, seed)) {
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", end + 1)) records++;
    if (!out.write(piece)) await new Promise<void>((resolve) => out.once("drain", () => resolve()));
  }
  out.end();
  await finished(out);
  writeFileSync(at("strassen.csv"), streetDirectoryText(book));
  writeFileSync(at("beschreibung.yaml"), specificationText(book));

  const spec = ["--spec", at("beschreibung.yaml")];
  const kreislauf = (...words: string[]) => zoneCommand(words, call);
  const must = async (...words: string[]): Promise<ZoneStep> => {
    const step = await kreislauf(...words);
    if (step.code !== 0) throw new Error(`${words[0]} ended with ${step.code}: ${step.said}`);
    call.tell(step.said);
    return step;
  };
  await must("table", "--records", at("register.csv"), ...spec, "--out", at("gezaehlt"));
  await must("keys", "--out", at("schluessel"));
  const cover = [
    ...["--figure", "BEV_INSG", ...alsoFigures.flatMap((also) => ["--also", also])],
    ...["--period", String(registerYear), "--recipient", "Sozialplanung des Musterkreises (fiktiv)"],
    ...["--purpose", "Sozialbericht 2024", "--person", "Leitung der Statistikstelle", "--date", "2024-03-04"],
    ...["--key", at("schluessel", "release-key.pem")],
  ];
  const unsafe = await kreislauf(
    ...["release", "--table", at("gezaehlt", "table.csv"), ...spec, ...cover, "--out", at("ungeschuetzt.zip")],
  );
  call.tell(unsafe.said);
  await must("protect", "--table", at("gezaehlt", "table.csv"), ...spec, "--out", at("geschuetzt"));
  const path = at("paket.zip");
  const released = await must("release", "--table", at("geschuetzt", "table.csv"), ...spec, ...cover, "--out", path);
  return { records, unsafe, released, package: path, publicKey: at("schluessel", "release-key.pub.pem") };
}

async function zoneCommand(words: readonly string[], { signal }: Pick<Call, "signal">): Promise<ZoneStep> {
  const { runCommand } = await import("../../../runtime/cli/runCommand.ts");
  let said = "";
  const hear = (text: string) => {
    said += `${text.trimEnd()} `;
  };
  const code = await runCommand(["protected", ...words], [{ firstWords: ["protected"], load: async () => stage }], {
    print: hear,
    tell: hear,
    signal,
    phrasesOf: async () => stage.phrases,
    version: "0",
  });
  return { code, said: said.trim() };
}

/** The platform's side: the county with its areas, the key that two people compared by telephone, and the package. */
export async function takePackage(context: Context, book: Yearbook, run: ZoneRun): Promise<string> {
  await foundCounty(
    context.db,
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
  for (const { name, bytes, mapping } of areaFiles(book)) {
    const { findings, sentences } = await importAreas.run(context, {
      file: await bytesSent(context, name, bytes),
      mapping,
    });
    if (findings.some((finding) => finding.severity === "error")) throw new Error(`${name}: ${sentences.join(" ")}`);
  }
  const changes = await changesFile(book);
  await importChanges.run(context, { file: await bytesSent(context, changes.name, changes.bytes), level: "GEM" });
  const publicKey = await readFile(run.publicKey, "utf8");
  await trustReleaseKey.run(context, { publicKey, name: "Statistikstelle des Musterkreises (fiktiv)" });
  const file = await keepUpload(
    createReadStream(run.package),
    basename(run.package),
    context.folder,
    Number.MAX_SAFE_INTEGER,
  );
  return (await receiveReleasePackage.run(context, { file })).message;
}
