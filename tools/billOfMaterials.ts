import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The bill of materials of what runs, in CycloneDX form: `dist/kreislauf.cdx.json`, or the file that is named.
 *
 * Made from the lock file, without a network. Number and moment of the making are left out, so that the same lock file
 * gives the same bytes.
 */
interface BillOfMaterials {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

interface Lock {
  readonly packages: Readonly<Record<string, { version?: string; dev?: boolean; devOptional?: boolean }>>;
}

type Made = BillOfMaterials & { readonly serialNumber: string; readonly metadata: { readonly timestamp: string } };

const root = join(import.meta.dirname, "..");

export function billOfMaterials(): BillOfMaterials {
  // All packages, of which what only builds and tests is left out here: npm's own `--omit dev` also loses what runs
  // wherever a tool needs the same package.
  const words = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const { stdout, stderr, status } = spawnSync("npm", words, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`npm sbom ended with ${status}: ${stderr}`);
  const { serialNumber: _, ...made } = JSON.parse(stdout) as Made;
  const { timestamp: __, ...metadata } = made.metadata;
  const lock: Lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const ships = new Set(
    Object.entries(lock.packages)
      .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
      .map(([path, { version }]) => `${path.split("node_modules/").at(-1)} ${version}`),
  );
  const components = made.components.filter(({ name, version }) => ships.has(`${name} ${version}`));
  const kept = new Set([...components.map((one) => one["bom-ref"]), metadata.component["bom-ref"]]);
  const dependencies = made.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  // The folder may be called anything; the product is called as its package says.
  const component = { ...metadata.component, name: "kreislauf" };
  return { ...made, metadata: { ...metadata, component }, components, dependencies };
}

if (process.argv[1] === import.meta.filename) {
  const file = process.argv[2] ?? join(root, "dist/kreislauf.cdx.json");
  const bill = billOfMaterials();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  process.stdout.write(`note: ${bill.components.length} components in ${file}\n`);
}
