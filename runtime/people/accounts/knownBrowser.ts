import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookieOf, cookiePrefix, type Visit } from "./visit.ts";

const yearSeconds = 365 * 24 * 3_600;

/**
 * The number of a browser in which this account was signed in before, or undefined.
 *
 * It opens nothing. It only lets a person try from a known browser while a stranger's failures make
 * the rest of the network wait.
 */
export function knownBrowser(visit: Pick<Visit, "headers">, email: string, secret: string): string | undefined {
  const [number = "", seal = ""] = (cookieOf(visit, "browser") ?? "").split(".");
  const expected = sealOf(number, email, secret);
  const isOurs = seal.length === expected.length && timingSafeEqual(Buffer.from(seal), Buffer.from(expected));
  return isOurs && number !== "" ? number : undefined;
}

/** Makes the browser known for the account, for a year. */
export function rememberBrowser(visit: Visit, email: string, secret: string): void {
  if (knownBrowser(visit, email, secret) !== undefined) return;
  const number = randomBytes(16).toString("base64url");
  const value = `${number}.${sealOf(number, email, secret)}`;
  visit.keep([`${cookiePrefix}.browser=${value}; Max-Age=${yearSeconds}; Path=/; HttpOnly; SameSite=Lax`]);
}

function sealOf(number: string, email: string, secret: string): string {
  return createHmac("sha256", secret).update(`browser|${number}|${email}`).digest("base64url");
}
