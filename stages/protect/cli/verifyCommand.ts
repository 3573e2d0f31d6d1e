import { phrase } from "../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { fingerprintOf, isSignedBy, sha256 } from "../../../runtime/signing/signing.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { checkedPackage } from "../package/checkedPackage.ts";
import { demanded, textFile } from "./inputs.ts";
import { readPackage } from "./packageFiles.ts";

const usage = "PAKET --trust release-key.pub.pem";

/**
 * Whether a package is what the trusted office has signed, untouched.
 *
 * Refuses what is no public key.
 */
export const verifyCommand: Command = {
  words: ["protected", "verify"],
  summary: {
    de: "Prüft ein Freigabepaket: vollständig, unverändert und von wem unterschrieben",
    en: "Checks a release package: complete, unchanged, and signed by whom",
  },
  usage,
  options: { trust: { type: "string" } },
  run: async (call) => {
    const [path] = call.positionals;
    if (path === undefined) throw new Refusal("protect.optionMissing", { option: "PAKET", usage });
    const keyFile = demanded(call, "trust", usage);
    const trusted = fingerprintOf(textFile(keyFile));
    if (trusted === undefined) throw new Refusal("protect.noPublicKey", {}, { place: { file: keyFile } });
    const { findings, manifest, hash } = checkedPackage(
      readPackage(path),
      new Set([trusted]),
      { sha256, isSignedBy, fingerprintOf },
      (content) => new TextDecoder().decode(content),
    );
    for (const finding of findings) call.tell(phrase(phrases, finding));
    if (findings.length > 0 || manifest === undefined) return 2;
    call.print(
      `Unverändert. „${manifest.title}“ (${manifest.figure}, ${manifest.period}), freigegeben am ${manifest.releasedOn} von ${manifest.person} für ${manifest.recipient}: ${manifest.purpose}. Paket ${hash}.`,
    );
    return 0;
  },
};
