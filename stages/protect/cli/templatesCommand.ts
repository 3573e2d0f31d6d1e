import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { demanded } from "./inputs.ts";
import { writeFiles } from "./outputs.ts";

const folder = join(import.meta.dirname, "../templates");

/** Names of the templates that come with the program. */
function names(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => basename(name, ".yaml"))
    .sort();
}

/** What a template is for: the first line of its remarks. */
function headline(text: string): string {
  return /^# Vorlage: (.+)$/m.exec(text)?.[1] ?? "";
}

/** Lists the table specifications that come with the program, to be copied and filled in. */
export const templatesCommand: Command = {
  words: ["protected", "templates"],
  summary: {
    de: "Nennt die Vorlagen für Einwohnerbestand, Bewegungen, Haushalte, Schuleingang, Erziehungshilfen",
    en: "Names the templates for residents, moves, households, school entry, help for families",
  },
  usage: "",
  options: {},
  run: async (call) => {
    const list = names().map((name) => {
      const text = readFileSync(join(folder, `${name}.yaml`), "utf8");
      return { name, headline: headline(text), toFillIn: text.match(/<[^<>\n]+>/g)?.length ?? 0 };
    });
    if (call.values.json === true) call.print(JSON.stringify(list, null, 2));
    else
      call.print(
        [
          ...list.map((one) => `  ${one.name.padEnd(20)}${one.headline} (${one.toFillIn} Angaben einzutragen)`),
          "",
          "Kopieren: kreislauf protected templates copy NAME --out BESCHREIBUNG.yaml",
        ].join("\n"),
      );
    return 0;
  },
};

const usage = "NAME --out BESCHREIBUNG.yaml";

/**
 * Copies a template to where the office fills it in; what is there already stays.
 *
 * Refuses a template that does not exist, and a file that does.
 */
export const copyTemplateCommand: Command = {
  words: ["protected", "templates", "copy"],
  summary: {
    de: "Kopiert eine Vorlage, in die Sie die Spalten Ihres Auszugs eintragen",
    en: "Copies a template into which you enter the columns of your extract",
  },
  usage,
  options: { out: { type: "string" } },
  run: async (call) => {
    const [name] = call.positionals;
    if (name === undefined) throw new Refusal("protect.optionMissing", { option: "NAME", usage });
    const known = names();
    if (!known.includes(name)) throw new Refusal("protect.unknownTemplate", { name, names: known.join(", ") });
    const out = demanded(call, "out", usage);
    if (existsSync(out)) throw new Refusal("protect.templateExists", { file: out });
    const text = readFileSync(join(folder, `${name}.yaml`), "utf8");
    writeFiles(dirname(out), { [basename(out)]: text });
    call.print(`${out}: ${text.match(/<[^<>\n]+>/g)?.length ?? 0} Angaben in spitzen Klammern sind noch einzutragen.`);
    return 0;
  },
};
