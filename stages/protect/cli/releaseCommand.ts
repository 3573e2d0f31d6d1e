import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { localDay } from "../../../kernel/time/localDay.ts";
import { periodPoint } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { fingerprintOf, sha256, signed } from "../../../runtime/signing/signing.ts";
import type { Audit } from "../audit/auditTable.ts";
import { jsonText, releaseFiles } from "../package/releaseFiles.ts";
import { manifestFile, type ReleaseManifest, signatureFile } from "../package/releaseManifest.ts";
import type { Specification } from "../specification.ts";
import type { TableRow } from "../table/tableFile.ts";
import { auditedTable, type Secrets } from "./auditedTable.ts";
import { demanded, specificationFile, textFile } from "./inputs.ts";
import { heard, longWork } from "./longWork.ts";
import { writePackage } from "./packageFiles.ts";
import { printResult } from "./printResult.ts";

const usage =
  "--table ORDNER/table.csv --spec S.yaml --figure GRUNDZAHL --period 2023 --recipient WER --purpose WOZU --person WER --key release-key.pem [--also MERKMAL=CODE:GRUNDZAHL] [--area MERKMAL] [--date JJJJ-MM-TT] --out PAKET.zip";

/**
 * Packs a protected table for others, signed; only after the attacker has failed once more.
 *
 * Refuses what is no private key, a report of another table, and figures, periods or days that are written wrongly.
 */
export const releaseCommand: Command = {
  words: ["protected", "release"],
  summary: {
    de: "Gibt eine geschützte Tabelle frei: prüft sie noch einmal, packt und unterschreibt sie",
    en: "Releases a protected table: checks it once more, packs and signs it",
  },
  usage,
  options: {
    table: { type: "string" },
    spec: { type: "string" },
    figure: { type: "string" },
    also: { type: "string", multiple: true },
    period: { type: "string" },
    area: { type: "string" },
    recipient: { type: "string" },
    purpose: { type: "string" },
    person: { type: "string" },
    date: { type: "string" },
    key: { type: "string" },
    out: { type: "string" },
  },
  run: async (call) => {
    const specificationPath = demanded(call, "spec", usage);
    const specification = specificationFile(specificationPath);
    const tablePath = demanded(call, "table", usage);
    const [first] = specification.dimensions;
    const wishes = {
      figure: checked(demanded(call, "figure", usage), "figure", (text) => /^[A-Z][A-Z0-9_]*$/.test(text)),
      also: alsoOf(call),
      period: checked(demanded(call, "period", usage), "period", (text) => periodPoint(text) !== undefined),
      area: typeof call.values.area === "string" ? call.values.area : (first?.id ?? ""),
      recipient: demanded(call, "recipient", usage),
      purpose: demanded(call, "purpose", usage),
      person: demanded(call, "person", usage),
      releasedOn: dayOf(call),
    };
    const keyFile = demanded(call, "key", usage);
    const key = textFile(keyFile);
    const out = demanded(call, "out", usage);
    return longWork(call, async (watch) => {
      let secrets: Secrets | undefined;
      const { rows, audit } = await auditedTable(specificationPath, specification, tablePath, {
        secrets: (printed) => {
          secrets = secretsBeside(tablePath, printed);
          return secrets;
        },
        watch,
      });
      if (secrets !== undefined) checkSecrets(secrets, audit);
      if (!audit.safe) {
        const [disclosure] = audit.disclosures;
        call.tell(
          `Nicht sicher: ${audit.disclosures.length} Stellen verraten etwas, das gesperrt sein müsste${disclosure === undefined ? "" : `, zuerst „${disclosure.key.join(" / ")}“`}. Es wurde nichts freigegeben. Bitte die Tabelle mit „kreislauf protected protect“ schützen.`,
        );
        return 3;
      }
      const alternatives = secrets === undefined ? undefined : alternativesBeside(tablePath, specification);
      const { cover, files } = releaseFiles(specification, rows, audit.attacked.length, {
        ...wishes,
        ...(alternatives === undefined ? {} : { alternatives }),
      });
      const encoder = new TextEncoder();
      const inside = Object.entries(files).map(([name, text]) => ({ name, content: encoder.encode(text) }));
      const manifest: ReleaseManifest = {
        ...cover,
        files: inside.map(({ name, content }) => ({ name, bytes: content.length, sha256: sha256(content) })),
      };
      const content = encoder.encode(jsonText(manifest));
      const seal = signed(content, key);
      if (seal === undefined) throw new Refusal("protect.noPrivateKey", {}, { place: { file: basename(keyFile) } });
      const signature = encoder.encode(jsonText({ algorithm: "Ed25519", ...seal }));
      await heard(call);
      writePackage(out, [{ name: manifestFile, content }, { name: signatureFile, content: signature }, ...inside]);
      printResult(
        call,
        `Freigegeben für ${wishes.recipient}: ${cover.cells} Zellen, ${cover.withheld} gesperrt. Paket ${sha256(content)}, unterschrieben mit ${fingerprintOf(seal.publicKey)}.`,
        {
          file: out,
          cells: cover.cells,
          withheld: cover.withheld,
          manifest: sha256(content),
          key: fingerprintOf(seal.publicKey),
        },
      );
      return 0;
    });
  },
};

