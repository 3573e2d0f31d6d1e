import { useState } from "react";
import { parseGermanNumber } from "../../../kernel/number/germanNumber.ts";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Disclosure } from "../../../runtime/ui/control/Disclosure.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { type MapAnswer, mapContract, setClassesContract } from "../contract.ts";

const methods = ["quantile", "equal", "jenks", "deviation", "manual"] as const;
const counts = [3, 4, 5, 6, 7];

/** Fixes the classes of a map for its indicator and level: by a method for each period anew, or by limits that stay. */
export function ClassEditor({
  answer,
  classes,
}: {
  readonly answer: MapAnswer;
  readonly classes: NonNullable<MapAnswer["classes"]>;
}) {
  const { say, number } = useLanguage("describe");
  const { decimals } = answer.indicator;
  const [method, setMethod] = useState<(typeof methods)[number]>(classes.method);
  const [count, setCount] = useState(String(classes.counts.length));
  const [typed, setTyped] = useState(() => classes.limits.map((limit) => number(limit, { decimals })).join("; "));
  const [kept, setKept] = useState(false);
  const save = useAction(setClassesContract);
  const [basedOn, setBasedOn] = useState(classes.version);
  const limits = typed.split(";").map((part) => parseGermanNumber(part));
  const ascending = limits.every(
    (limit, position) => limit !== undefined && (position === 0 || limit > (limits[position - 1] ?? Number.NaN)),
  );
  const store = async (from: number): Promise<void> => {
    const manual = method === "manual" ? limits.filter((limit) => limit !== undefined) : null;
    const stored = await save.run({
      id: answer.indicator.id,
      level: answer.level,
      method,
      count: manual === null ? Number(count) : manual.length + 1,
      limits: manual ?? (kept ? [...classes.limits] : null),
      basedOn: from,
    });
    if (stored !== undefined) setBasedOn(stored.version);
  };
  const wrong = method === "manual" && !ascending ? say("classes.wrongLimits") : undefined;
  return (
    <Disclosure label={say(classes.stored ? "classes.fixed" : "classes.change")} icon="edit">
      <form
        className="k-stack k-stack--tight k-classeditor"
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong === undefined) void store(basedOn);
        }}
      >
        <Select
          label={say("classes.method")}
          value={method}
          onChange={(chosen) => setMethod(chosen as (typeof methods)[number])}
          choices={methods.map((id) => ({ id, label: say(`classes.${id}`) }))}
        />
        {method === "manual" ? (
          <TextField
            label={say("classes.limits")}
            hint={say("classes.limitsHint")}
            value={typed}
            onChange={setTyped}
            problem={wrong}
          />
        ) : (
          <>
            {method === "deviation" ? null : (
              <Select
                label={say("classes.count")}
                value={count}
                onChange={setCount}
                choices={counts.map((each) => ({ id: String(each), label: String(each) }))}
              />
            )}
            <label className="k-check">
              <input type="checkbox" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
              {say("classes.keep")}
            </label>
          </>
        )}
        <SaveTrouble
          trouble={save.trouble}
          mine={{ method: say(`classes.${method}`), count, limits: typed }}
          inForce={async () => {
            const now = (await callOperation(mapContract, { indicator: answer.indicator.id, level: answer.level }))
              .classes;
            if (now === null) return { content: {}, version: basedOn };
            const inWords = now.limits.map((limit) => number(limit, { decimals })).join("; ");
            const content = { method: say(`classes.${now.method}`), count: String(now.counts.length), limits: inWords };
            return { content, version: now.version };
          }}
          nameOf={(field) => say(`classes.${field}`)}
          onKeepMine={(version) => void store(version)}
          onTakeTheirs={(theirs, version) => {
            setMethod(methods.find((one) => say(`classes.${one}`) === theirs.method) ?? method);
            setCount(theirs.count ?? count);
            setTyped(theirs.limits ?? typed);
            setBasedOn(version);
          }}
        />
        <Button type="submit" kind="primary" disabled={save.running}>
          {say("classes.save")}
        </Button>
      </form>
    </Disclosure>
  );
}
