import { type ComponentType, createContext, lazy, Suspense, useContext, useMemo } from "react";
import type { SlotName, WebStage } from "../webStage.ts";

type Parts = Readonly<Record<SlotName, readonly ComponentType[]>>;

const Slots = createContext<Parts>({ takePart: [], openDecisions: [] });

/** Lets pages of earlier stages show what later ones have to say there. */
export function SlotProvider({
  stages,
  children,
}: {
  readonly stages: readonly WebStage[];
  readonly children: React.ReactNode;
}) {
  const parts = useMemo<Parts>(() => {
    const of = (name: SlotName) =>
      stages.flatMap(({ slots }) => (slots?.[name] === undefined ? [] : [lazy(slots[name])]));
    return { takePart: of("takePart"), openDecisions: of("openDecisions") };
  }, [stages]);
  return <Slots value={parts}>{children}</Slots>;
}

/** What later stages and offices offer at this place of a page, one after another; nothing where none does. */
export function Slot({ name }: { readonly name: SlotName }) {
  const parts = useContext(Slots)[name];
  return parts.map((Part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list of stages never changes.
    <Suspense key={at}>
      <Part />
    </Suspense>
  ));
}
