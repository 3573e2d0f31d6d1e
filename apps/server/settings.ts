import { isAbsolute } from "node:path";
import { Refusal } from "../../kernel/trouble/refusal.ts";

/** One setting of an installation, as the environment names it. */
interface Setting {
  readonly name: string;
  /** What it decides, for whoever runs the platform; stands so in docs/betrieb.md. */
  readonly meaning: string;
  /** What holds without it, in words. */
  readonly otherwise: string;
  /** What is wrong with a text, as the second half of a sentence; undefined when nothing is. */
  readonly wrong: (text: string) => string | undefined;
  /** Never printed, not even in a message about it. */
  readonly secret?: true;
}

type Environment = Readonly<Record<string, string | undefined>>;

const anything = () => undefined;
const whole = (least: number, most: number) => (text: string) =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
    ? undefined
    : `braucht eine ganze Zahl von ${least} bis ${most}`;
const hours = (text: string) =>
  /^\d{1,4}(\.\d{1,2})?$/.test(text) && Number(text) > 0 ? undefined : "braucht eine Zahl von Stunden wie 12 oder 0.5";
const oneOf =
  (...choices: string[]) =>
  (text: string) =>
    choices.includes(text) ? undefined : `kennt nur ${choices.join(", ")}`;
const address =
  (...schemes: string[]) =>
  (text: string) =>
    URL.canParse(text) && schemes.includes(new URL(text).protocol)
      ? undefined
      : `braucht eine Adresse, die mit ${schemes.map((scheme) => `${scheme}//`).join(" oder ")} beginnt`;
const folder = (text: string) => (isAbsolute(text) ? undefined : "braucht einen vollständigen Pfad, der mit / beginnt");
const atLeast = (signs: number) => (text: string) =>
  text.length >= signs ? undefined : `braucht mindestens ${signs} Zeichen`;

