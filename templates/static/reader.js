// The page of an explainer: the reader's place in three views, the link of a passage, and
// which sentence is the counterpart of which. Without this file links and text stay as they are.

const root = document.documentElement;
const bar = document.querySelector(".bar");
const text = document.querySelector(".prose");
const isBoth = document.body.classList.contains("both");

// The reader's place. Whoever changes the view finds the passage at the top of the window
// where it was; its id goes along in the address, what else is needed in the session.

const places = [...document.querySelectorAll(
  "#key-points, .row[id], .event[id], .term[id], .sources li[id]",
)];

// Lower edge of what stays at the top of the window.
function edge() {
  return Math.max(0, bar?.getBoundingClientRect().bottom ?? 0);
}

function column(place, language) {
  return (isBoth && place.querySelector(`.side[lang="${language}"]`)) || place;
}

// Of which more than a line is in view: with less nobody is reading it any more.
function isRead(line) {
  return (element) => element.getBoundingClientRect().bottom > line + 32;
}

// The passage at the top of the window: `top` where it begins in view, else `share`, how much of
// it is out of view. Nothing at the head of the page.
function here() {
  const line = edge();
  const place = places.find(isRead(line));
  if (!place || scrollY < 40) return null;
  const sides = isBoth ? [...place.querySelectorAll(".side")] : [];
  // Of stacked columns the one being read; beside each other they begin at one height.
  const side = sides.find((each) => each.offsetHeight && isRead(line)(each));
  const box = (side ?? place).getBoundingClientRect();
  const language = side?.lang || root.lang;
  const share = box.top < line ? (line - box.top) / box.height : null;
  return { id: place.id, language, top: box.top, share };
}

function settle(from) {
  const place = document.getElementById(from.id);
  if (!place) return;
  const element = column(place, from.language);
  // Twice, as the bar sticks only once the page has moved.
  for (let round = 0; round < 2; round += 1) {
    const box = element.getBoundingClientRect();
    const wanted = from.share === null ? from.top : edge() - from.share * box.height;
    scrollBy({ top: box.top - wanted, behavior: "instant" });
  }
}

// Once, and only for a page just opened by the switch: going back is the browser's to restore.
function arrive() {
  let from;
  try {
    from = JSON.parse(sessionStorage.getItem("dragoman-place"));
    sessionStorage.removeItem("dragoman-place");
  } catch {
    return;
  }
  const [visit] = performance.getEntriesByType("navigation");
  if (from?.path !== location.pathname || location.hash !== `#${from.id}`) return;
  if (visit && visit.type !== "navigate") return;
  let hasMoved = false;
  for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(move, () => (hasMoved = true), { once: true, passive: true });
  }
  const again = () => hasMoved || settle(from);
  again();
  // The browser goes to the passage itself while it loads, and fonts change heights.
  addEventListener("load", () => {
    again();
    requestAnimationFrame(again);
    document.fonts?.ready.then(again);
  });
}

for (const link of document.querySelectorAll("[data-keeps-place]")) {
  for (const occasion of ["pointerdown", "focus", "click"]) {
    link.addEventListener(occasion, () => {
      const from = here();
      link.hash = from?.id ?? "";
      if (occasion !== "click" || !from) return;
      try {
        sessionStorage.setItem("dragoman-place", JSON.stringify({ ...from, path: link.pathname }));
      } catch {
        // The address alone then leads to the passage.
      }
    });
  }
}
arrive();

// The link of a passage: copied, and said so.

const said = document.querySelector(".said");
let silence;

function say(words) {
  said.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => (said.textContent = ""), 2500);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('.tools a[href^="#"]');
  const isPlain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !said || !isPlain || !navigator.clipboard) return;
  event.preventDefault();
  history.replaceState(history.state, "", link.hash);
  navigator.clipboard.writeText(link.href).then(
    () => say(said.dataset.copied),
    // The address line has it, and the passage is shown as the link's own.
    () => (location.hash = link.hash),
  );
});

// Sentences and their counterparts. One tab stop for the whole text; from there the arrow keys
// lead down and up the column and across to the other.