function checked(text: string, option: string, isGood: (text: string) => boolean): string {
  if (!isGood(text)) throw new Refusal("protect.optionWrong", { option: `--${option}`, text });
  return text;
}

/** Codes of a dimension that are base figures of their own: `alter=0-2:BEV_U3`. */
function alsoOf(call: Call): { dimension: string; code: string; figure: string }[] {
  const texts = Array.isArray(call.values.also) ? call.values.also.map(String) : [];
  return texts.map((text) => {
    const [, dimension = "", code = "", figure = ""] = /^([^=]+)=(.+):([A-Z][A-Z0-9_]*)$/.exec(text) ?? [];
    checked(text, "also", () => figure !== "");
    return { dimension, code, figure };
  });
}

function dayOf(call: Call): string {
  const wished = call.values.date;
  if (typeof wished !== "string") return localDay(new Date());
  const day = new Date(`${wished}T00:00:00Z`);
  return checked(wished, "date", (text) => !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text);
}

/** The office's own report beside the table: it knows what is behind the withheld cells, so the attack is judged by that. */
function secretsBeside(tablePath: string, rows: readonly TableRow[]): Secrets | undefined {
  const path = join(dirname(tablePath), "report.json");
  if (!existsSync(path)) return undefined;
  const withheld = withheldOf(path);
  if (withheld === undefined) return undefined;
  const byKey = new Map(withheld.map((cell) => [cell.key.join("\u0000"), cell]));
  const secretValues = new Map<number, number>();
  const sensitiveLines = new Set<number>();
  const distances = new Map<number, number>();
  for (const row of rows) {
    const cell = byKey.get(row.key.join("\u0000"));
    if ((cell !== undefined) !== (row.value === null))
      throw new Refusal(
        "protect.reportOfOtherTable",
        { key: row.key.join(" / ") },
        { place: { file: basename(path) } },
      );
    if (cell === undefined) continue;
    secretValues.set(row.line, cell.value);
    if (cell.kind === "primary") sensitiveLines.add(row.line);
    if (typeof cell.distance === "number") distances.set(row.line, cell.distance);
  }
  return { secretValues, sensitiveLines, distances };
}

/**
 * How many cells larger minimums would withhold: primary and secondary together, since
 * the package does not tell them apart. Smaller minimums stay in the office: that 3 would
 * withhold nothing tells of every number withheld under 5 that it is 3 or 4.
 */
function alternativesBeside(
  tablePath: string,
  { rules }: Specification,
): { minimum: number; withheld: number }[] | undefined {
  const own = Math.max(0, ...rules.map((rule) => (rule.kind === "minimumCount" ? rule.minimum : 0)));
  const { alternatives } = JSON.parse(textFile(join(dirname(tablePath), "report.json"))) as {
    alternatives?: { minimum: number; primary: number; secondary: number }[];
  };
  const larger = alternatives?.filter(({ minimum }) => minimum >= own) ?? [];
  return larger.length < 2
    ? undefined
    : larger.map(({ minimum, primary, secondary }) => ({ minimum, withheld: primary + secondary }));
}

/** A value outside of what the print allows comes from another state of the table. */
function checkSecrets({ secretValues }: Secrets, audit: Audit): void {
  const odd = audit.attacked.find(({ line, low, high, exact }) => {
    const value = secretValues.get(line);
    // In large tables the attack ends when it has seen enough, and the value may lie beyond what was seen.
    return exact && value !== undefined && (value < low - 1e-6 || value > high + 1e-6);
  });
  if (odd !== undefined)
    throw new Refusal("protect.reportOfOtherTable", { key: odd.key.join(" / ") }, { place: { file: "report.json" } });
}

interface WithheldCell {
  readonly key: readonly string[];
  readonly value: number;
  readonly kind: "primary" | "secondary";
  readonly distance?: number;
}

/** The withheld cells of a report; undefined for reports of tables that were rounded or changed, and for other files. */
function withheldOf(path: string): WithheldCell[] | undefined {
  try {
    const { withheld } = JSON.parse(textFile(path)) as { withheld?: unknown };
    if (!Array.isArray(withheld)) return undefined;
    const isCell = ({ key, value }: WithheldCell) => Array.isArray(key) && typeof value === "number";
    return withheld.every(isCell) ? withheld : undefined;
  } catch {
    return undefined;
  }
}