/** Every setting there is. What is not here is refused at the start, so that a slip of the pen does not go unnoticed. */
export const knownSettings: readonly Setting[] = [
  {
    name: "KREISLAUF_DATA",
    meaning: "Datenordner: eingebaute Datenbank und gelieferte Dateien. Dasselbe wie `--data`.",
    otherwise: "`./data`",
    wrong: anything,
  },
  {
    name: "DATABASE_URL",
    meaning:
      "PostgreSQL ab Version 15 statt der eingebauten Datenbank: `postgres://nutzer:kennwort@rechner:5432/kreislauf`.",
    otherwise: "die eingebaute Datenbank im Datenordner",
    wrong: address("postgres:", "postgresql:"),
    secret: true,
  },
  {
    name: "KREISLAUF_DATABASE_TLS",
    meaning:
      "Ob die Verbindung zu einer Datenbank auf einem anderen Rechner verschlüsselt und geprüft sein muss (`?sslmode=verify-full` an `DATABASE_URL`; die Zertifizierungsstelle nennt `NODE_EXTRA_CA_CERTS`): `required` ja, `none` nein, für ein Netz, in dem sonst niemand ist.",
    otherwise: "`required`",
    wrong: oneOf("required", "none"),
  },
  {
    name: "KREISLAUF_SCHEMA",
    meaning: "Schema des ersten Mandanten in der Datenbank.",
    otherwise: "`county`",
    wrong: (text) => (/^[a-z][a-z0-9_]{0,40}$/.test(text) ? undefined : "braucht kleine Buchstaben, Ziffern und _"),
  },
  {
    name: "KREISLAUF_TENANT",
    meaning: "Mandant, für den ein Befehl gilt. Dasselbe wie `--tenant`.",
    otherwise: "der erste",
    wrong: (text) => (/^[a-z][a-z0-9-]{0,40}$/.test(text) ? undefined : "braucht kleine Buchstaben, Ziffern und -"),
  },
  {
    name: "KREISLAUF_LANGUAGE",
    meaning: "Sprache der Befehlszeile: `de` oder `en`. Dasselbe wie `--language`.",
    otherwise: "`de`",
    wrong: oneOf("de", "en"),
  },
  {
    name: "PORT",
    meaning: "Anschluss, auf dem der Server hört. Dasselbe wie `--port`.",
    otherwise: "8080, sonst der nächste freie",
    wrong: whole(0, 65_535),
  },
  {
    name: "HOST",
    meaning:
      "Netzadresse, auf der der Server hört. Dasselbe wie `--host`. Hinter einem Proxy auf demselben Rechner bleibt es bei der Voreinstellung.",
    otherwise: "`127.0.0.1`, nur dieser Rechner",
    wrong: anything,
  },
  {
    name: "KREISLAUF_HOSTS",
    meaning: "Weitere Namen, unter denen der Server angesprochen werden darf, durch Komma getrennt.",
    otherwise: "nur der eigene Rechner und der Name aus `KREISLAUF_ADDRESS`",
    wrong: anything,
  },
  {
    name: "KREISLAUF_ADDRESS",
    meaning:
      "Adresse, unter der die Plattform im Netz erscheint: `https://sozialplanung.kreis.example`. Sie steht in Einladungen und gehört zu Passkeys. Mit `https` verlangt der Server vom Browser, nie wieder unverschlüsselt zu kommen (HSTS).",
    otherwise: "keine; dann auch kein HSTS",
    wrong: address("https:", "http:"),
  },
  {
    name: "KREISLAUF_PROXY",
    meaning: "Netzadressen der Proxys, deren Angaben über den Anfragenden gelten, durch Komma getrennt: `127.0.0.1`.",
    otherwise: "keinem Proxy wird geglaubt",
    wrong: (text) =>
      text.split(",").every((one) => /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(one.trim()))
        ? undefined
        : "braucht Netzadressen wie 127.0.0.1 oder 10.0.0.0/8, durch Komma getrennt",
  },
  {
    name: "KREISLAUF_SIGN_IN",
    meaning:
      "Ob man sich anmelden muss: `required` immer, `none` nie (nur auf dem eigenen Rechner, für die Vorführung).",
    otherwise: "auf dem eigenen Rechner, sobald es ein Konto gibt; sonst immer",
    wrong: oneOf("required", "none"),
  },
  {
    name: "KREISLAUF_SECOND_FACTOR",
    meaning:
      "Wessen Rollen ruhen, bis man sich mit einem zweiten Faktor (App oder Passkey) angemeldet hat: `administrators` die der Systembetreuung, `everybody` alle, `offered` keine.",
    otherwise: "`administrators`",
    wrong: oneOf("administrators", "everybody", "offered"),
  },
  {
    name: "KREISLAUF_SESSION_IDLE_HOURS",
    meaning:
      "Nach wie vielen Stunden ohne Nutzung eine Anmeldung endet. ASVS rät für Stufe 2 zu 0.5; für einen Arbeitstag reichen 12.",
    otherwise: "12",
    wrong: hours,
  },
  {
    name: "KREISLAUF_SESSION_HOURS",
    meaning: "Nach wie vielen Stunden eine Anmeldung in jedem Fall endet. ASVS rät für Stufe 2 zu 12.",
    otherwise: "168, eine Woche",
    wrong: hours,
  },
  {
    name: "KREISLAUF_PROOF_HOURS",
    meaning:
      "Wie viele Stunden die Anmeldung höchstens her sein darf, wenn jemand freigibt, einen Beschluss einträgt oder Konten, Rechte und Regeln ändert; sonst meldet man sich dafür noch einmal an.",
    otherwise: "12",
    wrong: hours,
  },
  {
    name: "KREISLAUF_SECRET",
    meaning: "Schlüssel der Installation (Sitzungen, zweiter Faktor), wenn mehrere Server ihn teilen.",
    otherwise: "die Datei `secret` im Datenordner; sie gehört in die Sicherung und ist darin enthalten",
    wrong: atLeast(32),
    secret: true,
  },
  {
    name: "KREISLAUF_OIDC_DISCOVERY",
    meaning:
      "Anmeldung über den Verzeichnisdienst des Kreises (OpenID Connect): Adresse seiner Beschreibung, `https://…/.well-known/openid-configuration`.",
    otherwise: "keine Anmeldung über einen Verzeichnisdienst",
    wrong: address("https:", "http:"),
  },
  {
    name: "KREISLAUF_OIDC_CLIENT_ID",
    meaning: "Kennung, unter der der Verzeichnisdienst die Plattform kennt.",
    otherwise: "nötig mit `KREISLAUF_OIDC_DISCOVERY`",
    wrong: anything,
  },
  {
    name: "KREISLAUF_OIDC_CLIENT_SECRET",
    meaning: "Geheimnis dazu.",
    otherwise: "nötig mit `KREISLAUF_OIDC_DISCOVERY`",
    wrong: anything,
    secret: true,
  },
  {
    name: "KREISLAUF_OIDC_NAME",
    meaning: "Wie der Verzeichnisdienst auf der Anmeldeseite heißt.",
    otherwise: "der Name seines Rechners",
    wrong: anything,
  },
  {
    name: "KREISLAUF_OIDC_NEW_PEOPLE",
    meaning:
      "Wen der Verzeichnisdienst kennt, die Plattform aber nicht: `refused` abweisen, `without-roles` ein Konto ohne Rechte anlegen.",
    otherwise: "`refused`",
    wrong: oneOf("refused", "without-roles"),
  },
  {
    name: "KREISLAUF_OIDC_SECOND_FACTOR",
    meaning:
      "Ob der Verzeichnisdienst selbst nach einem zweiten Faktor fragt: `asked-there` ja, dann genügt die Anmeldung bei ihm auch der Systembetreuung; `not-asked` nein.",
    otherwise: "`not-asked`",
    wrong: oneOf("asked-there", "not-asked"),
  },
  {
    name: "KREISLAUF_UPLOAD_MEGABYTES",
    meaning: "Größte Datei, die angenommen wird, in Megabyte.",
    otherwise: "2048",
    wrong: whole(1, 1_048_576),
  },
  {
    name: "KREISLAUF_UPLOAD_SHARE_MEGABYTES",
    meaning: "Wie viel eine Person an einem Tag hochladen darf, in Megabyte.",
    otherwise: "das Zehnfache der größten Datei",
    wrong: whole(1, 10_485_760),
  },
  {
    name: "KREISLAUF_BACKUPS",
    meaning:
      "Ordner, in den jede Nacht eine Sicherung geschrieben wird (2.15 Uhr UTC), am besten auf einem anderen Datenträger.",
    otherwise: "keine nächtliche Sicherung; auf Verlangen nach `backups` im Datenordner",
    wrong: folder,
  },
  {
    name: "KREISLAUF_BACKUPS_KEPT",
    meaning: "Wie viele Sicherungen in diesem Ordner bleiben; die ältesten gehen.",
    otherwise: "14",
    wrong: whole(1, 10_000),
  },
  {
    name: "KREISLAUF_METRICS_TOKEN",
    meaning: "Geheimnis, mit dem `/metrics` von anderen Rechnern gelesen werden darf (`Authorization: Bearer …`).",
    otherwise: "`/metrics` antwortet nur Programmen auf demselben Rechner",
    wrong: atLeast(16),
    secret: true,
  },
  {
    name: "KREISLAUF_LOG",
    meaning:
      "Protokoll auf der Fehlerausgabe: `json` eine Zeile je Anfrage und Auftrag, ohne personenbezogene Angaben; `none` keines.",
    otherwise: "`json`, am Terminal `none`",
    wrong: oneOf("json", "none"),
  },
  {
    name: "KREISLAUF_SHUTDOWN_SECONDS",
    meaning: "Wie lange der Server beim Beenden auf laufende Antworten wartet.",
    otherwise: "30",
    wrong: whole(0, 3_600),
  },
];

