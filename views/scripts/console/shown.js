// What a script does to a page it must do again to whatever is fetched into it later.
const acts = [];

// Calls `act(root)` with the document now, and with each part of a page that takes its place later.
export function whenShown(act) {
  acts.push(act);
  act(document);
}

export function showed(root) {
  for (const act of acts) act(root);
}
