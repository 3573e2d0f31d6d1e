import type { Text } from "../../kernel/text/text.ts";
import { localDay } from "../../kernel/time/localDay.ts";

/** What the machine can find out about an installation by itself, for one tenant. */
export interface OnboardingFacts {
  /** Null while nobody has named the county; an invented one never goes into regular operation. */
  readonly county: { readonly name: string; readonly fictional: boolean } | null;
  readonly levels: number;
  /** Day of the newest boundaries; null without any. */
  readonly boundariesOf: string | null;
  readonly units: number;
  /** Accounts that may come in, by what they are in this tenant. */
  readonly people: {
    readonly administrators: number;
    readonly leadPlanners: number;
    readonly protectionOfficers: number;
    /** Administrators, lead planners and statistics office without second factor, passkey or sign-in service. */
    readonly withoutSecondFactor: number;
  };
  readonly controller: boolean;
  readonly accessContact: boolean;
  /** Rules of protection that somebody set with a reason. */
  readonly protectionRules: number;
  readonly deliveries: { readonly accepted: number; readonly withoutSource: number };
  readonly agreements: number;
  /** Of the newest backup that this installation made; null without any. */
  readonly backupDaysAgo: number | null;
  readonly trailBroken: boolean;
  readonly failedJobs: number;
}

/** What only people know, confirmed by one of them. */
export type Confirmations = Readonly<
  Partial<Record<PersonalItem, { readonly by: string; readonly on: string; readonly note: string }>>
>;

export interface OnboardingItem {
  readonly id: ItemId;
  readonly title: Text;
  readonly help: Text;
  /** Where it is done: a page of the platform, or null where it is done elsewhere. */
  readonly page: string | null;
  /** Whether the machine knows, or a person confirms. */
  readonly known: "machine" | "person";
  readonly met: boolean;
  /** What was found: a number, a day, a name; empty where there is nothing to say. */
  readonly found: Text;
}

/** Items that a person confirms, since no machine can know them. */
export const personalItems = ["restoreTried", "impactAssessed", "peopleTrained"] as const;
export type PersonalItem = (typeof personalItems)[number];

/** A backup counts as fresh for so many days. */
const freshBackupDays = 7;

interface Check {
  readonly title: Text;
  readonly help: Text;
  readonly page: string | null;
  readonly met: (facts: OnboardingFacts) => boolean;
  readonly found: (facts: OnboardingFacts) => Text;
}

const counted = (count: number, one: Text, many: Text): Text => ({
  de: count === 1 ? `1 ${one.de}` : `${count} ${many.de}`,
  en: count === 1 ? `1 ${one.en}` : `${count} ${many.en}`,
});
const accounts = (count: number): Text =>
  counted(count, { de: "Konto", en: "account" }, { de: "Konten", en: "accounts" });
const nothing: Text = { de: "", en: "" };
const without = (count: number): Text =>
  count === 0 ? nothing : { de: `${count} noch ohne`, en: `${count} still without` };

