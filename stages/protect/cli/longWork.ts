import { setImmediate } from "node:timers/promises";
import type { Call } from "../../../runtime/cli/command.ts";
import type { Doing, Watch } from "../watch.ts";

/** Work on so many cells is done so quickly that nothing is said about it, unless it is not. */
const shortWork = 1_500;
/** And up to this many milliseconds. */
const shortTime = 10_000;
/** Milliseconds between two looks at whether somebody wants to cancel, and between two lines that tell how far it is. */
const breath = 100;
const lineEvery = 15_000;

/**
 * Does work that may be long: says on standard error how far it is (on a terminal
 * in one line that is rewritten, else in plain lines), and at the end how much time and
 * memory it took. Cancelled, it says so and answers 130; as all files are written at the
 * very end and in one go, nothing is left behind then.
 */
export async function longWork(call: Call, work: (watch: Watch) => Promise<number>): Promise<number> {
  const begin = performance.now();
  const isTerminal = process.stderr.isTTY === true;
  let looked = begin;
  let told = Number.NEGATIVE_INFINITY;
  let doing: Doing | undefined;
  let lineIsOpen = false;
  let most = 0;
  const isLong = () => most > shortWork || performance.now() - begin > shortTime;
  const closeLine = (): void => {
    if (lineIsOpen) process.stderr.write("\n");
    lineIsOpen = false;
  };
  const look = async (what: Doing, done: number, of: number): Promise<void> => {
    looked = performance.now();
    await heard(call);
    if (!isLong() || (what === doing && looked - told < (isTerminal ? breath : lineEvery))) return;
    told = looked;
    doing = what;
    const parameters = { done, of, percent: Math.floor((100 * done) / Math.max(1, of)) };
    const sentence = await call.sentence({ code: `protect.${progressOf[what]}`, parameters, place: null });
    if (isTerminal) process.stderr.write(`\r\u001b[K${sentence}`);
    else call.tell(sentence);
    lineIsOpen = isTerminal;
  };
  const watch: Watch = (what, done, of) => {
    most = Math.max(most, of);
    return (what !== doing && isLong()) || performance.now() - looked >= breath ? look(what, done, of) : undefined;
  };
  try {
    const code = await work(watch);
    closeLine();
    if (isLong()) {
      const seconds = Math.round((performance.now() - begin) / 1000);
      const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
      call.tell(
        await call.sentence({ code: "protect.timeAndMemory", parameters: { seconds, megabytes }, place: null }),
      );
    }
    return code;
  } catch (trouble) {
    closeLine();
    if (!call.signal.aborted) throw trouble;
    call.tell(await call.sentence({ code: "protect.cancelled", parameters: {}, place: null }));
    return 130;
  }
}

/** Ends the work here if somebody cancelled it: only between two turns does the process hear of Ctrl-C. */
export async function heard(call: Call): Promise<void> {
  await setImmediate();
  call.signal.throwIfAborted();
}

/** The phrase for each kind of work. */
const progressOf: Readonly<Record<Doing, string>> = {
  eliminate: "progressEliminate",
  secure: "progressSecure",
  attack: "progressAttack",
  attackFromInside: "progressInside",
};
