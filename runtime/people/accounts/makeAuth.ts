import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Kysely } from "kysely";
import type { Proof } from "../../store/accountTables.ts";
import type { Database } from "../../store/database.ts";
import { installation } from "../../store/migrate.ts";
import { deviceName } from "./deviceName.ts";
import { hashPassword, isPassword } from "./hashPassword.ts";
import { join, openInvitation, redeemInvitation } from "./invitations.ts";
import { longestPassword, shortestPassword } from "./passwordRules.ts";
import { providerId } from "./provider.ts";
import type { ProviderSettings } from "./signInSettings.ts";
import { cookiePrefix } from "./visit.ts";

export interface AuthSettings {
  readonly db: Kysely<Database>;
  readonly secret: string;
  /** Address under which people reach the server. */
  readonly origin: string;
  /** Asks the provider about its endpoints at once; only a sign-in through it needs that. */
  readonly provider: ProviderSettings | undefined;
  /** How long a session lasts without use, and in any case. */
  readonly idleSeconds: number;
  readonly longestSeconds: number;
}

export type Auth = ReturnType<typeof makeAuth>;

/**
 * The kept library that does the delicate parts (sessions, second factors, passkeys, OpenID Connect),
 * over our own tables. None of its own addresses is reachable: our operations call its functions.
 *
 * It makes no tables, sends no telemetry, writes no log, and keeps neither the address of a caller nor
 * the tokens of the provider.
 */
export function makeAuth({ db, secret, origin, provider, idleSeconds, longestSeconds }: AuthSettings) {
  return betterAuth({
    appName: "Kreislauf",
    baseURL: origin,
    basePath: "/api/auth",
    secret,
    database: { db: db.withSchema(installation), type: "postgres", transaction: true },
    telemetry: { enabled: false },
    // Its messages may name people; what matters reaches the person as a refusal.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: [origin],
    advanced: {
      // Our migration makes the tables, and leaves out columns for what we do not keep.
      database: { validateSchema: false },
      cookiePrefix,
      // The visit adds what belongs to TLS, since one server may be reached both ways.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { disableIpTracking: true },
    },
    user: {
      modelName: "account",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
    },
    session: {
      fields: {
        userId: "account_id",
        expiresAt: "expires_at",
        createdAt: "created_at",
        updatedAt: "used_at",
        userAgent: "device",
      },
      additionalFields: {
        proof: { type: "string", required: false, input: false },
        provedAt: { type: "date", required: false, input: false, fieldName: "proved_at" },
      },
      expiresIn: longestSeconds,
      disableSessionRefresh: true,
      freshAge: 0,
    },
    account: {
      modelName: "credential",
      fields: {
        userId: "account_id",
        accountId: "provider_account_id",
        providerId: "provider",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, allowDifferentEmails: false },
    },
    verification: {
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      // The rules count signs, the library counts code units.
      maxPasswordLength: longestPassword * 4,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(hash, password) },
    },
    plugins: [
      twoFactor({
        issuer: "Kreislauf",
        twoFactorTable: "second_factor",
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            modelName: "second_factor",
            fields: {
              userId: "account_id",
              backupCodes: "recovery_codes",
              failedVerificationCount: "failed_count",
              lockedUntil: "locked_until",
            },
          },
        },
      }),
      passkey({
        rpName: "Kreislauf",
        rpID: new URL(origin).hostname,
        origin,
        // A passkey stands for both factors, so the device must have asked for finger, face or PIN.
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        advanced: { webAuthnChallengeCookie: "passkey" },
        schema: {
          passkey: {
            modelName: "passkey",
            fields: {
              publicKey: "public_key",
              userId: "account_id",
              credentialID: "credential_id",
              deviceType: "device_type",
              backedUp: "backed_up",
              createdAt: "created_at",
              aaguid: "model",
            },
          },
        },
        registration: {
          // Whoever holds an invitation has no session yet; our operations hand over its hash.
          requireSession: false,
          resolveUser: async ({ context }) => {
            const { accountId, email } = await openInvitation(db, context ?? "", new Date());
            return { id: accountId, name: email };
          },
          afterVerification: async ({ verification, context }) => {
            demandVerified(verification.registrationInfo?.userVerified);
            if (context === null || context === undefined) return;
            const now = new Date();
            await redeemInvitation(db, await openInvitation(db, context, now), now);
          },
        },
        authentication: {
          afterVerification: async ({ verification }) => demandVerified(verification.authenticationInfo.userVerified),
        },
      }),
      ...(provider === undefined ? [] : [viaProvider(provider, origin)]),
    ],
    databaseHooks: {
      user: {
        create: {
          // Only by way of the provider, who must have checked that the address belongs to the person.
          before: async (user) => {
            if (provider?.unknownPeople !== "withoutRoles" || !user.emailVerified) return false;
            return { data: { ...user, email: user.email.toLowerCase() } };
          },
        },
      },
      session: {
        create: {
          // The one place that every way of signing in goes through.
          before: async (session, call) => {
            const account = await db
              .selectFrom("kreislauf.account")
              .select("disabled_at")
              .where("id", "=", session.userId)
              .executeTakeFirst();
            if (account === undefined || account.disabled_at !== null) return false;
            const expiresAt = new Date(session.createdAt.getTime() + idleSeconds * 1_000);
            const { ipAddress: _, ...rest } = session as typeof session & { ipAddress?: string };
            const userAgent = deviceName(session.userAgent ?? "");
            const proof = proofOf(call?.path ?? "", call?.context.session?.session.proof);
            return {
              data: { ...rest, ipAddress: undefined, expiresAt, userAgent, proof, provedAt: session.createdAt },
            };
          },
        },
      },
      account: {
        create: {
          before: async (account) => ({ data: { ...account, ...withoutTokens } }),
          after: async (account) => {
            if (account.providerId === providerId) await join(db, account.userId, new Date());
          },
        },
      },
    },
  });
}

/** What the function of the library that opens a session has checked; one that renews a session keeps its proof. */
function proofOf(path: string, before: unknown): Proof {
  if (path.startsWith("/passkey/")) return "passkey";
  if (path.startsWith("/two-factor/verify-")) return "secondFactor";
  if (path.startsWith("/callback/") || path.startsWith("/oauth2/callback/")) return "provider";
  const isRenewed = path === "/change-password" || path === "/two-factor/disable";
  // Without the second factor what it proved is no longer more than the password.
  if (isRenewed && (before === "passkey" || before === "provider")) return before;
  return path === "/change-password" && before === "secondFactor" ? before : "password";
}

const withoutTokens = {
  accessToken: undefined,
  refreshToken: undefined,
  idToken: undefined,
  accessTokenExpiresAt: undefined,
  refreshTokenExpiresAt: undefined,
  scope: undefined,
};

function viaProvider({ discovery, clientId, clientSecret, unknownPeople }: ProviderSettings, origin: string) {
  return genericOAuth({
    config: [
      {
        providerId,
        discoveryUrl: discovery,
        clientId,
        clientSecret,
        scopes: ["openid", "email", "profile"],
        pkce: true,
        requireIdTokenVerification: true,
        redirectURI: `${origin}/anmelden/anbieter`,
        disableSignUp: unknownPeople === "refused",
        // The county's word on name and address, and nothing else of what it knows.
        mapProfileToUser: (profile) => ({
          name: typeof profile.name === "string" ? profile.name : String(profile.email ?? ""),
          image: undefined,
        }),
      },
    ],
  });
}

function demandVerified(userVerified: boolean | undefined): void {
  if (userVerified !== true) throw new APIError("UNAUTHORIZED", { code: "USER_NOT_VERIFIED" });
}
