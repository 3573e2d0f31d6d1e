import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { receiveDelivery } from "./receiveDelivery.ts";
import { sweepFiles } from "./sweepFiles.ts";
import { testCounty } from "./testCounty.ts";

const county = await testCounty();
const { context } = county;
afterAll(() => county.drop());
const root = join(import.meta.dirname, "../../..");
const files = () => (existsSync(join(county.folder, "files")) ? readdirSync(join(county.folder, "files")).sort() : []);
const table = (year: number) => `AGS;Jahr;Alle\r\n01099001;${year};400\r\n01099002;${year};500\r\n`;

test("X-041 a file whose delivery was cut short by a killed process goes at the next start, and no other", async () => {
  const whole = await receiveDelivery.run(context, { file: county.send("ganz.csv", table(2022)) });
  const before = files();
  expect(before).toHaveLength(1);
  const file = county.send("halb.csv", table(2021));
  // A process of its own dies by SIGKILL when the file lies in its place and the transaction is still open.
  const program = `
    import { connect } from "${join(root, "runtime/store/openStore.ts")}";
    import { receiveDelivery } from "${join(root, "stages/collect/server/receiveDelivery.ts")}";
    import { existsSync } from "node:fs";
    const { db } = connect(${JSON.stringify(county.url)}, "county");
    const kept = ${JSON.stringify(join(county.folder, "files", file.hash))};
    const signal = { aborted: false, throwIfAborted: () => { if (existsSync(kept)) process.kill(process.pid, "SIGKILL"); } };
    const context = { db, installation: db, tenant: "kreis", catalogue: { baseFigures: new Map(), indicators: new Map() },
      person: { id: "here", name: "P", grants: [{ role: "R1", within: "everything" }] },
      folder: ${JSON.stringify(county.folder)}, now: () => new Date(), afterAcceptance: [], processing: [], signal, progress: () => {} };
    await receiveDelivery.run(context, { file: ${JSON.stringify(file)} });
    console.log("received");`;
  const child = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    cwd: root,
    encoding: "utf8",
  });
  expect([child.stderr, child.signal]).toEqual(["", "SIGKILL"]);
  expect(files()).toHaveLength(3);

  expect(await sweepFiles(context.db, county.folder)).toBe(1);
  expect(files()).toEqual(before);
  expect(await sweepFiles(context.db, county.folder)).toBe(0);
  // And the file can be sent again as if nothing had happened.
  const again = await receiveDelivery.run(context, { file: county.send("halb.csv", table(2021)) });
  expect(again.alreadyThere).toBe(false);
  expect(again.id).not.toBe(whole.id);
  expect(files()).toHaveLength(2);
});

test("a file without the mark stays, even where this database knows nothing of it", async () => {
  const other = join(county.folder, "files", "a".repeat(64));
  writeFileSync(other, "of another database");
  expect(await sweepFiles(context.db, county.folder)).toBe(0);
  expect(existsSync(other)).toBe(true);
});
