// The search page: what is asked stands in its address, so that it can be shared and returned to.

import { createClient } from "./client.js";
import { createNumbers, createPainter, direct, namesOf, summaryOf } from "./paint.js";

const holder = document.querySelector(".search");
const form = holder.querySelector("form");
const input = form.elements.q;
const status = holder.querySelector(".status");
const answers = holder.querySelector(".answer");
const root = new URL(holder.dataset.root, document.baseURI);
const { make, fill, address } = createPainter(holder, root);
const shown = createNumbers(holder.dataset.digits);
const client = createClient();
const names = ["q", "topic", "year", "state", "sort"];
const step = 8;
const shortest = 2;
const pause = 160;

const moment = 500;

let timer = 0;
let saying = 0;
// How many results of a language the reader wants to see.
let limits = {};

function asked() {
  const given = new FormData(form);
  const { q, sort, ...filters } = Object.fromEntries(
    names.map((name) => [name, (given.get(name) ?? "").trim()]),
  );
  return { q, sort, filters };
}

function search(finished) {
  clearTimeout(timer);
  const { q, sort, filters } = asked();
  keepInAddress();
  if (q.length < shortest) {
    client.cancel();
    hide();
    showNotes({ dropped: [], suggestions: [] });
    sayLate(q ? status.dataset.short : "");
    return null;
  }
  sayLate(status.dataset.loading);
  answers.setAttribute("aria-busy", "true");
  const request = {
    query: q,
    language: document.documentElement.lang,
    finished,
    filters,
    sort,
    limit: step,
    limits,
  };
  return client.search(request, show).catch(() => {
    hide();
    say(status.dataset.unavailable);
  });
}

function hide() {
  answers.hidden = true;
  answers.removeAttribute("aria-busy");
}

function say(text) {
  clearTimeout(saying);
  if (status.textContent !== text) status.textContent = text;
}

// What the next moment may overtake is not worth saying before it lasts.
function sayLate(text) {
  clearTimeout(saying);
  saying = setTimeout(say, moment, text);
}

