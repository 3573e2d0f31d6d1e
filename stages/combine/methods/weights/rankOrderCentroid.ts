/**
 * Weights from an order of importance alone: for a workshop that can say what matters more, but not by how much.
 *
 * Of all weights that fit the order, the mean: the k-th of n gets (1/k + 1/(k + 1) + … + 1/n) / n. Several orders
 * are averaged, so that everybody has the same say. `orders` hold positions of components, the most important first;
 * the weights are in the order of the components and add to 1.
 *
 * Source: Barron and Barrett (1996), Decision quality using ranked attribute weights.
 *
 * @example
 * rankOrderCentroid([[0, 1, 2]]).map((w) => w.toFixed(4)) // ["0.6111", "0.2778", "0.1111"]
 * rankOrderCentroid([[0, 1], [1, 0]]) // [0.5, 0.5]
 */
export function rankOrderCentroid(orders: readonly (readonly number[])[]): number[] {
  const n = orders[0]?.length ?? 0;
  const byPlace = Array.from({ length: n }, (_, k) => {
    let sum = 0;
    for (let place = k + 1; place <= n; place++) sum += 1 / place;
    return sum / n;
  });
  return Array.from({ length: n }, (_, component) => {
    const sum = orders.reduce((total, order) => total + (byPlace[order.indexOf(component)] ?? 0), 0);
    return sum / orders.length;
  });
}