/** Names that only tests, benchmarks and the start itself use. */
const ownNames = new Set([
  "KREISLAUF_BUNDLED",
  "KREISLAUF_DEBUG",
  "KREISLAUF_DEMO_ADDRESS",
  "KREISLAUF_OPEN_DATA",
  "KREISLAUF_RANDOM_TABLES",
  "KREISLAUF_SEED",
  "KREISLAUF_SERVER",
  "KREISLAUF_TEST_SERVER",
  "KREISLAUF_VERIFICATION",
]);

export interface Settings {
  readonly databaseUrl: string | undefined;
  readonly schema: string | undefined;
  readonly port: number | undefined;
  readonly host: string;
  readonly hosts: readonly string[];
  readonly address: URL | undefined;
  readonly uploadMegabytes: number;
  readonly uploadShareMegabytes: number | undefined;
  readonly backups: string | undefined;
  readonly backupsKept: number;
  readonly metricsToken: string | undefined;
  readonly log: "json" | "none" | undefined;
  readonly shutdownSeconds: number;
}

/**
 * The settings of this installation out of the environment.
 *
 * Refuses a name that nobody knows, with the one that was probably meant, and a
 * text that makes no sense, with what would.
 */
export function readSettings(environment: Environment): Settings {
  for (const trouble of settingTroubles(environment)) throw trouble;
  const text = (name: string) => (environment[name] === "" ? undefined : environment[name]);
  const number = (name: string) => (text(name) === undefined ? undefined : Number(text(name)));
  const list = (name: string) =>
    (text(name) ?? "")
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "");
  const reached = text("KREISLAUF_ADDRESS");
  return {
    databaseUrl: text("DATABASE_URL"),
    schema: text("KREISLAUF_SCHEMA"),
    port: number("PORT"),
    host: text("HOST") ?? "127.0.0.1",
    hosts: list("KREISLAUF_HOSTS"),
    address: reached === undefined ? undefined : new URL(reached),
    uploadMegabytes: number("KREISLAUF_UPLOAD_MEGABYTES") ?? 2_048,
    uploadShareMegabytes: number("KREISLAUF_UPLOAD_SHARE_MEGABYTES"),
    backups: text("KREISLAUF_BACKUPS"),
    backupsKept: number("KREISLAUF_BACKUPS_KEPT") ?? 14,
    metricsToken: text("KREISLAUF_METRICS_TOKEN"),
    log: text("KREISLAUF_LOG") as Settings["log"],
    shutdownSeconds: number("KREISLAUF_SHUTDOWN_SECONDS") ?? 30,
  };
}

