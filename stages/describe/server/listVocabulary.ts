import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { vocabularyContract } from "../contract.ts";

/** Themes, life phases and life situations by name: words that belong to nobody. */
export const listVocabulary = operation(
  vocabularyContract,
  async () => {
    const { topics, lifePhases, lifeSituations, facilityKinds } = loadVocabulary();
    return {
      topics: [...topics],
      lifePhases: [...lifePhases],
      lifeSituations: [...lifeSituations],
      facilityKinds: [...facilityKinds],
    };
  },
  { narrows: ["own", "published"] },
);
