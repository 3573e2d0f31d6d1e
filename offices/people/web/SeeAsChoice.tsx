import { useState } from "react";
import { seeAs } from "../../../runtime/ui/call/seeAs.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { myRights } from "../rightsContract.ts";
import { givenRoles } from "./givenRoles.ts";

/** Looks at all pages as somebody with another role sees them, in this window. */
export function SeeAsChoice() {
  const { say } = useLanguage("people");
  const mine = useOperation(myRights, {});
  const [role, setRole] = useState("R10");
  if (mine.data?.mayLookAs !== true) return null;
  return (
    <section className="k-section" aria-labelledby="see-as">
      <h2 className="k-h2" id="see-as">
        {say("rights.seeAs")}
      </h2>
      <p>{say("rights.seeAsHelp")}</p>
      <div className="k-row o-door">
        <Select
          label={say("rights.role")}
          value={role}
          onChange={setRole}
          choices={(["R10", ...givenRoles] as const).map((id) => ({ id, label: say(`role.${id}`) }))}
        />
        <Button kind="secondary" onPress={() => seeAs(role)}>
          {say("rights.look")}
        </Button>
      </div>
    </section>
  );
}
