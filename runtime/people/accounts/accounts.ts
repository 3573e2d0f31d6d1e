import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Proof } from "../../store/accountTables.ts";
import type { Database } from "../../store/database.ts";
import type { Grant, Person, Role } from "../person.ts";
import { plannerAtThisMachine } from "../policy.ts";
import type { Auth } from "./makeAuth.ts";
import type { SignInSettings } from "./signInSettings.ts";
import { cookieOf, type Visit, visitOf } from "./visit.ts";

const hour = 3_600_000;
// How exactly "last used" is kept: writing at every request would cost more than it tells.
const noticedMilliseconds = 5 * 60_000;
const providerPatienceMilliseconds = 10_000;

/** Somebody who is signed in. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly secondFactor: boolean;
  readonly session: {
    readonly id: string;
    readonly createdAt: Date;
    /** By what it was opened. */
    readonly proof: Proof;
    /** When the person last proved who it is. */
    readonly provedAt: Date;
  };
}

export interface AccountsSettings {
  /** Where the tables of the installation are. */
  readonly db: Kysely<Database>;
  readonly settings: SignInSettings;
  /** Signs cookies, encrypts secrets of second factors. */
  readonly secret: string;
  readonly now: () => Date;
  /** The roles of an account in a tenant on a day; they are asked for at every call, so that a withdrawn right ends at once. */
  readonly grantsOf: (accountId: string, tenant: string, day: string) => Promise<readonly Grant[]>;
}

/** Everybody who is not signed in where signing in is required: holds what the public holds. */
export const thePublic: Person = { id: "public", name: "Öffentlichkeit", grants: [] };

/**
 * The people of an installation: who asks, and the functions that let somebody in.
 *
 * A browser without our cookie costs no question to the database beyond whether there are accounts
 * at all, and the library is loaded when the first one needs it.
 */
export class Accounts {
  readonly db: Kysely<Database>;
  readonly settings: SignInSettings;
  readonly secret: string;
  readonly now: () => Date;
  readonly #grantsOf: AccountsSettings["grantsOf"];
  readonly #auths = new Map<string, Promise<Auth>>();
  readonly #found = new WeakMap<object, Promise<Account | undefined>>();
  #someoneIsThere = false;
  #askAgainAt = 0;

  constructor({ db, settings, secret, now, grantsOf }: AccountsSettings) {
    this.db = db;
    this.settings = settings;
    this.secret = secret;
    this.now = now;
    this.#grantsOf = grantsOf;
  }

  /** Whether one must sign in: always, never, or as soon as there is an account. */
  async areRequired(): Promise<boolean> {
    if (this.settings.mode !== "whenAccounts") return this.settings.mode === "required";
    return this.exist();
  }

  /**
   * Whether there is any account. Once there is, nobody asks again: the last one cannot be removed. Until
   * then once a second, since a command beside the server may have made the first.
   */
  async exist(): Promise<boolean> {
    if (this.#someoneIsThere || performance.now() < this.#askAgainAt) return this.#someoneIsThere;
    const found = await this.db.selectFrom("kreislauf.account").select("id").limit(1).executeTakeFirst();
    this.#someoneIsThere ||= found !== undefined;
    this.#askAgainAt = performance.now() + 1_000;
    return this.#someoneIsThere;
  }

  /** Somebody has just been given an account: from now on one signs in. */
  noticeFirst(): void {
    this.#someoneIsThere = true;
  }

  /** The person behind a request, with the roles held in the tenant today. */
  async whoAsks(request: FastifyRequest, tenant: string): Promise<Person> {
    if (!(await this.areRequired())) return plannerAtThisMachine;
    const account = await this.accountOf(request);
    if (account === undefined) return thePublic;
    const day = localDay(this.now());
    const grants = await this.#grantsOf(account.id, tenant, day);
    const resting = this.isStrong(account) ? [] : grants.filter((grant) => this.#needsSecondFactor(grant));
    const { id, name } = account;
    if (resting.length === 0) return { id, name, grants };
    return { id, name, grants: grants.filter((grant) => !resting.includes(grant)), resting };
  }

  /** Whether two factors opened the session: a password and a code, a passkey, or a provider that asks for two. */
  isStrong({ session }: Pick<Account, "session">): boolean {
    if (session.proof === "provider") return this.settings.provider?.asksForSecondFactor === true;
    return session.proof === "secondFactor" || session.proof === "passkey";
  }

  #needsSecondFactor({ role }: Pick<Grant, "role">): boolean {
    const { secondFactor = "administrators" } = this.settings;
    return secondFactor === "everybody" || (secondFactor === "administrators" && role === "R11");
  }

  /** Refuses when the person behind a request has not proved who it is for too long: what matters needs more than an open screen. */
  async demandProof(request: FastifyRequest): Promise<void> {
    if (!(await this.areRequired())) return;
    const account = await this.accountOf(request);
    const { proofHours = 12 } = this.settings;
    if (account === undefined || this.now().getTime() - account.session.provedAt.getTime() <= proofHours * hour) return;
    throw new Refusal("http.proveAgain", { hours: proofHours }, { kind: "signIn" });
  }

  /** Whether a role of the account, in any tenant, rests without a second factor. */
  async demandsSecondFactor(accountId: string): Promise<boolean> {
    const grants = await this.db
      .selectFrom("kreislauf.role_grant")
      .select("role")
      .where("account_id", "=", accountId)
      .where("ended_at", "is", null)
      .execute();
    return grants.some(({ role }) => this.#needsSecondFactor({ role: role as Role }));
  }

  /** The account that is signed in with a request, if any. */
  async accountOf(request: FastifyRequest): Promise<Account | undefined> {
    return this.accountAt(visitOf(request, { header: () => undefined as never }));
  }

  /** The account that is signed in at a visit. A session that was unused for too long, or is too old, has ended. */
  async accountAt(visit: Visit): Promise<Account | undefined> {
    if (cookieOf(visit, "session_token") === undefined) return undefined;
    const before = this.#found.get(visit.call);
    if (before !== undefined) return before;
    const found = this.#accountNow(visit);
    this.#found.set(visit.call, found);
    return found;
  }

  async #accountNow(visit: Visit): Promise<Account | undefined> {
    const auth = await this.authAt(visit);
    const found = await auth.api.getSession({ headers: visit.headers, query: { disableRefresh: true } });
    if (found === null) return undefined;
    const { user, session } = found;
    const now = this.now().getTime();
    const { idle, longest } = this.#sessionMilliseconds();
    const createdAt = session.createdAt.getTime();
    if (session.expiresAt.getTime() <= now || createdAt + longest <= now) return undefined;
    if (now - session.updatedAt.getTime() > noticedMilliseconds)
      await this.db
        .updateTable("kreislauf.session")
        .set({
          used_at: new Date(now),
          expires_at: new Date(Math.min(now + idle, createdAt + longest)),
        })
        .where("id", "=", session.id)
        .execute();
    return {
      id: user.id,
      name: user.name,
      email: user.email,
      secondFactor: user.twoFactorEnabled === true,
      session: {
        id: session.id,
        createdAt: session.createdAt,
        proof: session.proof as Proof,
        provedAt: session.provedAt ?? session.createdAt,
      },
    };
  }

  #sessionMilliseconds(): { idle: number; longest: number } {
    const { idleHours = 12, longestHours = 7 * 24 } = this.settings;
    return { idle: idleHours * hour, longest: longestHours * hour };
  }

