import type { ComponentType } from "react";
import type { Policy, PolicyObject } from "../../kernel/contract/contract.ts";
import type { Phrased } from "./language/language.ts";
import type { Messages } from "./language/useSentence.ts";

/** The planner's four questions, and apart from them data, reports and the office that runs the platform: the navigation (GOE-009). */
export const questions = ["stand", "aim", "way", "effect", "data", "reports", "office"] as const;
export type Question = (typeof questions)[number];

/** One page of a stage. It is loaded when somebody goes there. */
export interface Page {
  /** German, with `:name` for parameters: `/indikatoren/:id`. */
  readonly path: string;
  /** Which of the planner's questions it helps to answer. */
  readonly question: Question;
  /** Key of its name in the stage's phrases, `page.overview`. */
  readonly title: string;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Where the entry in the navigation leads, and its place there; a page reached otherwise has none. */
  readonly entry?: {
    readonly to: string;
    readonly order: number;
    /** Act without which the page has nothing to show, `read delivery`; then the entry is not there. */
    readonly needs?: `${Policy["action"]} ${PolicyObject}`;
  };
  /** Its place at the foot of every page; `aboutPage` tells it where the reader came from. */
  readonly foot?: { readonly order: number; readonly aboutPage?: true };
}

/** What a stage's `web/stage.ts` offers to the shell. */
export interface WebStage {
  /** Also the namespace of its phrases. */
  readonly name: string;
  /** German comes with the first page, English when somebody asks for it. */
  readonly phrases: Phrased;
  /** English twin of the room's `messages.de.json`, loaded when something is refused or found. */
  readonly messages?: Messages;
  readonly pages: readonly Page[];
  /** Parts that pages of earlier stages show. */
  readonly slots?: Readonly<Partial<Record<SlotName, () => Promise<{ readonly default: ComponentType }>>>>;
  /** Parts that the shell places on every page. */
  readonly panels?: {
    /** Finds an indicator or area from anywhere. */
    readonly search?: { readonly title: string; readonly load: () => Promise<{ readonly default: ComponentType }> };
    /** Who is signed in, for the header; shows nothing where nobody signs in. */
    readonly account?: () => Promise<{ readonly default: ComponentType }>;
    /** Stands above every page when there is something to say about how one sees it. */
    readonly banner?: () => Promise<{ readonly default: ComponentType }>;
    /** Tells the shell what the asking person may do, `read delivery`; undefined until it is known. */
    readonly useMay?: () => readonly string[] | undefined;
    /** Tells every form whether it is open to the asking person, by names of operations; null until it is known. */
    readonly useOpenCalls?: () => readonly string[] | null;
    /** Tells the shell whose data this is. */
    readonly useCounty?: () => CountyBrand | undefined;
  };
}

/**
 * Places of a page that later stages and offices fill: list items under "how to take part", and
 * under "open decisions". Each part shows nothing where it has nothing to say.
 */
export type SlotName = "takePart" | "openDecisions";

/** An entry at the foot of every page. */
export interface FootEntry {
  readonly to: string;
  readonly title: string;
  readonly aboutPage: boolean;
}

/** Name in the address under which a page at the foot learns where the reader came from. */
export const aboutPage = "seite";

/** Whose data this is, for header and banner. */
export interface CountyBrand {
  readonly name: string;
  /** A sentence to show everywhere, such as that the county is invented; null for a real one. */
  readonly notice: string | null;
  readonly version: string;
  /** Whether the county still tries the platform out; then every page says so (FL-013). */
  readonly isTrial: boolean;
}
