import type { Operation } from "../../runtime/http/operation.ts";
import { expected } from "./permissionTable.ts";

const roles = Array.from({ length: 15 }, (_, at) => at + 1);

/** The matrix of routes and roles as a page of the documentation: what the table of permissions means for each address. */
export function matrixText(operations: readonly Operation[]): string {
  const rows = [...operations]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((operation) => {
      const { method, path, policy } = operation.contract;
      const cells = roles.map((role) => signOf(operation, role));
      return `| \`${method} ${path}\` | ${policy.action} ${policy.object}${policy.as === undefined ? "" : ` (${policy.as})`} | ${cells.join(" | ")} |`;
    });
  return `# Wer welche Adresse erreicht

Erzeugt mit \`npx tsx tools/writeMatrix.ts\` aus der Tabelle der Rechte (\`catalogue/roles/permissions.yaml\`); \`tests/law/matrix.test.ts\` fragt jede Adresse mit jeder Rolle, im eigenen, im geteilten und im fremden Mandanten, und hält die Antworten gegen diese Tabelle.

**ja**: alles · **eigene**: nur Eigenes (selbst angelegt oder im eigenen Bereich) · **öff.**: nur Veröffentlichtes · **–**: nichts. Wer keine Rolle in einem Mandanten hat, hat dort die Rechte der Öffentlichkeit (R10). ${operations.length} Adressen, 15 Rollen.

| Adresse | Recht | ${roles.map((role) => `R${role}`).join(" | ")} |
|---|---|${roles.map(() => ":-:|").join("")}
${rows.join("\n")}
`;
}

function key({ contract }: Operation): string {
  return `${contract.path} ${contract.method}`;
}

function signOf({ contract, narrows = [] }: Operation, role: number): string {
  const { everything, own, published } = expected(role, contract.policy);
  if (everything) return "ja";
  const parts = [
    ...(own && narrows.includes("own") ? ["eigene"] : []),
    ...(published && narrows.includes("published") ? ["öff."] : []),
  ];
  return parts.length === 0 ? "–" : parts.join(", ");
}
