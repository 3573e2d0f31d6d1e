import type { FastifyReply, FastifyRequest } from "fastify";

/** Somebody at the door: what a sign-in needs to know of a call, and how it answers with cookies. */
export interface Visit {
  /** `https://planung.kreis.example`, as the person reached the server. */
  readonly origin: string;
  /** The network the call comes from; only a keyed hash of it is ever stored. */
  readonly network: string;
  /** Our own cookies and the name of the browser; nothing else of the call. */
  readonly headers: Headers;
  /** The call itself, so that what was found out about it once need not be asked again. */
  readonly call: object;
  /** Takes `Set-Cookie` lines for the answer. */
  readonly keep: (lines: readonly string[]) => void;
}

export const cookiePrefix = "kreislauf";
// Over TLS a cookie that bears this in its name can be set by this very host only, not by a neighbour in the domain.
const bound = "__Host-";

/** The visit that a request makes. Over TLS only cookies are accepted that were set over TLS by this host. */
export function visitOf(request: FastifyRequest, reply: Pick<FastifyReply, "header">): Visit {
  const isSecure = request.protocol === "https";
  const name = `${isSecure ? bound : ""}${cookiePrefix}.`;
  const own = (request.headers.cookie ?? "")
    .split(/;\s*/)
    .filter((cookie) => cookie.startsWith(name))
    .map((cookie) => (isSecure ? cookie.slice(bound.length) : cookie));
  const headers = new Headers({ "user-agent": request.headers["user-agent"] ?? "" });
  if (own.length > 0) headers.set("cookie", own.join("; "));
  return {
    origin: `${request.protocol}://${request.host}`,
    network: networkOf(request.ip),
    headers,
    call: request.raw,
    keep: (lines) => {
      // Fastify collects the lines of this header.
      for (const line of lines) reply.header("set-cookie", isSecure ? `${bound}${line}; Secure` : line);
    },
  };
}

/** The same visit as if nobody were signed in: who enters anew must not be taken for who was here before. */
export function withoutSession(visit: Visit): Visit {
  const rest = (visit.headers.get("cookie") ?? "")
    .split("; ")
    .filter((cookie) => cookie !== "" && !cookie.startsWith(`${cookiePrefix}.session_token=`));
  const headers = new Headers(visit.headers);
  headers.delete("cookie");
  if (rest.length > 0) headers.set("cookie", rest.join("; "));
  return { ...visit, headers, call: {} };
}

/** The value of one of our cookies, as it was sent. */
export function cookieOf(visit: Pick<Visit, "headers">, name: string): string | undefined {
  const start = `${cookiePrefix}.${name}=`;
  const found = visit.headers
    .get("cookie")
    ?.split("; ")
    .find((cookie) => cookie.startsWith(start));
  return found?.slice(start.length);
}

/**
 * The network that an address stands for: itself, or with IPv6 the block that one household or office gets.
 *
 * @example
 * networkOf("192.0.2.7") // "192.0.2.7"
 * networkOf("::ffff:192.0.2.7") // "192.0.2.7"
 * networkOf("2001:db8:1:2:aaaa::7") // "2001:db8:1:2"
 * networkOf("2001:db8::7") // "2001:db8:0:0"
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!plain.includes(":")) return plain;
  const [front = "", back = ""] = plain.split("::");
  const first = front === "" ? [] : front.split(":");
  const last = back === "" ? [] : back.split(":");
  const middle = plain.includes("::") ? Array.from({ length: 8 - first.length - last.length }, () => "0") : [];
  return [...first, ...middle, ...last].slice(0, 4).join(":");
}
