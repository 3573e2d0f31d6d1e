import { countyCatalogue } from "../catalogue/countyCatalogue.ts";
import type { Person } from "../people/person.ts";
import { mayI } from "../people/policy.ts";
import { firstTenant } from "../people/tenant.ts";
import type { Store } from "../store/openStore.ts";
import type { Context, ServerStage } from "./operation.ts";

/** What lasts longer than one call: the store, the folder, who acts. */
export interface County {
  readonly store: Pick<Store, "db"> & Partial<Pick<Store, "installation">>;
  readonly folder: string;
  /** Slug of the tenant; the first one when left out. */
  readonly tenant?: string;
  readonly person: Person;
  /** All stages, since an acceptance concerns them all. */
  readonly stages: ReadonlyMap<string, ServerStage>;
  readonly now: () => Date;
}

/**
 * The surroundings of one call, with the catalogue as it is in force now. Server, command line and tests make theirs here.
 */
export async function makeContext(
  county: County,
  call: Pick<Context, "signal" | "progress" | "door">,
): Promise<Context> {
  const { store, folder, person, now, stages, tenant = firstTenant } = county;
  const { db, installation = db } = store;
  const afterAcceptance = [...stages.values()].flatMap((stage) => stage.afterAcceptance ?? []);
  const processing = [...stages.values()].flatMap((stage) => stage.processing ?? []);
  const restores = new Map([...stages.values()].flatMap((stage) => Object.entries(stage.restores ?? {})));
  const summaryOf = (name: string) =>
    stages.get(name.split(".")[0] ?? "")?.operations.find(({ contract }) => contract.name === name)?.contract.summary;
  const openCalls = () =>
    [...stages.values()].flatMap(({ operations }) =>
      operations.flatMap(({ contract, narrows }) => (mayI(person, contract.policy, narrows) ? [contract.name] : [])),
    );
  const catalogue = await countyCatalogue(db, undefined, tenant);
  const around = { db, installation, tenant, catalogue, person, folder, now };
  return { ...around, afterAcceptance, processing, restores, summaryOf, openCalls, ...call };
}
