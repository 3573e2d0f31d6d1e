import type { Trouble } from "./Trouble.ts";

/** Asks the person to prove who it is without leaving the page; true when a call is then worth another try. */
export type AskToSignIn = (trouble: Trouble, signal: AbortSignal | undefined) => Promise<boolean>;

let ask: AskToSignIn | undefined;
let underWay: Promise<boolean> | undefined;

const asksForSignIn = new Set(["http.signInFirst", "http.proveAgain", "people.signInFirst", "people.signInAgain"]);

/** Whether what was refused may be granted to whoever signs in anew. */
export function needsSignIn({ code }: Pick<Trouble, "code">): boolean {
  return asksForSignIn.has(code);
}

/** The office that knows people tells how it asks; the answer ends it again. */
export function askToSignInBy(way: AskToSignIn): () => void {
  ask = way;
  return () => {
    if (ask === way) ask = undefined;
  };
}

/**
 * Has the person sign in over the page, so that nothing typed there is lost. Several calls that are
 * refused at once wait for the same answer; undefined where nobody can be asked.
 */
export async function signInAgain(trouble: Trouble, signal: AbortSignal | undefined): Promise<boolean | undefined> {
  if (ask === undefined || !needsSignIn(trouble)) return undefined;
  underWay ??= ask(trouble, signal).finally(() => {
    underWay = undefined;
  });
  return await underWay;
}
