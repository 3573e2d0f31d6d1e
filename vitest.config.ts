import { defineConfig } from "vitest/config";

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
    globalSetup: ["tests/database.setup.ts"],
    reporters: ["default", "./tools/closingLine.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
