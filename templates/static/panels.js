// What opens over a page: the reading settings, and a term's explanation beside its link.
// Without this file settings are hidden and links to terms lead to the Terms section.

const root = document.documentElement;
const narrow = matchMedia("(max-width: 40rem)");
const gap = 8;

// Puts an open sheet below `box`, or above where there is more room; in a narrow window the
// stylesheet has it at the foot. Coordinates are the window's, whatever the direction.
function place(sheet, box) {
  sheet.style.removeProperty("left");
  sheet.style.removeProperty("top");
  if (narrow.matches) return;
  const isAbsolute = getComputedStyle(sheet).position === "absolute";
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const end = root.clientWidth - width - gap;
  const left = getComputedStyle(sheet).direction === "rtl" ? box.right - width : box.left;
  const fits = box.bottom + gap + height <= innerHeight;
  const top = fits || box.top < height + gap ? box.bottom + gap : box.top - gap - height;
  sheet.style.left = `${Math.max(gap, Math.min(left, end)) + (isAbsolute ? scrollX : 0)}px`;
  sheet.style.top = `${top + (isAbsolute ? scrollY : 0)}px`;
}

// Reading settings.

const key = "dragoman-reading";
const panel = document.getElementById("settings");
const names = ["sizeAr", "sizeEn", "colours", "view", "shortcut"];

function chosen(name) {
  return root.dataset[name] ?? "";
}

// What the reader was looking at stays where it is while the text grows or shrinks around it.
function hold(change) {
  const edge = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0;
  const held = [...document.querySelectorAll("main :is(p:not(.tools, .note), h1, h2, h3, li, dt)")].find(
    (each) => each.getBoundingClientRect().top >= Math.max(0, edge),
  );
  const before = held?.getBoundingClientRect().top;
  change();
  if (held && scrollY) {
    scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  }
}

function choose(name, value) {
  hold(() => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  });
  const kept = Object.fromEntries(names.map((each) => [each, chosen(each)]).filter(([, v]) => v));
  try {
    if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    panel.querySelector(".is-kept").hidden = true;
    panel.querySelector(".is-not-kept").hidden = false;
  }
  show();
}

function steps(stepper) {
  return [...stepper.querySelectorAll("[data-value]")];
}

function current(stepper) {
  const all = steps(stepper);
  const usual = all.findIndex((each) => each.dataset.value === "100");
  const found = all.findIndex((each) => each.dataset.value === chosen(stepper.dataset.setting));
  return found < 0 ? usual : found;
}

// The panel, and the links of cards, as the settings are now.
function show() {
  for (const stepper of panel.querySelectorAll(".stepper")) {
    const now = current(stepper);
    const all = steps(stepper);
    all.forEach((each, index) => (each.hidden = index !== now));
    for (const button of stepper.querySelectorAll("button")) {
      const isEnd = !all[now + Number(button.dataset.step)];
      // Not `disabled`: that would take the focus from whoever has just arrived at the end.
      button.setAttribute("aria-disabled", String(isEnd));
    }
  }
  for (const radio of panel.querySelectorAll("[type=radio]")) {
    radio.checked = radio.value === chosen(radio.name);
  }
  for (const [link, address] of cards) {
    link.href = chosen("view") === "both" ? address.replace(/[^/]+\/([^/]+\/)$/, "both/$1") : address;
  }
}

// Links to explainers that exist side by side, and where they lead as the page comes.
const cards = new Map(
  [...document.querySelectorAll(".card:not(:has(.badge-missing)) :is(.card-title a, .card-picture)")]
    .map((link) => [link, link.href]),
);

