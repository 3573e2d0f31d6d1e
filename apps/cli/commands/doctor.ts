import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import type { Refusal } from "../../../kernel/trouble/refusal.ts";
import peoplePhrases from "../../../offices/people/messages.de.json" with { type: "json" };
import { diagnose, exitCodeOf, type Facts } from "../../../offices/running/examinations.ts";
import runningPhrases from "../../../offices/running/messages.de.json" with { type: "json" };
import { databaseFacts, folderFacts, newestBackup } from "../../../offices/running/server/gatherFacts.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import storePhrases from "../../../runtime/store/messages.de.json" with { type: "json" };
import { webFolder } from "../../server/buildWeb.ts";
import { readSettings, settingTroubles } from "../../server/settings.ts";
import { dataFolder } from "../withCounty.ts";

const signs = {
  error: { de: "FEHLER ", en: "ERROR  " },
  warning: { de: "ACHTUNG", en: "WARNING" },
  hint: { de: "Hinweis", en: "Note   " },
  good: { de: "gut    ", en: "good   " },
} as const;

/** `kreislauf doctor`: what is wrong with this installation, in sentences; changes nothing. */
export const doctor: Command = {
  words: ["doctor"],
  summary: {
    de: "Untersucht diese Installation und sagt in Sätzen, was ihr fehlt",
    en: "Examines this installation and says in sentences what it lacks",
  },
  usage: "[--json]",
  options: {},
  run: async (call) => {
    const facts = await gather(dataFolder(call));
    const german = call.language === "de" || call.values.json === true;
    const found = await Promise.all(
      diagnose(facts).map(async (diagnosis) => {
        const trouble = { code: `running.${diagnosis.code}`, parameters: diagnosis.parameters, place: null };
        const sentence = german ? phrase(runningPhrases, trouble) : await call.sentence(trouble);
        return { ...diagnosis, sentence };
      }),
    );
    const code = exitCodeOf(found);
    if (call.values.json === true) call.print(JSON.stringify({ findings: found, exitCode: code }, null, 2));
    else for (const { state, sentence } of found) call.print(`${call.say(signs[state])}  ${sentence}`);
    return code;
  },
};

async function gather(folder: string): Promise<Facts> {
  const troubles = settingTroubles(process.env);
  const wrong = troubles.map((trouble) => phrase(runningPhrases, trouble));
  // What is wrong with the settings is said; the rest is looked at as if they had not been made.
  const settings = readSettings(troubles.length === 0 ? process.env : {});
  const { isLoopback, signInSettings } = await import("../../../runtime/people/accounts/signInSettings.ts");
  let signInOff = false;
  try {
    signInOff = signInSettings(process.env, settings.host).mode === "none";
  } catch (trouble) {
    wrong.push(phrase(peoplePhrases, trouble as Refusal));
  }
  const { databaseUrl, schema } = settings;
  const backups = settings.backups ?? join(folder, "backups");
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    folder: folderFacts(folder),
    settings: wrong,
    host: settings.host,
    hostIsOwn: isLoopback(settings.host),
    signInOff,
    tls: settings.address?.protocol === "https:",
    embedded: databaseUrl === undefined,
    ...(await databaseFacts({ folder, databaseUrl, home: schema }, (trouble) => phrase(storePhrases, trouble))),
    fonts: hasFonts(),
    pages: existsSync(join(webFolder, "index.html")),
    backups: { folder: backups, newest: newestBackup(backups), nightly: settings.backups !== undefined },
    now: new Date(),
  };
}

function hasFonts(): boolean {
  try {
    const home = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/fira-sans/package.json"));
    return existsSync(join(home, "400Regular", "FiraSans_400Regular.ttf"));
  } catch {
    return false;
  }
}
