import { expect, test } from "vitest";
import { commandsIn } from "./readmeCommands.ts";

test("commands are the lines of sh blocks, continued lines joined, comments and other blocks left out", () => {
  const page =
    "```sh\nkreislauf init \\\n  --name A # neu\n# nur ein Hinweis\nnpm test\n```\n```ts\nlet a\n```\n```sh\nkreislauf demo\n```";
  expect(commandsIn(page)).toEqual(["kreislauf init --name A", "npm test", "kreislauf demo"]);
});