const checks = {
  countyNamed: {
    title: { de: "Der Kreis hat seinen Namen", en: "The county has its name" },
    help: {
      de: "„kreislauf init“ legt den Kreis an. Der erfundene Musterkreis bleibt immer in Erprobung.",
      en: "“kreislauf init” founds the county. The invented demo county always stays on trial.",
    },
    page: null,
    met: ({ county }) => county !== null && !county.fictional,
    found: ({ county }) => (county === null ? nothing : { de: county.name, en: county.name }),
  },
  levels: {
    title: { de: "Mindestens zwei Raumebenen sind angelegt", en: "At least two levels of areas exist" },
    help: {
      de: "Der Kreis und was darin liegt, etwa Gemeinden.",
      en: "The county and what lies in it, such as municipalities.",
    },
    page: "/daten/raeume",
    met: ({ levels }) => levels >= 2,
    found: ({ levels }) => counted(levels, { de: "Ebene", en: "level" }, { de: "Ebenen", en: "levels" }),
  },
  boundaries: {
    title: { de: "Ein Gebietsstand ist eingelesen", en: "A state of the boundaries is read in" },
    help: { de: "Ohne Grenzen gibt es keine Karte.", en: "Without boundaries there is no map." },
    page: "/daten/raeume",
    met: ({ boundariesOf }) => boundariesOf !== null,
    found: ({ boundariesOf }) =>
      boundariesOf === null ? nothing : { de: `Stand ${germanDay(boundariesOf)}`, en: `as of ${boundariesOf}` },
  },
  units: {
    title: { de: "Die Organisation ist eingetragen", en: "The organisation is entered" },
    help: {
      de: "Fachdienste und Stellen, denen Rechte und Lieferungen gehören.",
      en: "Offices and units that rights and deliveries belong to.",
    },
    page: "/verwaltung/organigramm",
    met: ({ units }) => units > 0,
    found: ({ units }) => counted(units, { de: "Einheit", en: "unit" }, { de: "Einheiten", en: "units" }),
  },
  firstAdministrator: {
    title: { de: "Jemand betreut das System", en: "Somebody looks after the system" },
    help: {
      de: "Ein Konto mit der Rolle Systembetreuung, das schon benutzt wurde.",
      en: "An account with the role system administration that has been used.",
    },
    page: "/verwaltung/menschen",
    met: ({ people }) => people.administrators >= 1,
    found: ({ people }) => accounts(people.administrators),
  },
  secondAdministrator: {
    title: { de: "Jemand kann die Systembetreuung vertreten", en: "Somebody can stand in for system administration" },
    help: { de: "Ein zweites Konto mit dieser Rolle.", en: "A second account with this role." },
    page: "/verwaltung/menschen",
    met: ({ people }) => people.administrators >= 2,
    found: ({ people }) => accounts(people.administrators),
  },
  leadPlanner: {
    title: { de: "Die Kreis-Sozialplanung hat ein Konto", en: "County planning has an account" },
    help: {
      de: "Sie moderiert, wertet aus und gibt Berichte frei.",
      en: "It moderates, evaluates and releases reports.",
    },
    page: "/verwaltung/rollen",
    met: ({ people }) => people.leadPlanners >= 1,
    found: ({ people }) => accounts(people.leadPlanners),
  },
  protectionOfficer: {
    title: { de: "Die Datenschutzbeauftragte hat ein Konto", en: "The data protection officer has an account" },
    help: { de: "Sie liest Protokolle, Regeln und das Verzeichnis.", en: "She reads trails, rules and the record." },
    page: "/verwaltung/rollen",
    met: ({ people }) => people.protectionOfficers >= 1,
    found: ({ people }) => accounts(people.protectionOfficers),
  },
  secondFactors: {
    title: {
      de: "Wer viel darf, meldet sich zweifach gesichert an",
      en: "Whoever may do much signs in with two factors",
    },
    help: {
      de: "Systembetreuung, Kreis-Sozialplanung und Statistikstelle: zweiter Faktor, Passkey oder Anmeldedienst.",
      en: "System administration, county planning and statistics office: second factor, passkey or sign-in service.",
    },
    page: "/konto",
    met: ({ people }) => people.administrators + people.leadPlanners > 0 && people.withoutSecondFactor === 0,
    found: ({ people }) => without(people.withoutSecondFactor),
  },
  controller: {
    title: { de: "Die verantwortliche Stelle steht im Verzeichnis", en: "The controller stands in the record" },
    help: {
      de: "Verantwortliche Stelle und Datenschutzbeauftragte mit Kontakt.",
      en: "Controller and data protection officer with contact.",
    },
    page: "/verwaltung/verarbeitungen",
    met: ({ controller }) => controller,
    found: () => nothing,
  },
  accessContact: {
    title: {
      de: "Die Erklärung zur Barrierefreiheit nennt einen Kontakt",
      en: "The accessibility statement names a contact",
    },
    help: {
      de: "Wer Barrieren meldet, muss jemanden erreichen.",
      en: "Whoever reports a barrier must reach somebody.",
    },
    page: "/barrierefreiheit",
    met: ({ accessContact }) => accessContact,
    found: () => nothing,
  },
  protectionProfile: {
    title: { de: "Das Schutzprofil ist festgelegt", en: "The profile of protection is set" },
    help: {
      de: "Mindestens eine Regel, für wen was gesperrt wird, mit Begründung.",
      en: "At least one rule on what is withheld from whom, with its reason.",
    },
    page: "/daten/freigaben",
    met: ({ protectionRules }) => protectionRules > 0,
    found: ({ protectionRules }) =>
      counted(protectionRules, { de: "Regel", en: "rule" }, { de: "Regeln", en: "rules" }),
  },
  deliveries: {
    title: { de: "Eine Lieferung ist angenommen", en: "A delivery is accepted" },
    help: {
      de: "Geprüft und übernommen, mit den Werten in den Karten.",
      en: "Checked and accepted, with its values on the maps.",
    },
    page: "/daten/lieferungen",
    met: ({ deliveries }) => deliveries.accepted > 0,
    found: ({ deliveries }) =>
      counted(deliveries.accepted, { de: "Lieferung", en: "delivery" }, { de: "Lieferungen", en: "deliveries" }),
  },
  sources: {
    title: {
      de: "Jede angenommene Lieferung nennt Quelle und Lizenz",
      en: "Every accepted delivery names source and licence",
    },
    help: {
      de: "Sie stehen unter jeder Karte und in jedem Bericht.",
      en: "They stand below every map and in every report.",
    },
    page: "/daten/lieferungen",
    met: ({ deliveries }) => deliveries.accepted > 0 && deliveries.withoutSource === 0,
    found: ({ deliveries }) => without(deliveries.withoutSource),
  },
  agreements: {
    title: { de: "Eine Datenvereinbarung ist in Kraft", en: "A data agreement is in force" },
    help: { de: "Wer darf was auf welcher Grundlage liefern?", en: "Who may deliver what on which basis?" },
    page: "/daten/vereinbarungen",
    met: ({ agreements }) => agreements > 0,
    found: ({ agreements }) =>
      counted(agreements, { de: "Vereinbarung", en: "agreement" }, { de: "Vereinbarungen", en: "agreements" }),
  },
  backup: {
    title: {
      de: "Eine Sicherung ist da und höchstens eine Woche alt",
      en: "A backup exists and is at most a week old",
    },
    help: {
      de: "Auf der Seite „Aufträge“ oder jede Nacht mit KREISLAUF_BACKUPS.",
      en: "On the page “Jobs” or every night with KREISLAUF_BACKUPS.",
    },
    page: "/verwaltung/auftraege",
    met: ({ backupDaysAgo }) => backupDaysAgo !== null && backupDaysAgo <= freshBackupDays,
    found: ({ backupDaysAgo }) =>
      backupDaysAgo === null
        ? { de: "noch keine", en: "none yet" }
        : counted(backupDaysAgo, { de: "Tag alt", en: "day old" }, { de: "Tage alt", en: "days old" }),
  },
  trail: {
    title: { de: "Das Protokoll der Änderungen ist unversehrt", en: "The audit trail is intact" },
    help: { de: "Jede Zeile trägt den Prüfwert der vorigen.", en: "Every line carries the hash of the one before." },
    page: "/verwaltung/protokoll",
    met: ({ trailBroken, failedJobs }) => !trailBroken && failedJobs === 0,
    found: ({ failedJobs }) =>
      failedJobs === 0 ? nothing : { de: `${failedJobs} Aufträge gescheitert`, en: `${failedJobs} jobs failed` },
  },
  restoreTried: {
    title: { de: "Das Zurückholen einer Sicherung ist geprobt", en: "Restoring a backup has been rehearsed" },
    help: {
      de: "In einen leeren Ordner, mit „kreislauf restore“ und „kreislauf check“.",
      en: "Into an empty folder, with “kreislauf restore” and “kreislauf check”.",
    },
    page: null,
    met: () => false,
    found: () => nothing,
  },
  impactAssessed: {
    title: {
      de: "Die Datenschutz-Folgenabschätzung ist entschieden",
      en: "The data protection impact assessment is decided",
    },
    help: { de: "Gemacht, oder begründet nicht nötig.", en: "Made, or not needed for a stated reason." },
    page: null,
    met: () => false,
    found: () => nothing,
  },
  peopleTrained: {
    title: { de: "Die Beteiligten sind eingewiesen", en: "The people involved are trained" },
    help: {
      de: "Planung, Fachdienste und Gemeinden haben damit gearbeitet.",
      en: "Planning, offices and municipalities have worked with it.",
    },
    page: null,
    met: () => false,
    found: () => nothing,
  },
} as const satisfies Readonly<Record<string, Check>>;

