import { resolve } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { dataFolder, withCounty } from "../withCounty.ts";

/** `kreislauf build MANIFEST`: a real county from a folder of open data. */
export const buildCounty: Command = {
  words: ["build"],
  summary: {
    de: "Baut einen Kreis aus einem Manifest und einem Ordner mit offenen Daten",
    en: "Builds a county from a manifest and a folder of open data",
  },
  usage: "MANIFEST [--open-data ORDNER]",
  options: { "open-data": { type: "string" } },
  run: async (call) => {
    const [manifest] = call.positionals;
    if (manifest === undefined)
      throw new Refusal("cli.missingOption", { option: "MANIFEST", words: "build", usage: buildCounty.usage });
    const chosen = call.values["open-data"];
    const openData = resolve(
      typeof chosen === "string" ? chosen : (process.env.KREISLAUF_OPEN_DATA ?? "../shared/data"),
    );
    const build = await import("../../../examples/buildCounty.ts");
    const json = call.values.json === true;
    const built = await withCounty(call, (context) =>
      build.buildCounty(context, resolve(manifest), openData, json ? undefined : call.sentence),
    );
    if (json) call.print(JSON.stringify({ ...built, folder: dataFolder(call) }, null, 2));
    else call.print(inWords(built, dataFolder(call), call));
    return 0;
  },
};

function inWords(
  built: Awaited<ReturnType<typeof import("../../../examples/buildCounty.ts").buildCounty>>,
  folder: string,
  call: Pick<Call, "say">,
): string {
  const lines = [
    call.say({
      de: `„${built.name}“ ist angelegt. Datenordner: ${folder}`,
      en: `“${built.name}” is set up. Data folder: ${folder}`,
    }),
    ...built.areas.map(
      ({ file, added }) => `  ${added} ${call.say({ de: "Raumeinheiten aus", en: "areas from" })} ${file}`,
    ),
    ...built.deliveries.flatMap(({ file, values, facilities, leftOut }) => [
      `  ${call.say(
        facilities > 0
          ? { de: `${facilities} Einrichtungen aus`, en: `${facilities} facilities from` }
          : { de: `${values} Werte aus`, en: `${values} values from` },
      )} ${file}`,
      ...leftOut.map((sentence) => `    ${call.say({ de: "ausgelassen", en: "left out" })}: ${sentence}`),
    ]),
    ...built.missing.map((file) => `  ${call.say({ de: "fehlt im Ordner", en: "missing in the folder" })}: ${file}`),
  ];
  return lines.join("\n");
}
