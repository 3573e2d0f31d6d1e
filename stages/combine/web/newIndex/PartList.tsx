import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { sides } from "../../round/roundDefinition.ts";
import { gradeNames } from "../round/gradeNames.ts";
import type { ChosenGroup, ChosenPart, IndexDraft } from "./indexDraft.ts";

const sideNames = ["burden", "competence"] as const;

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
    set({
      groups: draft.groups.map((one) => (one.id === id ? { ...one, ...change } : one)),
      parts: draft.parts.map((one) => (one.group === id && change.side ? { ...one, side: change.side } : one)),
    });
  const places = sideNames.flatMap((side) => [
    { id: side as string, label: text(sides[side].label) },
    ...draft.groups
      .filter((one) => one.side === side)
      .map((one) => ({ id: `${side} ${one.id}`, label: `${text(sides[side].label)}: ${one.label}` })),
  ]);
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
            value={one.side}
            onChange={(side) => group(one.id, { side: side === "competence" ? "competence" : "burden" })}
            choices={sideNames.map((id) => ({ id, label: text(sides[id].label) }))}
          />
          <Counts draft={draft} one={one} onChange={(change) => group(one.id, change)} />
          <Remove
            label={one.label}
            onPress={() =>
              set({
                groups: draft.groups.filter((other) => other !== one),
                parts: draft.parts.map((each) => (each.group === one.id ? { ...each, group: null } : each)),
              })
            }
          />
        </li>
      ))}
      {draft.parts.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same indicator may stand twice until it is refused.
        <li key={`${one.indicator} ${at}`}>
          <span className="w-choices__name">{one.label}</span>
          <Select
            label={say("newIndex.side", { label: one.label })}
            hideLabel
            value={one.group === null ? one.side : `${one.side} ${one.group}`}
            onChange={(place) => {
              const [side, inside] = place.split(" ");
              part(at, { side: side === "competence" ? "competence" : "burden", group: inside ?? null });
            }}
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
