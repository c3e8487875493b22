// Keeps the reader's place: a link to the same explainer in another language gets the
// passage now at the top of the window, at the moment the link is about to be used.

const rows = [...document.querySelectorAll(".row[id]")];
const bar = document.querySelector(".bar");

function place() {
  const edge = (bar ? bar.getBoundingClientRect().bottom : 0) + 1;
  if (!rows.length || rows[0].getBoundingClientRect().top > edge + 40) return "";
  return rows.find((row) => row.getBoundingClientRect().bottom > edge)?.id ?? "";
}

for (const link of document.querySelectorAll("[data-keeps-place]")) {
  for (const occasion of ["pointerdown", "focus", "click"]) {
    link.addEventListener(occasion, () => {
      link.hash = place();
    });
  }
}
