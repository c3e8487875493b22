// Applies what the reader has chosen before anything is painted; panels.js is where it is chosen.
(() => {
  const root = document.documentElement;
  function apply() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem("dragoman-reading"));
    } catch {
      // Storage is denied or holds something else: the page is shown as it comes.
    }
    for (const name of ["sizeAr", "sizeEn", "colours", "view", "shortcut"]) {
      if (kept?.[name]) root.dataset[name] = kept[name];
      else delete root.dataset[name];
    }
  }
  root.dataset.script = location.protocol === "file:" ? "file" : "";
  apply();
  // Another tab has changed them, or the page comes back as it was when it was left.
  addEventListener("storage", apply);
  addEventListener("pageshow", (event) => event.persisted && apply());
})();
