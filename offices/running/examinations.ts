/** What was found out about an installation, as plain facts; `doctor` judges them. */
export interface Facts {
  /** `v20.19.2`. */
  readonly node: string;
  readonly platform: string;
  readonly folder: {
    readonly path: string;
    readonly exists: boolean;
    readonly writable: boolean;
    /** Whether others on this machine may look into it. */
    readonly open: boolean;
    readonly freeBytes: number | null;
    /** Half-sent files that were left behind. */
    readonly leftovers: number;
  };
  /** Sentences about settings that are wrong. */
  readonly settings: readonly string[];
  readonly host: string;
  readonly hostIsOwn: boolean;
  /** Whether nobody has to sign in. */
  readonly signInOff: boolean;
  readonly tls: boolean;
  readonly embedded: boolean;
  /** Undefined when the database was not reached; then `databaseTrouble` says why. */
  readonly database: DatabaseFacts | undefined;
  readonly databaseTrouble: string | undefined;
  readonly fonts: boolean;
  /** Whether the pages are built. */
  readonly pages: boolean;
  readonly backups: { readonly folder: string; readonly newest: string | null; readonly nightly: boolean };
  readonly now: Date;
}

export interface DatabaseFacts {
  readonly version: string;
  readonly encoding: string;
  readonly mayCreate: boolean;
  readonly mayCreateRoles: boolean;
  readonly isSuperuser: boolean;
  /** Whether the connection is encrypted, and whether it leaves this machine. */
  readonly encrypted: boolean;
  readonly remote: boolean;
  readonly connections: number;
  readonly clock: Date;
  /** The newest moment that anything stored bears. */
  readonly newestMoment: Date | null;
  /** Steps that are still to run, and those that only a newer program knows. */
  readonly stepsBehind: number;
  readonly stepsAhead: number;
  /** Files of steps that ran in another wording than this program has. */
  readonly otherSteps: readonly string[];
  readonly tenants: number;
  readonly orphanFiles: number;
  readonly lostFiles: number;
  readonly failedJobs: number;
  readonly waitingJobs: number;
}

export interface Diagnosis {
  /** Phrase of its sentence. */
  readonly code: string;
  readonly state: "good" | "hint" | "warning" | "error";
  readonly parameters: Readonly<Record<string, string | number>>;
}

const gigabyte = 2 ** 30;
const hours = 3_600_000;

/**
 * What is wrong with an installation, and what is as it should be, most important first.
 *
 * An error keeps it from working or from being safe; a warning will be trouble one
 * day; a hint is good to know.
 */
