import { once } from "node:events";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { dataFolder, tellProgress } from "../withCounty.ts";

/** `kreislauf serve`, also `npm start`: the server with its web pages until it is told to end. */
export const serve: Command = {
  words: ["serve"],
  summary: "Startet den Server und zeigt seine Adresse",
  usage: "[--port 8080] [--host 127.0.0.1] [--empty] [--api-only]",
  options: {
    port: { type: "string" },
    host: { type: "string" },
    empty: { type: "boolean" },
    "api-only": { type: "boolean" },
  },
  run: async (call) => {
    const { port, host, empty, json } = call.values;
    const wantedPort = typeof port === "string" ? port : process.env.PORT;
    const wantedHost = typeof host === "string" ? host : (process.env.HOST ?? "127.0.0.1");
    const { startServer } = await import("../../server/startServer.ts");
    const server = await startServer({
      folder: dataFolder(call),
      databaseUrl: process.env.DATABASE_URL,
      schema: process.env.KREISLAUF_SCHEMA,
      port: wantedPort === undefined ? 8080 : numberFrom("--port", wantedPort),
      insistOnPort: wantedPort !== undefined,
      host: wantedHost,
      hosts: (process.env.KREISLAUF_HOSTS ?? "").split(",").filter((name) => name !== ""),
      uploadMegabytes: numberFrom("KREISLAUF_UPLOAD_MEGABYTES", process.env.KREISLAUF_UPLOAD_MEGABYTES ?? "2048"),
      demo: empty !== true,
      pages: call.values["api-only"] !== true,
      progress: tellProgress(call),
      signal: call.signal,
    });
    if (wantedHost !== "127.0.0.1" && wantedHost !== "localhost" && wantedHost !== "::1")
      call.tell("Achtung: Es gibt noch keine Konten. Wer diese Adresse erreicht, darf alles, was die Planung darf.");
    call.print(json === true ? JSON.stringify({ address: server.address }) : `Kreislauf läuft: ${server.address}`);
    if (!call.signal.aborted) await once(call.signal, "abort");
    await server.close();
    return 0;
  },
};

function numberFrom(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Refusal("cli.wrongNumber", { option, text });
  return number;
}
