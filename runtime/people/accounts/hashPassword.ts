import { type Algorithm, hash, verify } from "@node-rs/argon2";

// The package says it as a const enum, which a single file cannot read.
const argon2id = 2 as Algorithm;

/**
 * A password as it is stored: argon2id with 19 MiB, two rounds, one lane, and a salt of its own.
 *
 * Different ways to type the same sign (ä as one sign or as a with dots) count as the same password.
 *
 * Source: OWASP, Password Storage Cheat Sheet (2025); NIST SP 800-63B, 5.1.1.2 (normalisation).
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** Whether a password is the one that was stored. */
export async function isPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password.normalize("NFKC"));
}
