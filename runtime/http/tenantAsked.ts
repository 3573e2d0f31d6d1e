import type { IncomingMessage } from "node:http";
import type { FastifyRequest } from "fastify";
import { firstTenant } from "../people/tenant.ts";

const asked = new WeakMap<IncomingMessage, string>();

/**
 * Takes the tenant out of an address, so that every route stands once: `/g/neuenfeld/api/areas` is
 * `/api/areas`, asked of Neuenfeld. For the server's `rewriteUrl`.
 *
 * @param first slug of the tenant that is addressed without
 */
export function withoutTenant(first: string): (request: IncomingMessage) => string {
  return (request) => {
    const { url = "/" } = request;
    const found = /^\/g\/([a-z][a-z0-9-]{0,40})(?=[/?]|$)/.exec(url);
    asked.set(request, found?.[1] ?? first);
    if (found === null) return url;
    const rest = url.slice(found[0].length);
    return rest.startsWith("/") ? rest : `/${rest}`;
  };
}

/** The slug of the tenant that a request is about. */
export function tenantAsked(request: Pick<FastifyRequest, "raw">): string {
  return asked.get(request.raw) ?? firstTenant;
}
