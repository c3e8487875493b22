// The page's side of the search: one worker, and one search at a time.

export function createClient() {
  let worker = null;
  let current = null;
  let last = 0;

  const finish = (id, settle) => {
    if (current?.id !== id) return;
    const { resolve, reject } = current;
    current = null;
    settle({ resolve, reject });
  };

  const hear = ({ data: { id, answer, error } }) => {
    if (current?.id !== id) return;
    // A module that came damaged stays so as long as its worker.
    if (error) return fail(worker);
    try {
      current.onAnswer?.(answer);
    } catch (broken) {
      // Templates that lack something.
      return finish(id, ({ reject }) => reject(broken));
    }
    if (answer.complete) finish(id, ({ resolve }) => resolve(answer));
  };

  // A worker that cannot be loaded, or breaks, is replaced at the next search.
  const fail = (broken) => {
    broken.terminate();
    if (worker === broken) worker = null;
    if (current) finish(current.id, ({ reject }) => reject(new Error("unavailable")));
  };

  const running = () => {
    if (!worker) {
      worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
      const started = worker;
      started.addEventListener("message", hear);
      started.addEventListener("error", () => fail(started));
    }
    return worker;
  };

  return {
    // Starts loading what every search needs.
    preload: () => running().postMessage({ type: "preload" }),

    // Nobody waits any more: the search that is under way resolves to null.
    cancel() {
      if (!current) return;
      finish(current.id, ({ resolve }) => resolve(null));
      worker?.postMessage({ type: "cancel" });
    },

    // Each answer goes to `onAnswer`, an early one (`complete` false) first where the whole takes
    // long. Resolves to the whole answer, or to null when a newer search came in between; rejects
    // with Error("unavailable").
    search(request, onAnswer) {
      this.cancel();
      const id = (last += 1);
      return new Promise((resolve, reject) => {
        current = { id, resolve, reject, onAnswer };
        running().postMessage({ id, type: "search", request });
      });
    },
  };
}