export type ItemId = keyof typeof checks;

/**
 * The twenty points between trial and regular operation: what is done, and what is
 * still missing, each found out by the machine where it can know (FL-013).
 *
 * @example
 * onboarding({ county: null, levels: 2, boundariesOf: null, units: 0, people: { administrators: 0, leadPlanners: 0, protectionOfficers: 0, withoutSecondFactor: 0 }, controller: false, accessContact: false, protectionRules: 0, deliveries: { accepted: 0, withoutSource: 0 }, agreements: 0, backupDaysAgo: null, trailBroken: false, failedJobs: 0 }, {}).filter((item) => item.met).map((item) => item.id)
 * // ["levels", "trail"]
 */
export function onboarding(facts: OnboardingFacts, confirmed: Confirmations): OnboardingItem[] {
  return (Object.entries(checks) as [ItemId, Check][]).map(([id, { title, help, page, met, found }]) => {
    const personal = personalItems.find((item) => item === id);
    const said = personal === undefined ? undefined : confirmed[personal];
    return {
      ...{ id, title, help, page },
      known: personal === undefined ? "machine" : "person",
      met: personal === undefined ? met(facts) : said !== undefined,
      found: said === undefined ? found(facts) : saidText(said),
    };
  });
}

function saidText({ by, on, note }: { readonly by: string; readonly on: string; readonly note: string }): Text {
  const tail = note === "" ? "" : `: ${note}`;
  return { de: `${germanDay(on)}, ${by}${tail}`, en: `${on}, ${by}${tail}` };
}

function germanDay(day: string): string {
  return localDay(day).split("-").reverse().join(".");
}
