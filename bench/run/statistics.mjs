// Medians and quartiles, since requests a second spread on a shared machine.

// Between neighbours as R's default does (type 7).
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = Math.floor(at);
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}

export const summary = (values) => ({
  median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75),
});

// Each round's value of one against the same round's value of the other: what slowed both falls out.
export const ratio = (ones, others) => summary(ones.map((value, i) => value / others[i]));
