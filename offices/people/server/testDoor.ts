import { createHmac } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import type { ServerStage } from "../../../runtime/http/operation.ts";
import { tenantAsked } from "../../../runtime/http/tenantAsked.ts";
import { Accounts } from "../../../runtime/people/accounts/accounts.ts";
import type { SignInSettings } from "../../../runtime/people/accounts/signInSettings.ts";
import { grantsOf } from "../../../runtime/people/grantsOf.ts";
import type { Role } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { stage } from "./stage.ts";

/** A server with accounts over a database of its own, whose clock a test may move. */
export interface TestDoor {
  readonly server: FastifyInstance;
  readonly accounts: Accounts;
  readonly clock: { now: Date };
  readonly browser: (more?: BrowserSettings) => TestBrowser;
  /** Gives a role everywhere in the county. */
  readonly give: (accountId: string, role: Role) => Promise<void>;
  /** Another server on the same database whose installation has another key. */
  readonly withKey: (secret: string) => Promise<TestDoor>;
  readonly close: () => Promise<void>;
}

interface BrowserSettings {
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A fresh database with accounts and a server before it, for tests of what happens at the door. */
export async function testDoor(
  more: Partial<SignInSettings> = {},
  secret = "only for tests, only for tests, only for tests",
): Promise<TestDoor> {
  const fresh = await freshDatabase();
  await fresh.db
    .insertInto("kreislauf.tenant")
    .values({ slug: "kreis", name: "Kreis", kind: "county", schema_name: "county" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return doorTo(fresh, more, secret);
}

async function doorTo(
  fresh: Awaited<ReturnType<typeof freshDatabase>>,
  more: Partial<SignInSettings>,
  secret: string,
): Promise<TestDoor> {
  const clock = { now: new Date() };
  const now = () => clock.now;
  const accounts = new Accounts({
    db: fresh.db,
    settings: { mode: "required", address: undefined, proxies: [], provider: undefined, ...more },
    secret,
    now,
    grantsOf: (id, tenant, day) => grantsOf(fresh.db, id, tenant, day),
  });
  const server = await makeServer({
    store: { db: fresh.db, installation: fresh.db },
    stages: new Map<string, ServerStage>([["people", stage]]),
    folder: mkdtempSync(join(tmpdir(), "kreislauf-door-")),
    now,
    version: "test",
    accounts,
    whoAsks: (request) => accounts.whoAsks(request, tenantAsked(request)),
    checkAnswers: true,
  });
  return {
    server,
    accounts,
    clock,
    browser: (settings = {}) => new TestBrowser(server, settings),
    give: async (accountId, role) => {
      await fresh.db
        .insertInto("kreislauf.role_grant")
        .values({
          ...{ account_id: accountId, tenant: "kreis", role, scope_kind: null, scope_id: null },
          ...{ valid_from: "2020-01-01", valid_until: null, granted_by: "test", granted_at: clock.now },
        })
        .execute();
    },
    withKey: (other) => doorTo(fresh, more, other),
    close: async () => {
      await server.close();
      await fresh.drop();
    },
  };
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes.
  readonly body: any;
  readonly setCookies: readonly string[];
}

/** A browser as the server sees it: it keeps cookies, and it says where it comes from. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #server: FastifyInstance;
  readonly #from: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(server: FastifyInstance, { from = "192.0.2.1", headers = {} }: BrowserSettings) {
    this.#server = server;
    this.#from = from;
    this.#headers = headers;
  }

  async ask(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await this.#server.inject({
      method,
      url: path,
      remoteAddress: this.#from,
      headers: {
        host: "localhost:8080",
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        ...(cookie === "" ? {} : { cookie }),
        ...this.#headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const lines = [response.headers["set-cookie"] ?? []].flat();
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0(;|$)/i.test(line) || value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.statusCode, body: response.json(), setCookies: lines };
  }
}

/** Sets a second factor up for whoever is signed in with this browser; answers with the secret of the app. */
export async function setUpSecondFactor(browser: TestBrowser, password: string): Promise<string> {
  const { body } = await browser.ask("POST", "/api/account/second-factor", { password });
  const code = totp(body.secret, new Date());
  const { status, body: told } = await browser.ask("POST", "/api/account/second-factor/confirmation", { code });
  if (status !== 200) throw new Error(`setting up a second factor: ${JSON.stringify(told)}`);
  return body.secret;
}

/**
 * The code that an authenticator app shows for a secret at a moment (RFC 6238: SHA-1, 30 seconds, 6 digits).
 *
 * @example
 * totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", new Date(59_000)) // "287082"
 * totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", new Date(1111111109_000)) // "081804"
 */
export function totp(secret: string, at: Date): string {
  const bits = [...secret.replace(/=+$/, "")]
    .map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const start = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
