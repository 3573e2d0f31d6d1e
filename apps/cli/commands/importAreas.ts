import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { outcome } from "../outcome.ts";
import { uploadOf, withCounty } from "../withCounty.ts";
import { areaMappingOf } from "./areaMappingOf.ts";

/** `kreislauf areas import FILE`: areas with their borders, from a map file or a list. */
export const importAreas: Command = {
  words: ["areas", "import"],
  summary: {
    de: "Übernimmt Raumeinheiten aus GeoJSON, Shapefile, GeoPackage oder einer Liste",
    en: "Takes in areas from GeoJSON, Shapefile, GeoPackage or a list",
  },
  usage:
    "DATEI (--propose | --level GEM --code ags --name name) [--mapping M.yaml] [--where ags=01056*] [--whole KREIS=ags:5,county] [--inside AMT=KREIS]" +
    " [--level-label T] [--rank N] [--purposes data,planning] [--division ID] [--division-label T] [--kind administrative]" +
    " [--overlapping] [--author T] [--purpose T] [--criteria T] [--decided-on TAG] [--approval T]" +
    " [--valid-on TAG --source T --licence T] [--version ID] [--projection EPSG:25832] [--layer L] [--header-row N]" +
    " [--repair] [--dry-run]",
  options: {
    propose: { type: "boolean" },
    level: { type: "string" },
    code: { type: "string" },
    name: { type: "string" },
    mapping: { type: "string" },
    where: { type: "string", multiple: true },
    whole: { type: "string", multiple: true },
    inside: { type: "string", multiple: true },
    "level-label": { type: "string" },
    rank: { type: "string" },
    purposes: { type: "string" },
    division: { type: "string" },
    "division-label": { type: "string" },
    kind: { type: "string" },
    overlapping: { type: "boolean" },
    author: { type: "string" },
    purpose: { type: "string" },
    criteria: { type: "string" },
    "decided-on": { type: "string" },
    approval: { type: "string" },
    "valid-on": { type: "string" },
    source: { type: "string" },
    licence: { type: "string" },
    version: { type: "string" },
    projection: { type: "string" },
    layer: { type: "string" },
    "header-row": { type: "string" },
    repair: { type: "boolean" },
    "dry-run": { type: "boolean" },
  },
  run: async (call) => {
    const [path] = call.positionals;
    if (path === undefined)
      throw new Refusal("cli.missingOption", { option: "DATEI", words: "areas import", usage: importAreas.usage });
    // Without a proposal what is missing is said before any county is opened.
    const given = call.values.propose === true ? undefined : areaMappingOf(call);
    const dryRun = call.values["dry-run"] === true;
    const report = await withCounty(call, async (context) => {
      const { importAreas: take, proposeAreas } = await import("../../../stages/collect/server/collect.ts");
      const file = await uploadOf(path, context);
      const { layer } = call.values;
      const asked = { file, ...(typeof layer === "string" ? { layer } : {}) };
      const mapping = given ?? areaMappingOf(call, (await proposeAreas.run(context, asked)).mapping);
      return take.run(context, { file, mapping, repair: call.values.repair === true, dryRun });
    });
    const refused = report.findings.some(({ severity }) => severity === "error");
    if (call.values.json === true) call.print(JSON.stringify(report, null, 2));
    else {
      const { added, renamed, unchanged, geometries, sentences, findings } = report;
      if (call.language === "de") for (const sentence of sentences) call.tell(sentence);
      else for (const finding of findings) call.tell(await call.sentence(finding));
      const wholes = Object.entries(report.wholesAdded).map(([level, count]) =>
        call.say({ de: `, ${count} neu auf Ebene ${level}`, en: `, ${count} new on level ${level}` }),
      );
      const counts = call.say({
        de: `${added} neue, ${renamed} geänderte, ${unchanged} bekannte Raumeinheiten`,
        en: `${added} new, ${renamed} changed, ${unchanged} known areas`,
      });
      const borders = call.say({ de: "Grenzen", en: "boundaries" });
      call.print(`${call.say(outcome(refused, dryRun))}: ${counts}${wholes.join("")}, ${geometries} ${borders}.`);
    }
    return refused ? 2 : 0;
  },
};
