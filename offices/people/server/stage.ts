import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { acceptWithPasskey } from "./acceptWithPasskey.ts";
import { acceptWithPassword } from "./acceptWithPassword.ts";
import { addPasskey } from "./addPasskey.ts";
import { changePassword } from "./changePassword.ts";
import { closeUnit } from "./closeUnit.ts";
import { confirmSecondFactor } from "./confirmSecondFactor.ts";
import { disablePerson } from "./disablePerson.ts";
import { enablePerson } from "./enablePerson.ts";
import { endGrant } from "./endGrant.ts";
import { endOtherSessions } from "./endOtherSessions.ts";
import { endSecondFactor } from "./endSecondFactor.ts";
import { endSession } from "./endSession.ts";
import { finishSecondFactor } from "./finishSecondFactor.ts";
import { goToProvider } from "./goToProvider.ts";
import { grantRole } from "./grantRole.ts";
import { invitationChallenge } from "./invitationChallenge.ts";
import { invitePerson } from "./invitePerson.ts";
import { listGrants } from "./listGrants.ts";
import { listPeople } from "./listPeople.ts";
import { listTenants } from "./listTenants.ts";
import { listUnits } from "./listUnits.ts";
import { myAccount } from "./myAccount.ts";
import { myRights } from "./myRights.ts";
import { newPasskeyChallenge } from "./newPasskeyChallenge.ts";
import { passkeyChallenge } from "./passkeyChallenge.ts";
import { accountsProcessing } from "./processing.ts";
import { removePasskey } from "./removePasskey.ts";
import { removePerson } from "./removePerson.ts";
import { renewInvitation } from "./renewInvitation.ts";
import { renewRecoveryCodes } from "./renewRecoveryCodes.ts";
import { resetSecondFactor } from "./resetSecondFactor.ts";
import { restoreRight, restoreUnit } from "./restoreRight.ts";
import { saveUnit } from "./saveUnit.ts";
import { seeNews } from "./seeNews.ts";
import { session } from "./session.ts";
import { showInvitation } from "./showInvitation.ts";
import { signIn } from "./signIn.ts";
import { signInByProvider } from "./signInByProvider.ts";
import { signInWithPasskey } from "./signInWithPasskey.ts";
import { signOut } from "./signOut.ts";
import { startSecondFactor } from "./startSecondFactor.ts";

export const stage: ServerStage = {
  operations: [
    // Coming in
    session,
    signIn,
    confirmSecondFactor,
    passkeyChallenge,
    signInWithPasskey,
    goToProvider,
    signInByProvider,
    signOut,
    showInvitation,
    acceptWithPassword,
    invitationChallenge,
    acceptWithPasskey,
    // One's own account
    myAccount,
    changePassword,
    startSecondFactor,
    finishSecondFactor,
    renewRecoveryCodes,
    endSecondFactor,
    newPasskeyChallenge,
    addPasskey,
    removePasskey,
    endSession,
    endOtherSessions,
    seeNews,
    // Other people's
    listPeople,
    invitePerson,
    renewInvitation,
    disablePerson,
    enablePerson,
    removePerson,
    resetSecondFactor,
    // Roles, organisation, tenants
    myRights,
    listGrants,
    grantRole,
    endGrant,
    listUnits,
    saveUnit,
    closeUnit,
    listTenants,
  ],
  phrases,
  processing: [accountsProcessing],
  restores: { right: restoreRight, unit: restoreUnit },
};