let isTouch = false;
let held = null;
let marked = [];
let peek;

function parts(sentence) {
  const row = sentence.closest(".row");
  return [...row.querySelectorAll(`[data-s="${sentence.dataset.s}"]`)];
}

function mates(sentence) {
  const side = sentence.closest(".side");
  return parts(sentence).filter((each) => each.closest(".side") !== side);
}

function mark(sentence) {
  for (const each of marked) each.classList.remove("is-mate");
  marked = sentence && mates(sentence).length ? parts(sentence) : [];
  for (const each of marked) each.classList.add("is-mate");
}

// A copy of the counterpart at the edge of the window, where it is itself out of view.
function glance(sentence) {
  peek?.remove();
  const others = sentence ? mates(sentence) : [];
  if (!others.length) return;
  const [first, last] = [others[0], others.at(-1)];
  const [top, bottom] = [first.getBoundingClientRect().top, last.getBoundingClientRect().bottom];
  if (top >= edge() && bottom <= innerHeight) return;
  const range = document.createRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  const words = document.createElement("p");
  words.append(range.cloneContents());
  for (const each of words.querySelectorAll("[id], [data-s]")) {
    for (const name of ["id", "data-s", "class", "tabindex"]) each.removeAttribute(name);
  }
  for (const link of words.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  const side = first.closest(".side");
  words.lang = side.lang;
  words.dir = side.dir;
  peek = document.createElement("div");
  peek.className = "peek";
  // For the eye only: a screen reader has the text itself.
  peek.setAttribute("aria-hidden", "true");
  peek.append(words);
  peek.addEventListener("click", () => {
    first.scrollIntoView({ block: "center" });
    peek.remove();
  });
  document.body.append(peek);
  const touched = sentence.getBoundingClientRect();
  peek.classList.toggle("is-high", touched.bottom > innerHeight - peek.offsetHeight - 16);
}

function hold(sentence) {
  held = sentence;
  mark(sentence);
  glance(sentence);
}

function sentenceAt(target) {
  return target instanceof Element ? target.closest(".row [data-s]") : null;
}

// Every sentence of a column once, be it in several pieces.
function sentencesOf(side) {
  const seen = new Set();
  return [...text.querySelectorAll(`.side[lang="${side.lang}"] [data-s]`)].filter((each) => {
    const name = `${each.closest(".row").id} ${each.dataset.s}`;
    return !seen.has(name) && seen.add(name);
  });
}

function beside(sentence, key) {
  const side = sentence.closest(".side");
  if (key === "ArrowUp" || key === "ArrowDown") {
    const all = sentencesOf(side);
    const first = parts(sentence).find((each) => each.closest(".side") === side);
    return all[all.indexOf(first) + (key === "ArrowDown" ? 1 : -1)];
  }
  return key === "ArrowLeft" || key === "ArrowRight" ? mates(sentence)[0] : undefined;
}

function watchSentences() {
  let stop = text.querySelector(".side [data-s]");
  if (!stop) return;
  stop.tabIndex = 0;
  text.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") mark(sentenceAt(event.target) ?? held);
  });
  text.addEventListener("pointerleave", () => mark(held));
  document.addEventListener("pointerdown", (event) => {
    isTouch = event.pointerType !== "mouse";
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a, button, .peek") || !getSelection().isCollapsed) return;
    const sentence = sentenceAt(event.target);
    if (isTouch && sentence) hold(held && parts(held).includes(sentence) ? null : sentence);
    else if (held) hold(null);
  });
  text.addEventListener("focusin", (event) => {
    if (!isTouch && event.target.matches("[data-s]:focus-visible")) hold(event.target);
  });
  text.addEventListener("focusout", () => isTouch || hold(null));
  text.addEventListener("keydown", (event) => {
    isTouch = false;
    if (event.key === "Escape") hold(null);
    if (!event.target.matches("[data-s]") || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = beside(event.target, event.key);
    if (!next) return;
    event.preventDefault();
    stop.removeAttribute("tabindex");
    stop = next;
    stop.tabIndex = 0;
    stop.focus();
  });
}

if (isBoth && text) watchSentences();
