import { Value } from "typebox/value";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { manifestFile, ReleaseManifest, ReleaseSignature, signatureFile } from "./releaseManifest.ts";
import type { ArchivedFile } from "./zipArchive.ts";

/** Hashes and signatures, from outside: the core has none of its own. */
export interface Seals {
  readonly sha256: (content: Uint8Array) => string;
  readonly isSignedBy: (content: Uint8Array, signature: string, publicKey: string) => boolean;
  /** Undefined for a text that is no public key. */
  readonly fingerprintOf: (publicKey: string) => string | undefined;
}

export interface CheckedPackage {
  /** What is wrong; a package with any of it must not be used. */
  readonly findings: readonly Finding[];
  /** Undefined where it cannot be read. */
  readonly manifest: ReleaseManifest | undefined;
  /** Fingerprint of the key that signed. */
  readonly signer: string | undefined;
  /** SHA-256 of the signed manifest: it stands for the whole package. */
  readonly hash: string | undefined;
  readonly fileOf: (name: string) => Uint8Array | undefined;
}

/**
 * Whether a release package is what somebody trusted has signed: nothing missing,
 * nothing changed, nothing added.
 *
 * Each thing wrong is a finding, an error without place; the package counts only where there is none. Files and seals
 * as bytes.
 */
export function checkedPackage(
  files: readonly ArchivedFile[],
  trusted: ReadonlySet<string>,
  seals: Seals,
  decode: (content: Uint8Array) => string,
): CheckedPackage {
  const findings: Finding[] = [];
  const wrong = (code: string, parameters: Finding["parameters"] = {}): void => {
    findings.push({ code: `protect.${code}`, severity: "error", place: null, parameters });
  };
  const fileOf = (name: string) => files.find((file) => file.name === name)?.content;
  const cover = fileOf(manifestFile);
  if (cover === undefined) wrong("packageFileMissing", { name: manifestFile });
  const seal = signatureOf(fileOf(signatureFile), decode);
  if (seal === undefined) wrong("packageUnsigned");
  const signer = seal === undefined ? undefined : seals.fingerprintOf(seal.publicKey);
  const isGenuine =
    cover !== undefined && seal !== undefined && seals.isSignedBy(cover, seal.signature, seal.publicKey);
  if (cover !== undefined && seal !== undefined && !isGenuine) wrong("packageChanged", { name: manifestFile });
  if (seal !== undefined && (signer === undefined || !trusted.has(signer)))
    wrong("signerUnknown", { fingerprint: signer ?? "?" });
  const manifest = cover === undefined ? undefined : manifestOf(cover, decode);
  if (cover !== undefined && isGenuine && manifest === undefined) wrong("manifestUnreadable");
  const listed = new Set([manifestFile, signatureFile]);
  for (const { name, bytes, sha256 } of manifest?.files ?? []) {
    listed.add(name);
    const content = fileOf(name);
    if (content === undefined) wrong("packageFileMissing", { name });
    else if (content.length !== bytes || seals.sha256(content) !== sha256) wrong("packageChanged", { name });
  }
  if (manifest !== undefined && !manifest.files.some(({ name }) => name === manifest.table.file))
    wrong("packageFileMissing", { name: manifest.table.file });
  const names = files.map(({ name }) => name);
  for (const [at, name] of names.entries())
    if ((manifest !== undefined && !listed.has(name)) || names.indexOf(name) !== at)
      wrong("packageFileAdded", { name });
  return { findings, manifest, signer, hash: cover === undefined ? undefined : seals.sha256(cover), fileOf };
}

function signatureOf(content: Uint8Array | undefined, decode: (content: Uint8Array) => string) {
  const found = content === undefined ? undefined : jsonOf(content, decode);
  return Value.Check(ReleaseSignature, found) ? found : undefined;
}

function manifestOf(content: Uint8Array, decode: (content: Uint8Array) => string): ReleaseManifest | undefined {
  const found = jsonOf(content, decode);
  return Value.Check(ReleaseManifest, found) ? found : undefined;
}

function jsonOf(content: Uint8Array, decode: (content: Uint8Array) => string): unknown {
  try {
    return JSON.parse(decode(content));
  } catch {
    return undefined;
  }
}
