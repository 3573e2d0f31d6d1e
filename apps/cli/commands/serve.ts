import { once } from "node:events";
import { join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { logTo } from "../../../runtime/log/log.ts";
import { signInSettings } from "../../../runtime/people/accounts/signInSettings.ts";
import { readSettings } from "../../server/settings.ts";
import { dataFolder, tellProgress } from "../withCounty.ts";

/**
 * `kreislauf serve`, also `npm start`: the server with its web pages until it is told to end.
 *
 * Refuses a port that is no whole number.
 */
export const serve: Command = {
  words: ["serve"],
  summary: {
    de: "Startet den Server und zeigt seine Adresse",
    en: "Starts the server and shows its address",
  },
  usage: "[--port 8080] [--host 127.0.0.1] [--empty] [--api-only]",
  options: {
    port: { type: "string" },
    host: { type: "string" },
    empty: { type: "boolean" },
    "api-only": { type: "boolean" },
  },
  run: async (call) => {
    const { port, host, empty, json } = call.values;
    const settings = readSettings(process.env);
    const wantedPort = typeof port === "string" ? numberFrom("--port", port) : settings.port;
    const wantedHost = typeof host === "string" ? host : settings.host;
    keepLog(settings.log);
    const { startServer } = await import("../../server/startServer.ts");
    const server = await startServer({
      folder: dataFolder(call),
      databaseUrl: settings.databaseUrl,
      schema: settings.schema,
      port: wantedPort ?? 8080,
      insistOnPort: wantedPort !== undefined,
      host: wantedHost,
      hosts: settings.hosts,
      uploadMegabytes: settings.uploadMegabytes,
      uploadShareMegabytes: settings.uploadShareMegabytes,
      address: settings.address,
      signIn: signInSettings(process.env, wantedHost),
      secret: process.env.KREISLAUF_SECRET,
      metricsToken: settings.metricsToken,
      shutdownSeconds: settings.shutdownSeconds,
      backups: {
        to: settings.backups ?? join(dataFolder(call), "backups"),
        kept: settings.backupsKept,
        nightly: settings.backups !== undefined,
      },
      demo: empty !== true,
      pages: call.values["api-only"] !== true,
      progress: tellProgress(call),
      signal: call.signal,
    });
    if (server.firstAccountIsMissing)
      call.tell(
        call.say({
          de: 'Noch hat niemand ein Konto. Das erste: kreislauf people invite --name "Vorname Name" --email name@behoerde.de --role R11',
          en: 'Nobody has an account yet. The first one: kreislauf people invite --name "First Last" --email name@office.example --role R11',
        }),
      );
    call.print(
      json === true
        ? JSON.stringify({ address: server.address })
        : `${call.say({ de: "Kreislauf läuft", en: "Kreislauf is running" })}: ${server.address}`,
    );
    if (!call.signal.aborted) await once(call.signal, "abort");
    await server.close();
    return 0;
  },
};

/** One line each to standard error; at a terminal, where a person reads, only our own faults. */
function keepLog(wish: "json" | "none" | undefined): void {
  const all = wish === "json" || (wish === undefined && process.stderr.isTTY !== true);
  logTo((line) => {
    if (all || (wish === undefined && /"event":"(fault|jobFault)"/.test(line))) process.stderr.write(`${line}\n`);
  });
}

function numberFrom(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Refusal("cli.wrongNumber", { option, text });
  return number;
}
