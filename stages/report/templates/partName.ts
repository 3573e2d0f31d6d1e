import type { IndexAnswer } from "../../combine/combine.ts";

/** What one index of a definition is called: the definition's own name where it is the only one. */
export function partName({ label, part, parts }: IndexAnswer): string {
  return parts.length < 2 ? label.de : (parts.find((one) => one.id === part)?.label.de ?? label.de);
}
