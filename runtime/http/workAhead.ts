import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { circleOf } from "../people/circleOf.ts";
import { fineReachOf } from "../people/fineReach.ts";
import type { Person } from "../people/person.ts";
import { stateOfData } from "../store/stateOfData.ts";
import type { Context, LikelyQuestion, ServerStage } from "./operation.ts";

interface Surroundings {
  readonly stages: readonly Pick<ServerStage, "ahead">[];
  /** Makes the surroundings in which a stage works for a reader. */
  readonly contextFor: (tenant: string, person: Person, signal: AbortSignal) => Promise<Context>;
  /** Answers a question and keeps the answer. */
  readonly keep: (context: Context, question: LikelyQuestion) => Promise<void>;
  /** Told of work that failed; whoever asks finds out for himself. */
  readonly failed: (trouble: unknown) => void;
}

/**
 * Lets the stages work ahead while nobody asks: after the start of a server, and again
 * once the data have changed, so that the first planner of the morning does not wait for
 * what all others then find ready.
 *
 * One run at a time for each kind of reader of a tenant: for those who see everything, and for each circle
 * further outside. Who sees some topics or areas only has answers made when asked.
 */
export class WorkAhead {
  readonly #around: Surroundings;
  readonly #runs = new Map<
    string,
    { readonly state: string; readonly leaving: AbortController; done: Promise<void> }
  >();
  readonly #waiting = new Set<string>();
  #answering = 0;
  #lastAnswer = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Counts a question that is being answered, until the returned function is called: work ahead waits meanwhile. */
  answering(): () => void {
    this.#answering += 1;
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      this.#answering -= 1;
      this.#lastAnswer = performance.now();
    };
  }

  /** Begins for readers like this one, unless it was done for this state of the data already. Answers when it is done or left off. */
  async begin(tenant: string, person: Person): Promise<void> {
    const kind = kindOf(person);
    if (this.#isOver || kind === undefined) return;
    const key = `${tenant} ${kind}`;
    // Many ask anew after a change; one look once they are done is enough, and under steady use none.
    if (this.#waiting.has(key)) return;
    this.#waiting.add(key);
    await this.#quiet();
    this.#waiting.delete(key);
    if (this.#isOver) return;
    const leaving = new AbortController();
    try {
      const context = await this.#around.contextFor(tenant, person, leaving.signal);
      const { defined: state } = await stateOfData(context.db);
      const before = this.#runs.get(key);
      if (before?.state === state) return await before.done;
      before?.leaving.abort();
      const run = { state, leaving, done: this.#work(context) };
      this.#runs.set(key, run);
      await run.done;
    } catch (trouble) {
      if (!leaving.signal.aborted && !this.#isOver) this.#around.failed(trouble);
    }
  }

  /** Leaves off whatever is under way. */
  async end(): Promise<void> {
    this.#isOver = true;
    for (const { leaving } of this.#runs.values()) leaving.abort();
    await Promise.allSettled([...this.#runs.values()].map(({ done }) => done));
  }

  async #work(context: Context): Promise<void> {
    for (const { ahead } of this.#around.stages) {
      if (ahead === undefined) continue;
      for await (const question of ahead(context)) {
        if (context.signal.aborted) return;
        if (question !== null) await this.#around.keep(context, question);
        await this.#quiet(context.signal);
        if (context.signal.aborted) return;
      }
    }
  }

  /** Until nobody waits for an answer, and nobody has got one a moment ago: pages ask for several things one after another. */
  async #quiet(signal?: AbortSignal): Promise<void> {
    await turn();
    while (!this.#isOver && signal?.aborted !== true) {
      const since = this.#answering > 0 ? 0 : performance.now() - this.#lastAnswer;
      if (since >= quietMilliseconds) return;
      await wait(quietMilliseconds - since, undefined, { ref: false });
    }
  }
}

const quietMilliseconds = 100;

function kindOf(person: Person): string | undefined {
  const field = fineReachOf(person);
  if (field === "everything") return `${circleOf(person)} everything`;
  return field.topics.size + field.areas.size === 0 ? circleOf(person) : undefined;
}
