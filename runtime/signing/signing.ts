import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

/** SHA-256 of a content, hex. */
export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A new pair of Ed25519 keys as PEM text. */
export function makeKeyPair(): { readonly publicKey: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Ed25519 signature (base64) and the public key that goes with the private one; undefined where the text is no such key. */
export function signed(
  content: Uint8Array,
  privateKey: string,
): { readonly signature: string; readonly publicKey: string } | undefined {
  try {
    const key = createPrivateKey(privateKey);
    if (key.asymmetricKeyType !== "ed25519") return undefined;
    return {
      signature: sign(null, content, key).toString("base64"),
      publicKey: createPublicKey(key).export({ type: "spki", format: "pem" }).toString(),
    };
  } catch {
    return undefined;
  }
}

/** Whether a signature (base64) is that of this public key under this content; false for anything malformed. */
export function isSignedBy(content: Uint8Array, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey(publicKey);
    return key.asymmetricKeyType === "ed25519" && verify(null, content, key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/** Short name of an Ed25519 public key that people can compare by telephone; undefined where the text is no such key. */
export function fingerprintOf(publicKey: string): string | undefined {
  // A private key would be taken for its public half; nobody is to hand one around by mistake.
  if (publicKey.includes("PRIVATE")) return undefined;
  try {
    const key = createPublicKey(publicKey);
    if (key.asymmetricKeyType !== "ed25519") return undefined;
    const hash = sha256(key.export({ type: "spki", format: "der" }));
    return (hash.slice(0, 32).match(/.{4}/g) ?? []).join("-");
  } catch {
    return undefined;
  }
}
