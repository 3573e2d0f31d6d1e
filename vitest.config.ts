import { defineConfig } from "vitest/config";
import HeavyFirst from "./tools/heavyFirst.ts";

export default defineConfig({
  test: {
    include: [
      "kernel/**/*.test.ts",
      "runtime/**/*.test.{ts,tsx}",
      "offices/**/*.test.{ts,tsx}",
      "stages/**/*.test.{ts,tsx}",
      "apps/**/*.test.ts",
      "tests/**/*.test.ts",
      "tools/**/*.test.ts",
      "examples/**/*.test.ts",
    ],
    // One process for many small files: isolating each costs ten times the tests themselves.
    isolate: false,
    // As many of these processes as there are processors; by itself it leaves one idle.
    maxWorkers: "100%",
    sequence: { sequencer: HeavyFirst },
    globalSetup: ["tests/database.setup.ts"],
    reporters: ["default", "./tools/closingLine.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
