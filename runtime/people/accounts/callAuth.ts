import type { Visit } from "./visit.ts";

/** What the library answers: its code where it declines, and where it would send a browser. */
export interface AuthAnswer<Body> {
  readonly ok: boolean;
  /** `INVALID_EMAIL_OR_PASSWORD` and the like; empty when all is well. */
  readonly code: string;
  readonly body: Body;
  /** Target of a redirect, null without one. */
  readonly location: string | null;
}

/** Calls a function of the library for a visit and hands its cookies on. Its words stay here: people are told ours. */
export async function callAuth<Body = Record<string, unknown>>(
  visit: Visit,
  call: (with_: { headers: Headers; asResponse: true }) => Promise<Response>,
): Promise<AuthAnswer<Body>> {
  const response = await call({ headers: visit.headers, asResponse: true });
  visit.keep(response.headers.getSetCookie());
  const text = await response.text();
  const body = (text === "" ? {} : JSON.parse(text)) as Body & { code?: string };
  const location = response.headers.get("location");
  const ok = response.status < 400;
  if (response.status >= 500 && body?.code === undefined) throw new Error(`accounts library: ${response.status}`);
  return { ok, code: ok ? "" : (body?.code ?? ""), body, location };
}
