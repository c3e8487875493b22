// The search box over any page: a field, and below it what is found, to be chosen from with the
// arrow keys (a combobox with a listbox, as the ARIA Authoring Practices have it). Its elements are
// those of the search page, which is where it leads when it cannot be shown.

import { createClient } from "./client.js";
import { createNumbers, createPainter, direct, isEmpty, namesOf, summaryOf } from "./paint.js";

const most = 5;
// Articles shall be in view without scrolling.
const mostTerms = 2;
const mostEvents = 1;
const shortest = 2;
const pause = 120;
// Who has not typed for so long and has found nothing gets proposals.
const patience = 600;
const moment = 500;

const making = new Map();
const nothing = { terms: [], events: [], groups: [], suggestions: [] };
let styling = null;

// Shows the box of the search page at `address`, with what `typed` says was typed meanwhile. Rejects
// where that page cannot be loaded.
export async function openBox(address, typed) {
  if (!making.has(address)) making.set(address, makeBox(address));
  try {
    const box = await making.get(address);
    box.open(typed());
  } catch (error) {
    making.delete(address);
    throw error;
  }
}

async function makeBox(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const holder = page.querySelector(".search");
  const template = holder.querySelector('template[data-part="box"]');
  const dialog = document.importNode(template.content.firstElementChild, true);
  const form = dialog.querySelector("form");
  form.action = new URL(form.getAttribute("action"), address);
  styling ??= loadStyle(new URL("search.css", import.meta.url));
  await styling.catch((error) => {
    styling = null;
    throw error;
  });
  const root = new URL(holder.dataset.root, address);
  return new Box(dialog, createPainter(holder, root), createClient(), holder.dataset.digits);
}

function loadStyle(url) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${url} could not be loaded`));
    document.head.append(link);
  });
}

class Box {
  constructor(dialog, painter, client, digits) {
    Object.assign(this, { dialog, painter, client });
    this.form = dialog.querySelector("form");
    this.input = this.form.elements.q;
    this.status = dialog.querySelector("[role=status]");
    this.list = dialog.querySelector("[role=listbox]");
    this.shown = createNumbers(digits);
    this.active = null;
    this.timer = 0;
    this.saying = 0;
    this.input.addEventListener("input", () => this.hear());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("click", (event) => this.choose(event));
    // The field keeps the focus: what is chosen is told through it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    dialog.querySelector(".close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      clearTimeout(this.timer);
      this.client.cancel();
      // On a page in both languages the box of the other has the same ids.
      dialog.remove();
    });
  }

  open(typed) {
    if (this.dialog.open) return;
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.input.focus();
    if (typed) {
      this.input.value = typed;
      direct(this.input, this.dialog.dir);
      this.search(false);
    } else {
      this.input.select();
      if (this.input.value) this.search(true);
    }
    this.client.preload();
  }

  // While an input method composes too: on phones every word is composed.
  hear() {
    direct(this.input, this.dialog.dir);
    // What was chosen was of another query.
    this.setActive(null);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(false), pause);
  }

  async search(finished) {
    clearTimeout(this.timer);
    const query = this.input.value.trim();
    if (query.length < shortest) {
      this.client.cancel();
      this.show(nothing);
      this.sayLate(query ? this.status.dataset.short : "");
      return;
    }
    this.sayLate(this.status.dataset.loading);
    const language = this.dialog.lang;
    try {
      await this.client.search({ query, language, finished, quick: true, limit: most }, (answer) => {
        this.show(answer);
        if (answer.complete) this.conclude(answer, finished);
      });
    } catch {
      this.show(nothing);
      this.say(this.status.dataset.unavailable);
    }
  }

  conclude(answer, finished) {
    this.say(summaryOf(answer, this.status.dataset, this.shown));
    if (!finished && answer.isAsked && (isEmpty(answer) || answer.relaxed)) {
      this.timer = setTimeout(() => this.search(true), patience);
    }
  }

  // What the next moment may overtake is not worth saying before it lasts.
  sayLate(text) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.say(text), moment);
  }

  say(text) {
    clearTimeout(this.saying);
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  show({ terms, events, groups, suggestions }) {
    this.setActive(null);
    this.fillGroup("suggestions", suggestions.map((query) => this.suggestion(query)));
    this.fillGroup("terms", terms.slice(0, mostTerms).map((term) => {
      return this.option(term, term.name, namesOf(term.name, term.other, term.also));
    }));
    this.fillGroup("events", events.slice(0, mostEvents).map((event) => {
      return this.option(event, event.date, "", event.text);
    }));
    const holder = this.list.querySelector(".box-groups");
    for (const each of holder.children) this.fillGroup(each.dataset.group, []);
    for (const { language, hits } of groups) {
      holder.append(this.group(language));
      this.fillGroup(language, hits.map((hit) => {
        return this.option(hit, hit.title, hit.heading, hit.excerpt);
      }));
    }
    this.showAll();
    const options = this.options();
    options.forEach((each, order) => (each.id = `search-box-option-${order}`));
    this.input.setAttribute("aria-expanded", String(options.length > 0));
  }

  // The way on, also where the box has nothing to say.
  showAll() {
    const query = this.input.value.trim();
    const url = new URL(this.form.action);
    url.searchParams.set("q", query);
    const all = this.group("all");
    all.hidden = query.length < shortest;
    all.querySelector("a").href = url.href;
  }

  group(name) {
    return this.list.querySelector(`[data-group="${name}"]`);
  }

  fillGroup(name, options) {
    const group = this.group(name);
    group.hidden = !options.length;
    group.replaceChildren(group.firstElementChild, ...options);
  }

  option({ url, anchor, language }, title, note, text = "") {
    const { make, fill, address } = this.painter;
    const option = make("option", language);
    option.href = address(url, anchor);
    fill(option.querySelector(".option-title"), title);
    fill(option.querySelector(".option-note"), note);
    fill(option.querySelector(".option-text"), text);
    return option;
  }

  suggestion(query) {
    const option = this.painter.make("suggestion");
    const url = new URL(this.form.action);
    url.searchParams.set("q", query);
    option.href = url.href;
    option.className = "option";
    option.role = "option";
    option.tabIndex = -1;
    option.dataset.query = query;
    option.firstElementChild.textContent = query;
    return option;
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")].filter((each) => !each.closest("[hidden]"));
  }

  press(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const options = this.options();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Above the first and below the last is the field itself.
      const from = this.active ? options.indexOf(this.active) : step > 0 ? -1 : options.length;
      this.setActive(options[from + step] ?? null);
    } else if (event.key === "Enter" && this.active) {
      event.preventDefault();
      const { ctrlKey, metaKey, shiftKey } = event;
      const click = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
      this.active.dispatchEvent(new MouseEvent("click", click));
    }
  }

  setActive(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest", behavior: "instant" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  choose(event) {
    const option = event.target.closest("[role=option]");
    if (!option || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const { query } = option.dataset;
    if (query) {
      event.preventDefault();
      this.input.value = query;
      direct(this.input, this.dialog.dir);
      this.search(true);
    } else {
      // The place may be on this very page.
      setTimeout(() => this.dialog.close());
    }
  }
}