function keepInAddress() {
  const url = new URL(location.href);
  url.hash = "";
  const given = new FormData(form);
  for (const name of names) {
    const value = (given.get(name) ?? "").trim();
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(history.state, "", url);
}

function show(answer) {
  answers.hidden = false;
  showNotes(answer);
  const isNarrowed = Object.values(asked().filters).some(Boolean);
  // A term is of no year and in no state.
  showList(".terms-found", isNarrowed ? [] : answer.terms.map(term));
  showList(".events-found", answer.events.map(event));
  const without = answers.querySelector(".without-filters");
  without.hidden = !(answer.complete && isNarrowed && !answer.groups.length);
  const groups = answers.querySelector(".groups");
  for (const section of groups.querySelectorAll(".found")) section.hidden = true;
  answer.groups.forEach((group, order) => {
    const section = groups.querySelector(`.found[data-language="${group.language}"]`);
    groups.append(section);
    showGroup(section, group, order);
  });
  if (!answer.complete) return;
  answers.removeAttribute("aria-busy");
  say(summaryOf(isNarrowed ? { ...answer, terms: [] } : answer, status.dataset, shown));
}

function showNotes({ dropped, suggestions }) {
  const nowhere = holder.querySelector(".nowhere");
  nowhere.hidden = !dropped.length;
  nowhere.querySelector(".words").textContent = dropped.join(" · ");
  const suggested = holder.querySelector(".suggested");
  suggested.hidden = !suggestions.length;
  suggested.querySelector(".suggestions").replaceChildren(
    ...suggestions.flatMap((query, order) => [order ? " · " : "", suggestion(query)]),
  );
}

function suggestion(query) {
  const link = make("suggestion");
  const url = new URL(location.href);
  url.searchParams.set("q", query);
  link.href = url.href;
  link.firstElementChild.textContent = query;
  link.addEventListener("click", (click) => {
    if (click.metaKey || click.ctrlKey || click.shiftKey) return;
    click.preventDefault();
    input.value = query;
    direct(input, document.documentElement.dir);
    input.focus();
    start();
  });
  return link;
}

function showList(selector, items) {
  const section = answers.querySelector(selector);
  section.hidden = !items.length;
  section.querySelector("ul").replaceChildren(...items);
}

function showGroup(section, { language, total, hits, isOpen }, order) {
  section.hidden = false;
  const heading = section.querySelector("h2 span");
  heading.textContent = order ? heading.dataset.also : heading.dataset.first;
  section.querySelector(".count").textContent = shown(total) + (isOpen ? "+" : "");
  const list = section.querySelector(".results");
  list.replaceChildren(...hits.map(hit));
  const more = section.querySelector(".more");
  more.hidden = hits.length >= total && !isOpen;
  more.onclick = async () => {
    limits[language] = hits.length + step;
    await search(true);
    list.children[hits.length]?.querySelector("a").focus();
  };
}

function hit({ url, anchor, language, title, heading, excerpt, sections, shownDate, topics, state, pair }) {
  const item = make("hit", language);
  const link = item.querySelector(".result-link");
  link.href = address(url);
  fill(link, title);
  const section = item.querySelector(".excerpt-section");
  if (anchor && heading.length) {
    section.href = address(url, anchor);
    fill(section, heading);
  } else {
    section.remove();
  }
  fill(item.querySelector(".excerpt-text"), excerpt);
  const others = item.querySelector(".result-sections");
  others.append(...sections.map((each) => linkedItem(address(url, each.id), each.heading)));
  if (!sections.length) others.remove();
  fill(item.querySelector(".result-date"), shownDate);
  fill(item.querySelector(".result-topics"), topics.map(([, name]) => name).join(" · "));
  for (const badge of item.querySelectorAll("[data-state]")) {
    if (badge.dataset.state !== state) badge.remove();
  }
  const other = item.querySelector(".result-pair");
  if (pair) other.href = address(pair);
  else other.remove();
  return item;
}

function linkedItem(href, text) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = href;
  item.append(fill(link, text));
  return item;
}

function term({ url, language, name, other, also, definition }) {
  const item = make("term", language);
  const link = item.querySelector("a");
  link.href = address(url);
  fill(link, name);
  fill(item.querySelector(".term-other"), namesOf(name, other, also));
  fill(item.querySelector(".term-definition"), definition);
  return item;
}

function event({ url, anchor, language, date, text, title }) {
  const item = make("event", language);
  item.querySelector("a").href = address(url, anchor);
  fill(item.querySelector(".event-date"), date);
  fill(item.querySelector(".event-text"), text);
  fill(item.querySelector(".event-of"), title);
  return item;
}

// A search for good, from the first results on.
function start() {
  limits = {};
  return search(true);
}

function readAddress() {
  const given = new URL(location.href).searchParams;
  if (!given.has("q")) return;
  // The words are in the field already (page.js).
  for (const name of names.slice(1)) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = given.get(name) ?? "";
    // A filter that the site does not have any more.
    if (field.selectedIndex === -1) field.value = "";
  }
}

form.addEventListener("submit", (submit) => {
  submit.preventDefault();
  start();
});
form.addEventListener("change", (change) => {
  if (change.target !== input) start();
});
// While an input method composes too: on phones every word is composed.
input.addEventListener("input", () => {
  direct(input, document.documentElement.dir);
  clearTimeout(timer);
  limits = {};
  timer = setTimeout(() => search(false), pause);
});
answers.querySelector(".without-filters button").addEventListener("click", () => {
  for (const name of names.slice(1)) {
    if (form.elements[name]) form.elements[name].value = "";
  }
  input.focus();
  start();
});
readAddress();
direct(input, document.documentElement.dir);
client.preload();
// What was typed before this file had come counts too.
if (input.value) start();
