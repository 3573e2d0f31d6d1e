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
  return (
    <ul className="w-choices">
      {draft.groups.map((one) => (
        <li key={one.id}>
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
          <Counts draft={draft} one={one} onChange={(change) => group(one.id, change)} />
          <Remove label={one.label} onPress={() => remove(one)} />
        </li>
      ))}
      {draft.parts.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same indicator may stand twice until it is refused.
        <li key={`${one.indicator} ${at}`}>
          <span className="w-choices__name">{one.label}</span>
          <Select
            label={say("newIndex.side", { label: one.label })}
            hideLabel
            value={placeId(one)}
            onChange={(place) => part(at, placeOf(place))}
            choices={places}
          />
          <Select
            label={say("structure.direction", { label: one.label })}
            hideLabel
            value={String(one.polarity)}
            onChange={(polarity) => part(at, { polarity: polarity === "-1" ? -1 : 1 })}
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
              onChange={(target) => part(at, { target })}
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
                  onChange={(mark) => part(at, { [end]: mark })}
                  required
                />
              ))}
            </span>
          ) : null}
          <Counts draft={draft} one={one} onChange={(change) => part(at, change)} />
          <Remove label={one.label} onPress={() => set({ parts: draft.parts.filter((_, i) => i !== at) })} />
        </li>
      ))}
    </ul>
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