  /** Whether this address can have passkeys: browsers tie them to a name, and only over TLS or on the own machine. */
  passkeysWorkAt(visit: Pick<Visit, "origin">): boolean {
    const { protocol, hostname } = new URL(this.originFor(visit));
    const isName = !hostname.startsWith("[") && !/^[\d.]+$/.test(hostname);
    return isName && (protocol === "https:" || hostname === "localhost");
  }

  /** Throws away what has expired. */
  async sweep(): Promise<void> {
    const now = this.now();
    const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
    await this.db.deleteFrom("kreislauf.session").where("expires_at", "<", now).execute();
    await this.db.deleteFrom("kreislauf.verification").where("expires_at", "<", now).execute();
    await this.db.deleteFrom("kreislauf.attempt").where("last_at", "<", daysAgo(2)).execute();
    await this.db.deleteFrom("kreislauf.invitation").where("expires_at", "<", daysAgo(30)).execute();
  }

  /** Loads the library before the first person waits for it. */
  async prepare(): Promise<void> {
    await import("./makeAuth.ts");
  }

  /** Where people reach the server: as the administrator says, else as this visitor did. */
  originFor(visit: Pick<Visit, "origin">): string {
    return this.settings.address ?? visit.origin;
  }

  /** The library for the address at which somebody is. Without a set address there are as many as names of this server. */
  authAt(visit: Pick<Visit, "origin">): Promise<Auth> {
    return this.#auth(this.originFor(visit), false);
  }

  /** The library with the county's provider. When that does not answer, the next try asks it again. */
  async authViaProvider(visit: Pick<Visit, "origin">): Promise<Auth> {
    const { provider } = this.settings;
    if (provider === undefined) throw new Refusal("people.noProvider", {}, { kind: "missing" });
    const origin = this.originFor(visit);
    const auth = await this.#auth(origin, true);
    const known = await withinTime(auth.$context.then((context) => context.socialProviders.length > 0));
    if (known === true) return auth;
    this.#auths.delete(`${origin} provider`);
    throw new Refusal("people.providerSilent", { provider: provider.name });
  }

  #auth(origin: string, viaProvider: boolean): Promise<Auth> {
    const key = viaProvider ? `${origin} provider` : origin;
    const made = this.#auths.get(key) ?? this.#make(origin, viaProvider);
    // A caller may invent names of this server; the room for them is small.
    if (this.#auths.size > 50) this.#auths.clear();
    this.#auths.set(key, made);
    return made;
  }

  async #make(origin: string, viaProvider: boolean): Promise<Auth> {
    const { makeAuth } = await import("./makeAuth.ts");
    const { db, secret, settings } = this;
    const { idle, longest } = this.#sessionMilliseconds();
    const lasts = { idleSeconds: idle / 1_000, longestSeconds: longest / 1_000 };
    return makeAuth({ db, secret, origin, provider: viaProvider ? settings.provider : undefined, ...lasts });
  }
}

async function withinTime<Result>(work: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), providerPatienceMilliseconds);
  });
  try {
    return await Promise.race([work.catch(() => undefined), patience]);
  } finally {
    clearTimeout(timer);
  }
}