if (panel) {
  panel.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) {
      const stepper = step.closest(".stepper");
      const next = steps(stepper)[current(stepper) + Number(step.dataset.step)];
      if (next) choose(stepper.dataset.setting, next.dataset.value === "100" ? "" : next.dataset.value);
    } else if (event.target.closest("[data-reset]")) {
      names.forEach((name) => choose(name, ""));
    }
  });
  panel.addEventListener("change", (event) => choose(event.target.name, event.target.value));
  for (const button of document.querySelectorAll("[popovertarget=settings]")) {
    button.addEventListener("click", () => (panel.opener = button));
  }
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    if (panel.opener) place(panel, panel.opener.getBoundingClientRect());
    panel.focus({ preventScroll: true });
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);
}

// Terms. The link stays a link: it wraps, it can be opened in a tab, and it works in print.

const frame = document.getElementById("term-sheet");
let opener;

function openTerm(link, entry, point) {
  const sheet = frame.content.firstElementChild.cloneNode(true);
  const list = sheet.querySelector("dl");
  const copy = entry.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
  list.append(copy);
  const name = copy.querySelector("dfn");
  if (name) {
    name.id = "term-sheet-name";
    sheet.setAttribute("aria-labelledby", name.id);
  }
  const onward = sheet.querySelector("dl + p a");
  onward.href = link.hash;
  onward.addEventListener("click", () => {
    opener = null;
    sheet.hidePopover();
  });
  sheet.querySelector("button").addEventListener("click", () => sheet.hidePopover());
  sheet.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    link.classList.remove("is-open");
    // Back to the link, unless the reader has gone elsewhere.
    const isLost = document.activeElement === document.body || sheet.contains(document.activeElement);
    sheet.remove();
    if (isLost && opener === link) link.focus({ preventScroll: true });
  });
  document.body.append(sheet);
  sheet.showPopover();
  opener = link;
  link.classList.add("is-open");
  // A link may run over two lines: the sheet belongs to the one that was pointed at.
  const boxes = [...link.getClientRects()];
  place(sheet, boxes.find((box) => point.y >= box.top && point.y <= box.bottom) ?? boxes[0]);
  sheet.focus({ preventScroll: true });
}

if (frame && "popover" in HTMLElement.prototype) {
  for (const link of document.querySelectorAll("a.term-link")) {
    link.setAttribute("aria-haspopup", "dialog");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.term-link");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) return;
    event.preventDefault();
    openTerm(link, entry, { y: event.clientY });
  });
}

// Search. Its box is loaded when it is first asked for; without that the link leads to its page.

const doors = [...document.querySelectorAll("[data-search]")];
const field = document.getElementById("query");

let isOpening = false;

async function openSearch(door) {
  if (isOpening) return;
  isOpening = true;
  // Else what lies open would be where the focus goes back to, and is gone by then.
  if (panel?.showPopover) document.querySelector(":popover-open")?.hidePopover();
  const { href } = door;
  let typed = "";
  door.setAttribute("aria-busy", "true");
  // Nothing that a quick reader types before the box is there is lost.
  const keep = (event) => {
    if (event.defaultPrevented || event.key.length !== 1) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    typed += event.key;
  };
  addEventListener("keydown", keep);
  try {
    const { openBox } = await import("./search/box.js");
    await openBox(href, () => typed);
  } catch {
    location.href = `${href}?q=${encodeURIComponent(typed)}`;
  } finally {
    removeEventListener("keydown", keep);
    door.removeAttribute("aria-busy");
    isOpening = false;
  }
}

if (doors.length && window.HTMLDialogElement) {
  for (const door of field ? [] : doors) {
    door.setAttribute("aria-haspopup", "dialog");
    door.addEventListener("click", (event) => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      openSearch(door);
    });
  }
  document.addEventListener("keydown", (event) => {
    // The same key gives ظ on an Arabic keyboard.
    const isSlash = event.key === "/" || (event.code === "Slash" && event.key === "ظ");
    if (!isSlash || isOpening || event.ctrlKey || event.metaKey || event.altKey) return;
    if (chosen("shortcut") || event.target.closest("input, textarea, select, dialog")) return;
    event.preventDefault();
    if (field) field.focus();
    else openSearch(doors[0]);
  });
}

if (panel) show();
