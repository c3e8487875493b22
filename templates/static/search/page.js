// The search page, until somebody searches: nothing of the search is loaded before. A form sent
// meanwhile leads here again, with what was asked in the address.

const form = document.querySelector(".search-form");
const status = document.querySelector(".search .status");

function start() {
  import("./results.js").catch(() => (status.textContent = status.dataset.unavailable));
}

const asked = new URL(location.href).searchParams.get("q");
if (asked) {
  // Shown at once: what the reader types until the rest has come counts more.
  form.elements.q.value = asked;
  status.textContent = status.dataset.loading;
  start();
} else {
  form.addEventListener("focusin", start, { once: true });
}
