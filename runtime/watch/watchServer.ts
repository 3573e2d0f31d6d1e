import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { tenantAsked } from "../http/tenantAsked.ts";
import { log } from "../log/log.ts";
import type { Metrics } from "./metrics.ts";

export interface Watch {
  readonly metrics: Metrics;
  /** Opens `/metrics` to other machines; without it only programs on this one are answered. */
  readonly metricsToken?: string | undefined;
  /** Why the server cannot do its work right now, in a sentence; undefined when it can. */
  readonly notReady: () => Promise<string | undefined>;
}

/**
 * A line in the log and a figure for every answer of a server. Neither holds an
 * address as it was asked, a name, or a value.
 */
export function watchAnswers(server: FastifyInstance, { metrics }: Watch): void {
  const begun = new WeakMap<FastifyRequest, number>();
  server.addHook("onRequest", async (request) => {
    begun.set(request, performance.now());
  });
  server.addHook("onResponse", async (request, reply) => {
    const ms = performance.now() - (begun.get(request) ?? performance.now());
    const route = routeOf(request);
    metrics.answered(request.method, route, reply.statusCode, ms / 1_000);
    log("request", {
      id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(ms * 10) / 10,
      tenant: tenantAsked(request),
    });
  });
}

/**
 * Three addresses for whoever runs the server.
 *
 * - `/health/live`: the process answers
 * - `/health/ready`: it can do its work; 503 with a sentence when not
 * - `/metrics`: for Prometheus, from this machine or with the token
 */
export function addWatchRoutes(server: FastifyInstance, { metrics, metricsToken, notReady }: Watch): void {
  server.get("/health/live", (_, reply) => say(reply, 200, { state: "live" }));
  server.get("/health/ready", async (_, reply) => {
    const sentence = await notReady();
    return sentence === undefined
      ? say(reply, 200, { state: "ready" })
      : say(reply, 503, { state: "notReady", sentence });
  });
  server.get("/metrics", async (request, reply) => {
    if (!mayReadMetrics(request, metricsToken)) return say(reply, 404, { state: "missing" });
    return reply
      .header("cache-control", "no-store")
      .type(metrics.mediaType)
      .send(await metrics.text());
  });
}

function say(reply: FastifyReply, code: number, body: object): FastifyReply {
  return reply.code(code).header("cache-control", "no-store").type("application/json; charset=utf-8").send(body);
}

// Files of the pages are many and of no interest one by one.
function routeOf(request: FastifyRequest): string {
  const { url } = request.routeOptions;
  if (request.is404 || url === undefined) return "none";
  return url.startsWith("/assets/") || !url.startsWith("/api/") ? (watched.has(url) ? url : "page") : url;
}

const watched = new Set(["/health/live", "/health/ready", "/metrics"]);

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  const [, given] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (token !== undefined && given !== undefined) return isSame(given, token);
  // A proxy on this machine hands on the questions of others and says so.
  const { remoteAddress } = request.socket;
  const isHere = remoteAddress === "127.0.0.1" || remoteAddress === "::1" || remoteAddress === "::ffff:127.0.0.1";
  const isHandedOn = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"].some(
    (header) => request.headers[header] !== undefined,
  );
  return isHere && !isHandedOn;
}

// In the same time whatever differs.
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
