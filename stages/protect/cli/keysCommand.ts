import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { fingerprintOf, makeKeyPair } from "../../../runtime/signing/signing.ts";
import { demanded } from "./inputs.ts";

const usage = "--out ORDNER";

/**
 * Makes the pair of keys with which an office signs what it releases; never writes over an existing one.
 *
 * Refuses a folder in which one lies.
 */
export const keysCommand: Command = {
  words: ["protected", "keys"],
  summary: {
    de: "Erzeugt das Schlüsselpaar, mit dem die Statistikstelle Freigaben unterschreibt",
    en: "Makes the pair of keys with which the statistics office signs releases",
  },
  usage,
  options: { out: { type: "string" } },
  run: async (call) => {
    const out = demanded(call, "out", usage);
    const [secret, open] = [join(out, "release-key.pem"), join(out, "release-key.pub.pem")];
    for (const file of [secret, open])
      if (existsSync(file)) throw new Refusal("protect.keyExists", { file }, { kind: "conflict" });
    const { publicKey, privateKey } = makeKeyPair();
    mkdirSync(out, { recursive: true });
    // "wx": of two runs at once the second fails instead of writing over.
    writeFileSync(secret, privateKey, { mode: 0o600, flag: "wx" });
    writeFileSync(open, publicKey, { flag: "wx" });
    const fingerprint = fingerprintOf(publicKey);
    if (call.values.json === true) {
      call.print(JSON.stringify({ fingerprint, secretKey: secret, publicKey: open }, null, 2));
      return 0;
    }
    call.print(`Fingerabdruck: ${fingerprint}`);
    call.tell(
      `Geheim bleibt ${secret} (nur für Sie lesbar). Weitergeben dürfen Sie ${open}; vergleichen Sie den Fingerabdruck am Telefon.`,
    );
    return 0;
  },
};
