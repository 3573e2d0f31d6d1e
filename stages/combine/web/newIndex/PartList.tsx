import type { CSSProperties, ReactNode } from "react";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { gradeNames } from "../round/gradeNames.ts";
import type { ChosenGroup, ChosenPart, IndexDraft } from "./indexDraft.ts";

/** The sub-indices and indicators of an index in the making: where each stands, its direction, and what it counts. */
export function PartList({
  draft,
  set,
}: {
  readonly draft: IndexDraft;
  readonly set: (change: Partial<IndexDraft>) => void;
}) {
  const { say, text } = useLanguage("combine");
  const part = (at: number, change: Partial<ChosenPart>): void =>
    set({ parts: draft.parts.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  const group = (id: string, change: Partial<ChosenGroup>): void =>
    set({ groups: draft.groups.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  const below = (id: string): string[] => [
    id,
    ...draft.groups.filter((one) => one.group === id).flatMap((one) => below(one.id)),
  ];
  // A sub-index takes along what stands in it.
  const move = (id: string, { side, group: into }: Place): void => {
    const along = below(id);
    set({
      groups: draft.groups.map((one) =>
        one.id === id ? { ...one, side, group: into } : along.includes(one.id) ? { ...one, side } : one,
      ),
      parts: draft.parts.map((one) => (one.group !== null && along.includes(one.group) ? { ...one, side } : one)),
    });
  };
  const remove = ({ id, group: above }: ChosenGroup): void =>
    set({
      groups: draft.groups
        .filter((one) => one.id !== id)
        .map((one) => (one.group === id ? { ...one, group: above } : one)),
      parts: draft.parts.map((one) => (one.group === id ? { ...one, group: above } : one)),
    });
  const inside = (side: string, into: string | null, path: string): Choice[] =>
    draft.groups
      .filter((one) => one.side === side && one.group === into)
      .flatMap((one) => [
        { id: `${side} ${one.id}`, label: `${path}: ${one.label}` },
        ...inside(side, one.id, `${path}: ${one.label}`),
      ]);
  const places = draft.roots.flatMap((root) => [
    { id: root.side, label: text(root.label) },
    ...inside(root.side, null, text(root.label)),
  ]);
  const placesFor = (id: string): Choice[] => {
    const taken = below(id);
    return places.filter((place) => !taken.includes(placeOf(place.id).group ?? ""));
  };
  const isCounted = draft.weights === "given" || draft.weights === "grades" || draft.weights === "importance";
  const marks = draft.normalisation === "distanceToTarget" || draft.normalisation === "goalposts";
  const heads = ["component", "standsIn", "direction", ...(marks ? ["marks"] : []), ...(isCounted ? ["weight"] : [])];
  return (
    <ul className="w-choices w-choices--tree" style={{ "--fields": heads.length - 1 } as CSSProperties}>
      {draft.parts.length === 0 ? null : (
        <li className="w-choices__head" aria-hidden="true">
          {heads.map((head) => (
            <span key={head}>{say(`newIndex.head.${head}`)}</span>
          ))}
        </li>
      )}
      {rowsOf(draft).map(({ group: one, at, depth }) =>
        one === null ? (
          <PartRow key={`part ${at}`} {...{ draft, places, at, depth }} onChange={(change) => part(at, change)}>
            <Remove
              label={draft.parts[at]?.label ?? ""}
              onPress={() => set({ parts: draft.parts.filter((_, i) => i !== at) })}
            />
          </PartRow>
        ) : (
          <li key={one.id} data-depth={depth}>
            <TextField
              label={say("newIndex.groupName")}
              hideLabel
              value={one.label}
              onChange={(label) => group(one.id, { label })}
              required
            />
            <Select
              label={say("newIndex.side", { label: one.label })}
              hideLabel
              value={placeId(one)}
              onChange={(place) => move(one.id, placeOf(place))}
              choices={placesFor(one.id)}
            />
            <span className="w-choices__none" />
            {marks ? <span className="w-choices__none" /> : null}
            <Counts draft={draft} one={one} onChange={(change) => group(one.id, change)} />
            <Remove label={one.label} onPress={() => remove(one)} />
          </li>
        ),
      )}
    </ul>
  );
}

/** One line of the tree: a sub-index, or the part at a place of the list. */
interface Row {
  readonly group: ChosenGroup | null;
  readonly at: number;
  readonly depth: number;
}

/** The tree in reading order, each sub-index before what stands in it. */
function rowsOf({ roots, groups, parts }: IndexDraft): Row[] {
  const within = (side: string, into: string | null, depth: number): Row[] => [
    ...groups
      .filter((one) => one.side === side && one.group === into)
      .flatMap((group) => [{ group, at: -1, depth }, ...within(side, group.id, depth + 1)]),
    ...parts.flatMap((one, at) => (one.side === side && one.group === into ? [{ group: null, at, depth }] : [])),
  ];
  return roots.flatMap(({ side }) => within(side, null, 0));
}

function PartRow({
  draft,
  places,
  at,
  depth,
  onChange,
  children,
}: {
  readonly draft: IndexDraft;
  readonly places: readonly Choice[];
  readonly at: number;
  readonly depth: number;
  readonly onChange: (change: Partial<ChosenPart>) => void;
  readonly children: ReactNode;
}) {
  const { say } = useLanguage("combine");
  const one = draft.parts[at];
  if (one === undefined) return null;
  return (
    <li data-depth={depth}>
      <span className="w-choices__name">{one.label}</span>
      <Select
        label={say("newIndex.side", { label: one.label })}
        hideLabel
        value={placeId(one)}
        onChange={(place) => onChange(placeOf(place))}
        choices={places}
      />
      <Select
        label={say("structure.direction", { label: one.label })}
        hideLabel
        value={String(one.polarity)}
        onChange={(polarity) => onChange({ polarity: polarity === "-1" ? -1 : 1 })}
        choices={[
          { id: "1", label: say("definition.raises") },
          { id: "-1", label: say("definition.lowers") },
        ]}
      />
      {draft.normalisation === "distanceToTarget" ? (
        <TextField
          label={say("newIndex.target", { label: one.label })}
          hideLabel
          placeholder={say("newIndex.targetShort")}
          value={one.target}
          onChange={(target) => onChange({ target })}
          required
        />
      ) : null}
      {draft.normalisation === "goalposts" ? (
        <span className="w-choices__pair">
          {(["lower", "upper"] as const).map((end) => (
            <TextField
              key={end}
              label={say(`newIndex.${end}`, { label: one.label })}
              hideLabel
              placeholder={say(`newIndex.${end}Short`)}
              value={one[end]}
              onChange={(mark) => onChange({ [end]: mark })}
              required
            />
          ))}
        </span>
      ) : null}
      <Counts draft={draft} one={one} onChange={onChange} />
      {children}
    </li>
  );
}

type Place = Pick<ChosenPart, "side" | "group">;
type Choice = { readonly id: string; readonly label: string };

function placeId({ side, group }: Place): string {
  return group === null ? side : `${side} ${group}`;
}

// Ids have no blanks.
function placeOf(place: string): Place {
  const [side = "", group] = place.split(" ");
  return { side, group: group ?? null };
}

type Counted = Pick<ChosenPart, "label" | "weight" | "grade" | "importance">;

function Counts({
  draft,
  one,
  onChange,
}: {
  readonly draft: IndexDraft;
  readonly one: Counted;
  readonly onChange: (change: Partial<Counted>) => void;
}) {
  const { say } = useLanguage("combine");
  const { label } = one;
  if (draft.weights === "given" || draft.weights === "importance") {
    const field = draft.weights === "given" ? "weight" : "importance";
    return (
      <TextField
        label={say(field === "weight" ? "newIndex.weight" : "newIndex.importanceOf", { label })}
        hideLabel
        value={one[field]}
        onChange={(value) => onChange({ [field]: value })}
      />
    );
  }
  if (draft.weights !== "grades") return null;
  return (
    <Select
      label={say("grade.legend", { label })}
      hideLabel
      value={one.grade}
      onChange={(grade) => onChange({ grade })}
      choices={gradeNames.map((id) => ({ id, label: say(`grade.${id}`) }))}
    />
  );
}

function Remove({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  const { say } = useLanguage("combine");
  return (
    <button type="button" className="k-linkbutton" onClick={onPress}>
      {say("structure.remove")}
      <span className="k-sr"> {label}</span>
    </button>
  );
}
