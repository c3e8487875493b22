// Asks the browser to keep pages for reading offline. Where it will not, as in a private window or
// without https, the site is read as without this file.

const workers = navigator.serviceWorker;

async function register() {
  const wasKept = Boolean(workers.controller);
  // Three folders up: static/<digest>/offline/.
  const address = new URL("../../../sw.js", import.meta.url);
  try {
    await workers.register(address, { updateViaCache: "none" });
  } catch {
    return;
  }
  const { active } = await workers.ready;
  // This page came before the worker, which has not seen what it is made of.
  if (!wasKept) {
    const loaded = performance.getEntriesByType("resource").map((each) => each.name);
    active.postMessage({ keep: [location.href.split("#")[0], ...loaded] });
  }
  for (const note of document.querySelectorAll("[data-offline-note]")) note.hidden = false;
}

if (workers) {
  // Not before the page is there: what is kept for later must not take its line.
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