/** Everything that is wrong with the settings, one refusal each. */
export function settingTroubles(environment: Environment): Refusal[] {
  const names = knownSettings.map(({ name }) => name);
  const unknown = Object.keys(environment)
    .filter((name) => name.startsWith("KREISLAUF_") && !names.includes(name) && !ownNames.has(name))
    .map((name) => new Refusal("running.unknownSetting", { name, nearest: nearest(name, names) }));
  const wrong = knownSettings.flatMap(({ name, wrong, secret }) => {
    const text = environment[name];
    const reason = text === undefined || text === "" ? undefined : wrong(text);
    if (reason === undefined) return [];
    return [new Refusal("running.wrongSetting", { name, reason, text: secret === true ? "…" : (text ?? "") })];
  });
  const open = databaseInTheOpen(environment.DATABASE_URL ?? "", environment);
  return [...unknown, ...wrong, ...(open === undefined ? [] : [open])];
}

/** Refuses a database on another machine that is not reached encrypted and verified, unless the county says that it need not be. */
export function demandGuardedDatabase(databaseUrl: string, environment: Environment): void {
  const open = databaseInTheOpen(databaseUrl, environment);
  if (open !== undefined) throw open;
}

function databaseInTheOpen(databaseUrl: string, { KREISLAUF_DATABASE_TLS: wanted }: Environment): Refusal | undefined {
  return wanted !== "none" && goesOpenOverTheNet(databaseUrl)
    ? new Refusal("running.databaseInTheOpen", {})
    : undefined;
}

/** Whether a database lies on another machine and nothing proves which, or hides what is said on the way. */
function goesOpenOverTheNet(databaseUrl: string): boolean {
  if (!URL.canParse(databaseUrl)) return false;
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get("host") ?? hostname;
  // No host and a path are sockets of this machine.
  const isHere = host === "" || host.startsWith("/") || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
  return !isHere && searchParams.get("sslmode") !== "verify-full";
}

/** The settings as the table of docs/betrieb.md. */
export function settingsTable(): string {
  const rows = knownSettings.map(({ name, meaning, otherwise }) => `| \`${name}\` | ${meaning} | ${otherwise} |`);
  return ["| Einstellung | Bedeutung | ohne sie |", "|---|---|---|", ...rows].join("\n");
}

/**
 * The known name that takes the fewest changes of a letter.
 *
 * @example
 * nearest("PROT", ["HOST", "PORT"]) // "PORT"
 */
export function nearest(name: string, known: readonly string[]): string {
  const [best = ""] = [...known].sort((a, b) => distance(name, a) - distance(name, b));
  return best;
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
