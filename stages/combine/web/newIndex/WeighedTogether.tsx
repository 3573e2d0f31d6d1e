import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { ScrollFrame } from "../../../../runtime/ui/table/ScrollFrame.tsx";
import { analyticHierarchy } from "../../methods/weights/analyticHierarchy.ts";
import { budgetAllocation } from "../../methods/weights/budgetAllocation.ts";
import { pairsOf } from "./definitionOf.ts";
import { type Budget, type DraftFamily, familiesOf, type IndexDraft, numberOf, timesBetween } from "./indexDraft.ts";
import { OrderList } from "./OrderList.tsx";

interface Props {
  readonly draft: IndexDraft;
  readonly set: (change: Partial<IndexDraft>) => void;
}

/** Weights that come from weighing components against each other: an order, points that people spread, or comparisons in pairs. */
export function WeighedTogether({ draft, set }: Props) {
  const { text } = useLanguage("combine");
  if (draft.weights !== "budget" && draft.weights !== "pairs" && draft.weights !== "order") return null;
  const Weighed = { budget: BudgetTable, pairs: PairList, order: OrderList }[draft.weights];
  return (
    <>
      {familiesOf(draft)
        .filter((family) => family.components.length > 1)
        .map((family) => (
          <section key={`${family.root.side} ${family.group?.id ?? ""}`} className="k-section">
            <h3 className="k-h3">{family.group?.label ?? text(family.root.label)}</h3>
            <Weighed draft={draft} set={set} family={family} />
          </section>
        ))}
    </>
  );
}

/** Everybody spreads points over the components; any total counts as 100. */
function BudgetTable({ draft, set, family }: Props & { readonly family: DraftFamily }) {
  const { say, number } = useLanguage("combine");
  const { budgets } = draft;
  const { components } = family;
  const points = (budget: Budget): number[] =>
    components.map(({ key }) => Math.max(0, Number(numberOf(budget.points[key] ?? "0")) || 0));
  const given = budgets.map((budget) => ({ by: budget.by, points: points(budget) }));
  const filled = given.filter((one) => one.points.some((n) => n > 0));
  const shares = filled.length === 0 ? null : budgetAllocation(filled);
  const change = (at: number, to: (before: Budget) => Budget): void =>
    set({ budgets: budgets.map((one, i) => (i === at ? to(one) : one)) });
  return (
    <>
      <p className="k-small k-muted">{say("newIndex.budgetHow")}</p>
      <ScrollFrame className="k-profile__frame" label={say("newIndex.budget")}>
        <table className="k-profile__table w-budget">
          <caption className="k-sr">{say("newIndex.budget")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("breakdown.component")}</th>
              {budgets.map((budget, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: people are told apart by their column; their names change.
                <th key={at} scope="col">
                  <TextField
                    label={say("newIndex.by", { number: at + 1 })}
                    hideLabel
                    value={budget.by}
                    onChange={(by) => change(at, (before) => ({ ...before, by }))}
                    required
                  />
                </th>
              ))}
              <th scope="col" className="k-right">
                {say("definition.weight")}
              </th>
              <th scope="col" className="k-right">
                {say("newIndex.spread")}
              </th>
            </tr>
          </thead>
          <tbody>
            {components.map(({ key, label }, row) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                {budgets.map((budget, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as in the head.
                  <td key={at}>
                    <TextField
                      label={say("newIndex.pointsOf", { by: budget.by, label })}
                      hideLabel
                      value={budget.points[key] ?? ""}
                      onChange={(value) =>
                        change(at, (before) => ({ ...before, points: { ...before.points, [key]: value } }))
                      }
                    />
                  </td>
                ))}
                <td className="k-right k-number">
                  {shares === null ? "" : number((shares.weights[row] ?? 0) * 100, { decimals: 1, unit: "%" })}
                </td>
                <td className="k-right k-number">
                  {shares === null ? "" : number((shares.spread[row] ?? 0) * 100, { decimals: 1 })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <div className="k-row">
        <Button
          onPress={() => set({ budgets: [...budgets, { by: String.fromCharCode(65 + budgets.length), points: {} }] })}
        >
          {say("newIndex.addBy")}
        </Button>
        {budgets.length < 2 ? null : (
          <Button kind="tertiary" onPress={() => set({ budgets: budgets.slice(0, -1) })}>
            {say("newIndex.removeBy", { by: budgets.at(-1)?.by ?? "" })}
          </Button>
        )}
      </div>
    </>
  );
}

/** Saaty's scale, from nine times as much to a ninth. */
const scale = [9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9];
const timesOf = (mark: number): number => (mark < 0 ? -1 / mark : mark);

/** The scale, and what a definition says beside it. */
function scaleWith(times: number): number[] {
  if (scale.some((mark) => Math.abs(timesOf(mark) - times) < 1e-9)) return scale;
  return [...scale, times < 1 ? -1 / times : times].toSorted((a, b) => timesOf(b) - timesOf(a));
}

/** Which of two matters more, and how much; with the weights that follow and how far the answers agree with each other. */
function PairList({ draft, set, family }: Props & { readonly family: DraftFamily }) {
  const { say, number } = useLanguage("combine");
  const { components } = family;
  const labels = new Map(components.map(({ key, label }) => [key, label]));
  const times = (a: string, b: string): number => (a === b ? 1 : timesBetween(draft.pairs, a, b));
  const keys = components.map(({ key }) => key);
  const { weights, consistencyRatio } = analyticHierarchy(keys.map((a) => keys.map((b) => times(a, b))));
  return (
    <>
      <p className="k-small k-muted">{say("newIndex.pairsHow")}</p>
      <div className="k-grid k-grid--half">
        {pairsOf(keys).map(([a, b]) => {
          const marks = scaleWith(times(a, b));
          const names = { first: labels.get(a) ?? a, second: labels.get(b) ?? b };
          return (
            <Select
              key={`${a}|${b}`}
              label={say("newIndex.pair", names)}
              value={String(marks.find((mark) => Math.abs(timesOf(mark) - times(a, b)) < 1e-9))}
              onChange={(mark) =>
                set({ pairs: { ...without(draft.pairs, `${b}|${a}`), [`${a}|${b}`]: timesOf(Number(mark)) } })
              }
              choices={marks.map((mark) => ({
                id: String(mark),
                label:
                  mark === 1
                    ? say("newIndex.alike")
                    : say("newIndex.times", {
                        times: number(Math.abs(mark), decimalsOf(mark)),
                        label: mark > 0 ? names.first : names.second,
                      }),
              }))}
            />
          );
        })}
      </div>
      <p aria-live="polite" className={consistencyRatio > 0.1 ? "k-note k-note--warning" : "k-note"}>
        <span>
          {components
            .map(({ label }, i) => `${label} ${number((weights[i] ?? 0) * 100, { decimals: 1, unit: "%" })}`)
            .join(", ")}
          {". "}
          {components.length < 3
            ? ""
            : say(consistencyRatio > 0.1 ? "newIndex.inconsistent" : "newIndex.consistent", {
                ratio: number(consistencyRatio, { decimals: 2 }),
              })}
        </span>
      </p>
    </>
  );
}

function decimalsOf(mark: number): { decimals: number } {
  return { decimals: Number.isInteger(mark) ? 0 : 2 };
}

function without(pairs: IndexDraft["pairs"], key: string): IndexDraft["pairs"] {
  return Object.fromEntries(Object.entries(pairs).filter(([other]) => other !== key));
}
