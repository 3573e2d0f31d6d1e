import { Refusal } from "../../../kernel/trouble/refusal.ts";

/** What the administrator says about signing in, once checked. */
export interface SignInSettings {
  /** `none` lets whoever reaches the server be the planner; `whenAccounts` asks for an account as soon as there is one. */
  readonly mode: "none" | "whenAccounts" | "required";
  /** Address under which people reach the server, `https://planung.kreis.example`; needed for links, passkeys and the provider. */
  readonly address: string | undefined;
  /** Reverse proxies whose word about the caller counts. */
  readonly proxies: readonly string[];
  readonly provider: ProviderSettings | undefined;
  /** Whose roles rest until they have signed in with a second factor; administrators' when left out. */
  readonly secondFactor?: "administrators" | "everybody" | "offered";
  /** Releases, resolutions and settings need a sign-in of so many hours ago at most; twelve when left out. */
  readonly proofHours?: number;
  /** A session that nobody used for so long has ended; twelve hours when left out. */
  readonly idleHours?: number;
  /** A session ends after so long in any case; a week when left out. */
  readonly longestHours?: number;
}

/** The county's identity provider (OpenID Connect). */
export interface ProviderSettings {
  /** As people call it: "Kreisverwaltung". */
  readonly name: string;
  readonly discovery: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whom the provider knows and we do not: turned away, or given an account without any role. */
  readonly unknownPeople: "refused" | "withoutRoles";
  /** The provider asks for a second factor itself, so that none is needed here. */
  readonly asksForSecondFactor?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

/** Whether a server on this host is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return loopback.has(host);
}

/**
 * Settings of signing in, from the environment. What does not fit is refused with a sentence before anything listens.
 *
 * - `KREISLAUF_SIGN_IN` `none` or `required`; unset: none until there is an account, where nobody but this machine
 *   can reach the server: no other host, no proxy, no name of its own in the net
 * - `KREISLAUF_ADDRESS` address under which people reach the server
 * - `KREISLAUF_PROXY` addresses of reverse proxies in front, separated by commas
 * - `KREISLAUF_OIDC_DISCOVERY`, `…_CLIENT_ID`, `…_CLIENT_SECRET`, `…_NAME`, `…_NEW_PEOPLE` (`refused`, `without-roles`),
 *   `…_SECOND_FACTOR` (`asked-there`, `not-asked`)
 * - `KREISLAUF_SECOND_FACTOR` `administrators`, `everybody` or `offered`
 * - `KREISLAUF_PROOF_HOURS` how fresh a sign-in must be for releases, resolutions and settings
 * - `KREISLAUF_SESSION_IDLE_HOURS`, `KREISLAUF_SESSION_HOURS` how long a session lasts without use, and in any case
 *
 * @example
 * signInSettings({}, "127.0.0.1").mode // "whenAccounts"
 * signInSettings({}, "0.0.0.0").mode // "required"
 * signInSettings({ KREISLAUF_ADDRESS: "https://planung.kreis.example" }, "127.0.0.1").mode // "required"
 */
export function signInSettings(environment: Environment, host: string): SignInSettings {
  const said = (name: string) => environment[name]?.trim() || undefined;
  const signIn = said("KREISLAUF_SIGN_IN");
  if (signIn !== undefined && signIn !== "none" && signIn !== "required")
    throw new Refusal("people.unknownMode", { text: signIn });
  const address = addressFrom(said("KREISLAUF_ADDRESS"));
  const proxies = listFrom(said("KREISLAUF_PROXY"));
  // Behind a proxy the server listens on its own machine, and yet everybody comes.
  const named = [
    host,
    ...(address === undefined ? [] : [new URL(address).hostname]),
    ...listFrom(said("KREISLAUF_HOSTS")),
  ];
  const elsewhere = [...named, ...proxies].find((name) => !isLoopback(name)) ?? proxies[0];
  if (signIn === "none" && elsewhere !== undefined) throw new Refusal("people.noneElsewhere", { host: elsewhere });
  return {
    mode: signIn ?? (elsewhere === undefined ? "whenAccounts" : "required"),
    address,
    proxies,
    provider: providerFrom(said),
    secondFactor: choiceFrom(said, "KREISLAUF_SECOND_FACTOR", ["administrators", "everybody", "offered"]),
    ...hoursFrom(said),
    proofHours: Number(said("KREISLAUF_PROOF_HOURS") ?? 12),
  };
}

/** One of the choices, the first when nothing is said. */
function choiceFrom<const Choice extends string>(
  said: (name: string) => string | undefined,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = said(name);
  const choice = text === undefined ? choices[0] : choices.find((one) => one === text);
  if (choice === undefined)
    throw new Refusal("people.unknownChoice", { name, text: text ?? "", choices: choices.join(", ") });
  return choice;
}

function hoursFrom(said: (name: string) => string | undefined): { idleHours: number; longestHours: number } {
  const longestHours = Number(said("KREISLAUF_SESSION_HOURS") ?? 168);
  const idleHours = Number(said("KREISLAUF_SESSION_IDLE_HOURS") ?? Math.min(12, longestHours));
  if (!(idleHours > 0) || !(longestHours >= idleHours))
    throw new Refusal("people.sessionHours", { idle: idleHours, longest: longestHours });
  return { idleHours, longestHours };
}

function addressFrom(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "")
    throw new Refusal("people.wrongAddress", { text });
  return url.origin;
}

function listFrom(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function providerFrom(said: (name: string) => string | undefined): ProviderSettings | undefined {
  const discovery = said("KREISLAUF_OIDC_DISCOVERY");
  const clientId = said("KREISLAUF_OIDC_CLIENT_ID");
  const clientSecret = said("KREISLAUF_OIDC_CLIENT_SECRET");
  if (discovery === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (discovery === undefined || clientId === undefined || clientSecret === undefined)
    throw new Refusal("people.providerIncomplete");
  const url = URL.canParse(discovery) ? new URL(discovery) : undefined;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (!isSafe) throw new Refusal("people.wrongDiscovery", { text: discovery });
  const unknown = said("KREISLAUF_OIDC_NEW_PEOPLE") ?? "refused";
  if (unknown !== "refused" && unknown !== "without-roles")
    throw new Refusal("people.unknownNewPeople", { text: unknown });
  return {
    name: said("KREISLAUF_OIDC_NAME") ?? url?.hostname ?? "",
    discovery,
    clientId,
    clientSecret,
    unknownPeople: unknown === "refused" ? "refused" : "withoutRoles",
    asksForSecondFactor:
      choiceFrom(said, "KREISLAUF_OIDC_SECOND_FACTOR", ["not-asked", "asked-there"]) === "asked-there",
  };
}
