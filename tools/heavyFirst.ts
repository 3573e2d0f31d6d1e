import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Test files that take longest, the longest first.
 *
 * Several are run side by side. One of these begun last would keep a single processor busy
 * while the others have nothing left to do. A file that is missing here costs time, not truth.
 */
const heavy = [
  "tests/accessibility/pages.test.ts",
  "tests/journeys/weightingRound.test.ts",
  "tests/journeys/web.test.ts",
  "tests/journeys/accounts.test.ts",
  "tests/journeys/goals.test.ts",
  "tests/journeys/readers.test.ts",
  "stages/protect/randomTables.test.ts",
  "tests/law/leak.test.ts",
  "examples/musterkreis/musterkreis.test.ts",
  "tests/running/jobs.test.ts",
];

/** Order of the test files: the heavy ones, then the others as usual. */
export default class HeavyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const placeOf = (file: TestSpecification) => {
      const at = heavy.indexOf(relative(file.project.config.root, file.moduleId).replaceAll("\\", "/"));
      return at < 0 ? heavy.length : at;
    };
    return usual.sort((one, other) => placeOf(one) - placeOf(other));
  }
}
