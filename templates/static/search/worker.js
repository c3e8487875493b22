// The search away from the page: a worker has a policy of its own, so that the page's stays strict.
// In: {id, type: "search", request}, {type: "cancel"} or {type: "preload"}. Out: {id, answer}, an early one first
// where it takes long, or {id, error}; nothing for a search that a newer one has overtaken.

import { createEngine } from "./engine.js";
// All that the engine imports in its turn, named here so that it is asked for at once.
import "./answer.js";
import "./asking.js";
import "./directory.js";
import "./excerpt.js";
import "./hits.js";
import "./matching.js";
import "./query.js";
import "./shards.js";
import "./suggest.js";
import "./terms.js";
import "./words.js";

const root = new URL("../../../", import.meta.url);
let opening = null;
let latest = 0;

self.addEventListener("message", async ({ data: { id, type, request } }) => {
  if (type === "preload") {
    await engine().then((each) => each.preload()).catch(() => {});
    return;
  }
  latest = id;
  if (type === "cancel") return;
  const isStale = () => id !== latest;
  const tell = (message) => isStale() || self.postMessage({ id, ...message });
  try {
    const { search } = await engine();
    const answer = await search(request, (early) => tell({ answer: early }), isStale);
    if (answer) tell({ answer });
  } catch (error) {
    // A reader is told what to do; whoever looks after the site wants to know why.
    console.error(error);
    tell({ error: "unavailable" });
  }
});

// Made when first needed; where that fails, anew the next time.
function engine() {
  if (!opening) {
    opening = createEngine({ root });
    opening.catch(() => (opening = null));
  }
  return opening;
}
