// The search page, until somebody searches: nothing of the search is loaded before. A form sent
// meanwhile leads here again, with what was asked in the address.

const form = document.querySelector(".search-form");
const status = document.querySelector(".search .status");

function start() {
  import("./results.js").catch(() => (status.textContent = status.dataset.unavailable));
}

if (new URL(location.href).searchParams.get("q")) start();
else form.addEventListener("focusin", start, { once: true });
