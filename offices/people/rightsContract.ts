import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";

const day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "JJJJ-MM-TT" });
const textOrNull = Type.Union([Type.String(), Type.Null()]);
const roleCode = Type.String({ pattern: "^R([1-9]|1[0-5])$", description: "R1 bis R15" });
const scope = Type.Object({
  kind: Type.Unsafe<"unit" | "topic" | "area">({ type: "string", enum: ["unit", "topic", "area"] }),
  /** Number of the unit, id of the topic, or level and code of the area: `GEM:01056039`. */
  id: Type.String({ minLength: 1, maxLength: 200 }),
});

const grant = Type.Object({
  id: Type.Integer(),
  account: Type.String(),
  name: Type.String(),
  role: roleCode,
  /** Null: everywhere in the tenant. */
  scope: Type.Union([Type.Object({ ...scope.properties, label: Type.String() }), Type.Null()]),
  from: Type.String(),
  /** Last day on which it holds; null without end. */
  until: textOrNull,
  reason: Type.String(),
  grantedBy: Type.String(),
  /** `later` begins in the future, `over` has run out or was ended. */
  state: Type.Unsafe<"holds" | "later" | "over">({ type: "string", enum: ["holds", "later", "over"] }),
});
export type ListedGrant = Static<typeof grant>;

export const listGrants = {
  name: "people.grants",
  method: "GET",
  path: "/api/grants",
  summary: { de: "Wer welche Rolle hat", en: "Who holds which role" },
  policy: { action: "read", object: "settings" },
  input: Type.Object({ account: Type.Optional(Type.String({ maxLength: 100 })) }),
  output: Type.Object({
    grants: Type.Array(grant),
    /** Whom a role may be given: in the first tenant everybody with an account, elsewhere who has a role there. */
    people: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() })),
    topics: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })),
  }),
} as const satisfies Contract<unknown, unknown>;

/** Gives a role. Nobody gives one to oneself. */
export const grantRole = {
  name: "people.grantRole",
  method: "POST",
  path: "/api/grants",
  summary: { de: "Vergibt eine Rolle", en: "Gives a role" },
  policy: { action: "create", object: "settings" },
  input: Type.Object({
    /** The account, by its id or by its address. */
    account: Type.String({ minLength: 1, maxLength: 200 }),
    role: roleCode,
    scope: Type.Optional(scope),
    from: Type.Optional(day),
    until: Type.Optional(day),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  output: Type.Object({ id: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const endGrant = {
  name: "people.endGrant",
  method: "POST",
  path: "/api/grants/:id/end",
  summary: { de: "Entzieht eine Rolle", en: "Takes a role away" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    id: Type.Integer({ minimum: 1 }),
    reason: editing.reason,
  }),
  output: Type.Object({ id: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

const unit = Type.Object({
  id: Type.Integer(),
  kind: Type.Unsafe<"office" | "provider" | "municipality">({
    type: "string",
    enum: ["office", "provider", "municipality"],
  }),
  name: Type.String(),
  short: Type.String(),
  parent: Type.Union([Type.Integer(), Type.Null()]),
  from: Type.String(),
  to: textOrNull,
  /** Names it bore before, oldest first. */
  formerNames: Type.Array(Type.Object({ name: Type.String(), from: Type.String(), to: Type.String() })),
  version: Type.Integer(),
});
export type Unit = Static<typeof unit>;

/** The organisation chart on a day. */
export const listUnits = {
  name: "people.units",
  method: "GET",
  path: "/api/units",
  summary: { de: "Organigramm an einem Tag", en: "Organisation chart on a day" },
  policy: { action: "read", object: "settings" },
  input: Type.Object({ on: Type.Optional(day) }),
  output: Type.Object({ on: Type.String(), units: Type.Array(unit) }),
} as const satisfies Contract<unknown, unknown>;

/** Adds a unit, or renames or moves one from a day on; what it was called before stays. */
export const saveUnit = {
  name: "people.saveUnit",
  method: "POST",
  path: "/api/units",
  summary: { de: "Legt eine Organisationseinheit an oder ändert sie ab einem Tag", en: "Adds or changes a unit" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    /** Left out for a new one. */
    id: Type.Optional(Type.Integer({ minimum: 1 })),
    kind: Type.Optional(unit.properties.kind),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    short: Type.Optional(Type.String({ maxLength: 40 })),
    parent: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
    from: Type.Optional(day),
    ...editing,
  }),
  output: Type.Object({ id: Type.Integer(), version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const closeUnit = {
  name: "people.closeUnit",
  method: "POST",
  path: "/api/units/:id/close",
  summary: { de: "Löst eine Organisationseinheit auf", en: "Closes a unit" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({ id: Type.Integer({ minimum: 1 }), on: day, ...editing }),
  output: Type.Object({ id: Type.Integer(), version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const listTenants = {
  name: "people.tenants",
  method: "GET",
  path: "/api/tenants",
  summary: { de: "Kreise und Gemeinden dieser Installation", en: "Counties and municipalities of this installation" },
  policy: { action: "read", object: "settings" },
  input: Type.Object({}),
  output: Type.Object({
    tenants: Type.Array(
      Type.Object({
        slug: Type.String(),
        name: Type.String(),
        kind: Type.Unsafe<"county" | "municipality">({ type: "string", enum: ["county", "municipality"] }),
        parent: textOrNull,
        isThisOne: Type.Boolean(),
        /** Whether the database itself keeps it apart from the others. */
        separated: Type.Boolean(),
      }),
    ),
  }),
} as const satisfies Contract<unknown, unknown>;

/** What the asking person is here: for the shell, which offers only what one may. */
export const myRights = {
  name: "people.myRights",
  method: "GET",
  path: "/api/my-rights",
  summary: { de: "Meine Rollen hier", en: "My roles here" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({}),
  output: Type.Object({
    roles: Type.Array(roleCode),
    /** Acts that are open to the person, over everything or over what is one's own: `read delivery`. */
    may: Type.Array(Type.String()),
    /** The same exactly: names of the operations that are open to the person. */
    calls: Type.Array(Type.String()),
    /** Whether pages may be looked at as others see them. */
    mayLookAs: Type.Boolean(),
    /** Role as which this answer was seen; null without. */
    seenAs: textOrNull,
    tenant: Type.Object({ slug: Type.String(), name: Type.String() }),
    /** Tenants where the person holds a role, besides this one. */
    elsewhere: Type.Array(Type.Object({ slug: Type.String(), name: Type.String(), isFirst: Type.Boolean() })),
  }),
} as const satisfies Contract<unknown, unknown>;