export function diagnose(facts: Facts): Diagnosis[] {
  const all = [
    ...ofMachine(facts),
    ...ofSettings(facts),
    ...(facts.database === undefined
      ? [is("error", "noDatabase", { reason: facts.databaseTrouble ?? "" })]
      : ofDatabase(facts, facts.database)),
    ...ofBackups(facts),
  ];
  const order = ["error", "warning", "hint", "good"];
  return all.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/**
 * What a script is told: 0 all well, 3 something will be trouble, 2 something does not work or is not safe.
 *
 * @example
 * exitCodeOf([{ code: "x", state: "hint", parameters: {} }]) // 0
 * exitCodeOf([{ code: "x", state: "warning", parameters: {} }, { code: "y", state: "error", parameters: {} }]) // 2
 */
export function exitCodeOf(diagnoses: readonly Diagnosis[]): 0 | 2 | 3 {
  if (diagnoses.some(({ state }) => state === "error")) return 2;
  return diagnoses.some(({ state }) => state === "warning") ? 3 : 0;
}

function is(state: Diagnosis["state"], code: string, parameters: Diagnosis["parameters"] = {}): Diagnosis {
  return { code, state, parameters };
}

function ofMachine({ node, platform, folder, fonts, pages }: Facts): Diagnosis[] {
  const [major = 0, minor = 0] = node.replace("v", "").split(".").map(Number);
  const found: Diagnosis[] = [];
  if (major < 20 || (major === 20 && minor < 19)) found.push(is("error", "nodeTooOld", { node }));
  else found.push(major < 22 ? is("hint", "nodeOld", { node }) : is("good", "nodeGood", { node }));
  if (platform !== "linux x64") found.push(is("hint", "platformUntried", { platform }));
  const { path, exists, writable, open, freeBytes, leftovers } = folder;
  if (!exists) found.push(is("hint", "folderMissing", { folder: path }));
  else if (!writable) found.push(is("error", "folderNotWritable", { folder: path }));
  else found.push(is("good", "folderGood", { folder: path }));
  if (open) found.push(is("warning", "folderOpen", { folder: path }));
  if (leftovers > 0) found.push(is("hint", "leftovers", { count: leftovers }));
  if (freeBytes !== null) {
    const free = {
      folder: path,
      gigabytes: (Math.floor((freeBytes / gigabyte) * 10) / 10).toString().replace(".", ","),
    };
    if (freeBytes < gigabyte) found.push(is("error", "diskFull", free));
    else found.push(freeBytes < 10 * gigabyte ? is("warning", "diskShort", free) : is("good", "diskGood", free));
  }
  found.push(fonts ? is("good", "fontsGood") : is("error", "fontsMissing"));
  if (!pages) found.push(is("hint", "pagesNotBuilt"));
  return found;
}

function ofSettings({ settings, host, hostIsOwn, signInOff, tls }: Facts): Diagnosis[] {
  const found = settings.map((sentence) => is("error", "setting", { sentence }));
  if (found.length === 0) found.push(is("good", "settingsGood"));
  if (!hostIsOwn && signInOff) found.push(is("error", "openWithoutSignIn", { host }));
  else if (!hostIsOwn && !tls) found.push(is("warning", "openWithoutTls", { host }));
  return found;
}

function ofDatabase(facts: Facts, database: DatabaseFacts): Diagnosis[] {
  const { version, encoding, clock, newestMoment } = database;
  const found: Diagnosis[] = [];
  found.push(
    Number.parseInt(version, 10) < 15
      ? is("error", "databaseTooOld", { version })
      : is("good", "databaseGood", { version }),
  );
  if (encoding !== "UTF8") found.push(is("error", "encoding", { encoding }));
  if (!database.mayCreate) found.push(is("error", "mayNotCreate"));
  if (!database.mayCreateRoles) found.push(is("warning", "mayNotCreateRoles"));
  if (!facts.embedded && database.isSuperuser) found.push(is("warning", "superuser"));
  if (database.remote && !database.encrypted) found.push(is("warning", "notEncrypted"));
  if (database.connections < 40) found.push(is("warning", "fewConnections", { connections: database.connections }));
  if (database.stepsAhead > 0) found.push(is("error", "newerTables", { steps: database.stepsAhead }));
  else if (database.otherSteps.length > 0)
    found.push(is("error", "otherSteps", { files: database.otherSteps.join(", ") }));
  else if (database.tenants === 0) found.push(is("hint", "databaseEmpty"));
  else if (database.stepsBehind > 0) found.push(is("hint", "olderTables", { steps: database.stepsBehind }));
  else found.push(is("good", "tablesGood", { tenants: database.tenants }));
  const apart = Math.round(Math.abs(clock.getTime() - facts.now.getTime()) / 1_000);
  if (apart > 5) found.push(is("warning", "clocksApart", { seconds: apart }));
  if (newestMoment !== null && newestMoment.getTime() - facts.now.getTime() > 60_000)
    found.push(is("error", "clockSetBack", { newest: newestMoment.toISOString(), now: facts.now.toISOString() }));
  if (database.lostFiles > 0) found.push(is("error", "lostFiles", { count: database.lostFiles }));
  if (database.orphanFiles > 0) found.push(is("hint", "orphanFiles", { count: database.orphanFiles }));
  if (database.failedJobs > 0) found.push(is("warning", "failedJobs", { count: database.failedJobs }));
  if (database.waitingJobs > 0) found.push(is("hint", "waitingJobs", { count: database.waitingJobs }));
  return found;
}

function ofBackups({ backups, now }: Facts): Diagnosis[] {
  const { folder, newest, nightly } = backups;
  const found: Diagnosis[] = nightly ? [] : [is("warning", "noNightlyBackup")];
  if (newest === null) return [...found, is("warning", "noBackup", { folder })];
  const age = Math.round((now.getTime() - new Date(newest).getTime()) / hours);
  return [
    ...found,
    age > 48 ? is("warning", "backupOld", { hours: age, folder }) : is("good", "backupGood", { hours: age }),
  ];
}
