import { createHash, createHmac, randomBytes } from "node:crypto";

/** The secret of an invitation: 256 bits that nobody guesses. It is handed out once and kept nowhere. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret, to recognise it by. It does not lead back to the secret. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(`kreislauf invitation ${token}`).digest("hex");
}

/**
 * The name under which a person's grades are kept in a round: made with the secret
 * of their link as the key, so that nobody who has the database, but not the link,
 * can say whose they are (docs/decisions/0014).
 */
export function pseudonymOf(token: string, round: number): string {
  return createHmac("sha256", token).update(`kreislauf ballot ${round}`).digest("hex").slice(0, 32);
}
