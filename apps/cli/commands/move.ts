import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { demandGuardedDatabase, readSettings } from "../../server/settings.ts";
import { dataFolder, tellProgress } from "../withCounty.ts";

/**
 * `kreislauf move`: from the embedded database to a PostgreSQL server, every figure compared.
 *
 * Refuses a database on another machine that is not reached encrypted, and one that holds something already.
 */
export const move: Command = {
  words: ["move"],
  summary: {
    de: "Zieht von der eingebauten Datenbank zu einem PostgreSQL-Server um und vergleicht jede Zahl",
    en: "Moves from the built-in database to a PostgreSQL server and compares every figure",
  },
  usage: "--to postgres://nutzer:kennwort@rechner/datenbank",
  options: { to: { type: "string" } },
  run: async (call) => {
    const { to, json } = call.values;
    if (typeof to !== "string" || !URL.canParse(to))
      throw new Refusal("cli.missingOption", { option: "--to", words: "move", usage: move.usage });
    const [{ openStore }, { moveStore }, { reachDatabase }, { makeContext }, { plannerAtThisMachine }, stages] =
      await Promise.all([
        import("../../../runtime/store/openStore.ts"),
        import("../../../runtime/backup/moveStore.ts"),
        import("../../../runtime/store/reachDatabase.ts"),
        import("../../../runtime/http/makeContext.ts"),
        import("../../../runtime/people/policy.ts"),
        import("../../server/stages.ts"),
        import("./comparedAnswers.ts"),
      ]);
    const { databaseUrl, schema } = readSettings(process.env);
    demandGuardedDatabase(to, process.env);
    const folder = dataFolder(call);
    const progress = tellProgress(call);
    const [begun, moment] = [performance.now(), new Date()];
    // Says early and in words when the target is not to be reached or too old.
    await (await reachDatabase({ folder, databaseUrl: to, as: "server" })).leave();
    // Alone with the source: what is accepted during the move would stay behind.
    const source = await openStore({ folder, databaseUrl, schema, as: "server" });
    try {
      const { tables, figures } = await moveStore({ from: source.url, to, signal: call.signal, progress });
      const target = await openStore({ folder, databaseUrl: to, schema, as: "server" });
      try {
        const contextOf = (store: typeof source) =>
          makeContext(
            { store, folder, person: plannerAtThisMachine, stages: stages.serverStages, now: () => moment },
            { signal: call.signal, progress },
          );
        const { comparedAnswers } = await import("./comparedAnswers.ts");
        const answers = await comparedAnswers(await contextOf(source), await contextOf(target));
        const seconds = Math.round((performance.now() - begun) / 100) / 10;
        if (json === true) call.print(JSON.stringify({ tables, figures, answers, seconds }, null, 2));
        else {
          for (const { schema: of, table, rows, sum } of tables)
            call.print(
              `${`${of}.${table}`.padEnd(34)} ${String(rows).padStart(10)} ${call.say({ de: "Zeilen  gleich", en: "rows    equal" })} (${short(sum)})`,
            );
          for (const { figure, slices, series, values, sum } of figures)
            call.print(
              `${figure.padEnd(34)} ${String(values).padStart(10)} ${call.say({
                de: `Werte   gleich (${slices} Ausschnitte, ${series} Reihen`,
                en: `values  equal (${slices} slices, ${series} series`,
              })}, ${short(sum)})`,
            );
          call.print(
            call.say({
              de: `Über die Schnittstelle verglichen: ${answers.questions} Antworten mit ${answers.values} Werten, ${answers.different.length} verschieden.`,
              en: `Compared over the interface: ${answers.questions} answers with ${answers.values} values, ${answers.different.length} different.`,
            }),
          );
          call.print(
            call.say({
              de: `Umgezogen in ${String(seconds).replace(".", ",")} Sekunden: ${tables.length} Tabellen und ${figures.length} Grundzahlen, alle gleich. Setzen Sie jetzt DATABASE_URL; der Datenordner bleibt, darin liegen die gelieferten Dateien.`,
              en: `Moved in ${seconds} seconds: ${tables.length} tables and ${figures.length} base figures, all equal. Now set DATABASE_URL; the data folder stays where it is.`,
            }),
          );
        }
        for (const one of answers.different.slice(0, 20))
          call.tell(`${call.say({ de: "Verschieden", en: "Different" })}: ${one}`);
        return answers.different.length === 0 ? 0 : 3;
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
};

// Enough of a checksum for two people to compare.
function short(sum: string): string {
  return sum.replace(/\D/g, "").slice(-8);
}
