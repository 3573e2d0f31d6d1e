import { useEffect, useRef, useState } from "react";
import { Trouble } from "../call/Trouble.ts";
import { ConflictNote } from "./ConflictNote.tsx";
import { TroubleNote } from "./TroubleNote.tsx";

/** What is in force of a thing, in the fields of the form that changes it, and the version that a new try starts from. */
export interface InForce {
  readonly content: object;
  readonly version: number;
}

/**
 * Why a change was not saved. Where somebody else was faster, both versions stand side by
 * side, and the person chooses: until then nothing is stored and nothing typed is lost.
 */
export function SaveTrouble<Draft extends object>({
  trouble,
  mine,
  inForce,
  nameOf,
  onRetry,
  onKeepMine,
  onTakeTheirs,
}: {
  readonly trouble: Error | undefined;
  /** What the person has entered; only its fields are compared. */
  readonly mine: Draft;
  /** Asks the server what is in force now. */
  readonly inForce: () => Promise<InForce>;
  /** What a field is called on the form. */
  readonly nameOf: (field: string) => string;
  /** Another try, where that can help against other troubles. */
  readonly onRetry?: () => void;
  /** Saves again what was entered, now starting from this version. */
  readonly onKeepMine: (version: number) => void;
  /** Puts what is in force into the form. */
  readonly onTakeTheirs: (theirs: Partial<Draft>, version: number) => void;
}) {
  const [stored, setStored] = useState<InForce | undefined>(undefined);
  const [settled, setSettled] = useState<Error | undefined>(undefined);
  const ask = useRef(inForce);
  ask.current = inForce;
  const conflict = trouble instanceof Trouble && trouble.code === "http.changedMeanwhile" ? trouble : undefined;
  useEffect(() => {
    setStored(undefined);
    if (conflict === undefined) return;
    let isOver = false;
    ask.current().then(
      (found) => (isOver ? undefined : setStored(found)),
      // Then the sentence alone says what happened.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [conflict]);
  if (trouble === undefined || trouble === settled) return null;
  if (conflict === undefined || stored === undefined)
    return <TroubleNote trouble={trouble} {...(onRetry === undefined ? {} : { onRetry })} />;
  const theirs = Object.fromEntries(Object.entries(stored.content).filter(([field]) => field in mine));
  return (
    <ConflictNote
      trouble={conflict}
      mine={mine}
      theirs={theirs}
      nameOf={(place) => nameOf(place.split(".")[0] ?? place)}
      onKeepMine={() => onKeepMine(stored.version)}
      onTakeTheirs={() => {
        onTakeTheirs(theirs as Partial<Draft>, stored.version);
        setSettled(conflict);
      }}
    />
  );
}
