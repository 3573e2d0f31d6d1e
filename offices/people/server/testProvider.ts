import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export interface ProviderPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

/** A real OpenID Connect provider on loopback, at which a person signs in without being asked. */
export interface TestProvider {
  readonly discovery: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next. */
  signsIn: ProviderPerson;
  /** What the provider was asked for, with the answer to the proof of the code. */
  readonly asked: { method: string; pkce: string | null }[];
  /** Goes where a browser would go from the given address, until the provider sends it back; answers with what it adds to the address. */
  visit(address: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** A sign-in service as an organisation runs one (OpenID Connect), for tests of signing in through it. */
export async function testProvider(redirect: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, ProviderPerson>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "kreislauf",
        client_secret: "geheim zwischen Kreis und Plattform",
        redirect_uris: [redirect],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["only for tests"] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_, sub) => {
      const person = people.get(sub);
      return person === undefined ? undefined : { accountId: sub, claims: async () => ({ ...person }) };
    },
  });
  // It warns that a store in memory is not for real use.
  provider.on("server_error", (_, trouble) => {
    throw trouble;
  });
  const self: TestProvider = {
    discovery: `${issuer}/.well-known/openid-configuration`,
    clientId: "kreislauf",
    clientSecret: "geheim zwischen Kreis und Plattform",
    signsIn: { sub: "nobody" },
    asked: [],
    visit: (address) => visit(address, redirect),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/auth")
      self.asked.push({
        method: url.searchParams.get("code_challenge_method") ?? "",
        pkce: url.searchParams.get("code_challenge"),
      });
    if (!url.pathname.startsWith("/interaction/")) return answer(request, response);
    const details = await provider.interactionDetails(request, response);
    const person = self.signsIn;
    people.set(person.sub, person);
    if (details.prompt.name === "login")
      return provider.interactionFinished(request, response, { login: { accountId: person.sub } });
    const grant = new provider.Grant({ accountId: person.sub, clientId: "kreislauf" });
    grant.addOIDCScope("openid email profile");
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  });
  return self;
}

async function visit(address: string, redirect: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>();
  let next = address;
  for (let hop = 0; hop < 10; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(next, { redirect: "manual", headers: cookie === "" ? {} : { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
    next = new URL(location, next).href;
    if (next.startsWith(redirect)) return Object.fromEntries(new URL(next).searchParams);
  }
  throw new Error("the provider does not send the browser back");
}
