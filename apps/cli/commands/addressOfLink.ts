import type { Call } from "../../../runtime/cli/command.ts";
import { signInSettings } from "../../../runtime/people/accounts/signInSettings.ts";

/**
 * Where the link of an invitation leads: `--address`, else `KREISLAUF_ADDRESS`, else the server on this
 * machine, by its name, since passkeys need one.
 */
export function addressOfLink(call: Pick<Call, "values">): string {
  const { address } = call.values;
  const environment = typeof address === "string" ? { KREISLAUF_ADDRESS: address } : process.env;
  return signInSettings(environment, "127.0.0.1").address ?? `http://localhost:${process.env.PORT || "8080"}`;
}
