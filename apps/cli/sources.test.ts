import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stages } from "../../stages/order.ts";
import { sources } from "./sources.ts";

test("every command is reached by its first word, and no two have the same words", async () => {
  const seen: string[] = [];
  for (const { firstWords, load } of sources) {
    for (const { words } of (await load()).commands) {
      expect(firstWords, words.join(" ")).toContain(words[0]);
      seen.push(words.join(" "));
    }
  }
  expect(seen).toEqual([...new Set(seen)]);
});

test("every stage with commands and every command over operations is listed", async () => {
  const loaded = await Promise.all(sources.map((source) => source.load()));
  const ofStages = stages.filter((stage) =>
    existsSync(join(import.meta.dirname, "../../stages", stage, "cli/stage.ts")),
  );
  for (const stage of ofStages) {
    const door = join(import.meta.dirname, "../../stages", stage, "cli/stage.ts");
    const { stage: offered } = (await import(door)) as { stage: (typeof loaded)[number] };
    expect(loaded, stage).toContain(offered);
  }
  const listed = new Set(loaded.flatMap((one) => one.commands));
  const folder = join(import.meta.dirname, "commands");
  for (const file of readdirSync(folder).filter((name) => !name.endsWith(".test.ts"))) {
    const module = (await import(join(folder, file))) as Record<string, unknown>;
    for (const offered of Object.values(module))
      if (typeof offered === "object" && offered !== null && "words" in offered)
        expect([...listed], file).toContain(offered);
  }
});
