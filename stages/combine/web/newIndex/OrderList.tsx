import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { rankOrderCentroid } from "../../methods/weights/rankOrderCentroid.ts";
import { type DraftFamily, type IndexDraft, type Order, orderWithin } from "./indexDraft.ts";

/** Everybody says what matters more, but not by how much: a list per person, and the weights that follow from all of them. */
export function OrderList({
  draft,
  set,
  family,
}: {
  readonly draft: IndexDraft;
  readonly set: (change: Partial<IndexDraft>) => void;
  readonly family: DraftFamily;
}) {
  const { say, number } = useLanguage("combine");
  const { orders } = draft;
  const { components } = family;
  const keys = components.map(({ key }) => key);
  const labels = new Map(components.map(({ key, label }) => [key, label]));
  const weights = rankOrderCentroid(
    orders.map(({ order }) => orderWithin(order, keys).map((key) => keys.indexOf(key))),
  );
  const change = (at: number, to: (before: Order) => Order): void =>
    set({ orders: orders.map((one, i) => (i === at ? to(one) : one)) });
  const swap = (at: number, order: readonly string[], place: number): void => {
    const own = [...order.slice(0, place), ...[order[place + 1] ?? "", order[place] ?? ""], ...order.slice(place + 2)];
    // The places of other families in the list of this person stay.
    change(at, (before) => ({ ...before, order: [...before.order.filter((key) => !keys.includes(key)), ...own] }));
  };
  return (
    <>
      <p className="k-small k-muted">{say("newIndex.orderHow")}</p>
      <div className="k-grid k-grid--half">
        {orders.map(({ by, order: whole }, at) => {
          const order = orderWithin(whole, keys);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: people are told apart by their place; their names change.
            <div key={at} className="w-order">
              <TextField
                label={say("newIndex.by", { number: at + 1 })}
                value={by}
                onChange={(name) => change(at, (before) => ({ ...before, by: name }))}
                required
              />
              <ol aria-label={say("newIndex.orderOf", { by })}>
                {order.map((key, place) => {
                  const label = labels.get(key) ?? key;
                  return (
                    <li key={key}>
                      <span>{label}</span>
                      <Move
                        label={say("newIndex.up", { by, label })}
                        sign="↑"
                        onPress={place === 0 ? undefined : () => swap(at, order, place - 1)}
                      />
                      <Move
                        label={say("newIndex.down", { by, label })}
                        sign="↓"
                        onPress={place === order.length - 1 ? undefined : () => swap(at, order, place)}
                      />
                    </li>
                  );
                })}
              </ol>
            </div>
          );
        })}
      </div>
      <p aria-live="polite" className="k-note">
        <span>
          {say("newIndex.orderWeights")}{" "}
          {components
            .map(({ label }, i) => `${label} ${number((weights[i] ?? 0) * 100, { decimals: 1, unit: "%" })}`)
            .join(", ")}
          {"."}
        </span>
      </p>
      <div className="k-row">
        <Button
          onPress={() => set({ orders: [...orders, { by: String.fromCharCode(65 + orders.length), order: [] }] })}
        >
          {say("newIndex.addBy")}
        </Button>
        {orders.length < 2 ? null : (
          <Button kind="tertiary" onPress={() => set({ orders: orders.slice(0, -1) })}>
            {say("newIndex.removeBy", { by: orders.at(-1)?.by ?? "" })}
          </Button>
        )}
      </div>
    </>
  );
}

function Move({
  label,
  sign,
  onPress,
}: {
  readonly label: string;
  readonly sign: string;
  readonly onPress: (() => void) | undefined;
}) {
  return (
    <button
      type="button"
      className="w-order__move"
      aria-label={label}
      aria-disabled={onPress === undefined}
      onClick={onPress}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
