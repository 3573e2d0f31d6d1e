import { basename } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { fingerprintOf, isSignedBy, sha256 } from "../../../runtime/signing/signing.ts";
import { type Explanation, explanation } from "../explanation.ts";
import { checkedPackage } from "../package/checkedPackage.ts";
import type { PublicReport } from "../publicReport.ts";
import { readPackage } from "./packageFiles.ts";

/** What a package says about its protection, in words for everybody. Whoever signed it: the package must be whole and unchanged. */
export function explainedPackage(path: string): { explanation: Explanation; releasedOn: string } {
  const decode = (content: Uint8Array) => new TextDecoder().decode(content);
  const seals = { sha256, isSignedBy, fingerprintOf };
  const { findings, manifest, fileOf } = checkedPackage(readPackage(path), new Set(), seals, decode);
  const broken = findings.find(({ code }) => code !== "protect.signerUnknown");
  if (broken !== undefined) throw new Refusal(broken.code, broken.parameters, { place: { file: basename(path) } });
  if (manifest === undefined) throw new Error(`package without findings has no manifest: ${path}`);
  const report = fileOf("protection.json");
  const told = report === undefined ? {} : (JSON.parse(decode(report)) as Partial<PublicReport>);
  return { explanation: explanation({ ...manifest, report: told }), releasedOn: manifest.releasedOn };
}
