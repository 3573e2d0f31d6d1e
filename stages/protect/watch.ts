/** What long work on a table is busy with. */
export type Doing = "eliminate" | "secure" | "attack" | "attackFromInside";

/**
 * Whoever wants to know how far long work has come. It is awaited between two
 * steps, and ends the work by throwing; what is not written by then stays unwritten.
 */
export type Watch = (doing: Doing, done: number, of: number) => Promise<void> | undefined;
