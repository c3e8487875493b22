// Search in the reader's browser, over one Pagefind bundle for each language.
// The page holds every word and the shape of a result; nothing is fetched before a search.

const form = document.querySelector(".search-form");
const input = form.elements.q;
const status = document.getElementById("status");
const results = document.getElementById("results");
const sections = new Map(
  [...results.querySelectorAll("[data-language]")].map((each) => [each.dataset.language, each]),
);
const root = new URL(results.dataset.root, document.baseURI);
const pageLanguage = document.documentElement.lang;
const numbers = new Intl.NumberFormat(`en-u-nu-${results.dataset.digits}`, { useGrouping: false });
const batch = 8;
const shortest = 2;
const pause = 220;

const bundles = new Map();
let latest = 0;
let timer;

// The bundle of a language, loaded once; a failed load is tried again at the next search.
function bundle(code) {
  if (!bundles.has(code)) {
    const loading = import(new URL(`pagefind/${code}/pagefind.js`, root).href).then(
      async (pagefind) => {
        await pagefind.options({ baseUrl: root.pathname });
        await pagefind.init();
        return pagefind;
      },
    );
    loading.catch(() => bundles.delete(code));
    bundles.set(code, loading);
  }
  return bundles.get(code);
}

function scriptOf(code) {
  return new Intl.Locale(code).maximize().script;
}

// The languages whose letters the query uses, that of the page first; all of them for figures.
function languagesOf(query) {
  const codes = [...sections.keys()].sort((a, b) => (b === pageLanguage) - (a === pageLanguage));
  const written = codes.filter((code) =>
    new RegExp(`\\p{Script=${scriptOf(code)}}`, "u").test(query),
  );
  const meant = written.length ? written : codes;
  return { meant, others: codes.filter((code) => !meant.includes(code)) };
}

// What a bundle is asked: the place to fold spellings, should the index fold them too.
function prepare(query) {
  return query.normalize("NFC").replace(/[\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069]/g, "");
}

// Arabic writes `and`, `by`, `for` and the article as one word with the next, and the index
// keeps such words whole: each is tried once more without what may be joined to its front.
function lighten(query) {
  return query
    .split(/\s+/)
    .map((word) => word.replace(/^[وف]?(?:[بك]?ال|لل|[بكل])?(?=\p{Script=Arabic}{3})/u, ""))
    .join(" ");
}

async function find(query, code) {
  const pagefind = await bundle(code);
  const asked = prepare(query);
  const { results: found } = await pagefind.search(asked);
  const lighter = lighten(asked);
  if (found.length || lighter === asked) return found;
  return (await pagefind.search(lighter)).results;
}

// An excerpt is HTML with `<mark>`; only its text and its marks are taken over.
function fillExcerpt(element, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const node of parsed.body.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      element.append(mark);
    } else {
      element.append(node.textContent);
    }
  }
}

function item(section, page) {
  const made = section.querySelector("template").content.cloneNode(true);
  const link = made.querySelector(".result-link");
  link.href = page.url;
  link.textContent = page.meta.title;
  fillExcerpt(made.querySelector(".excerpt"), page.excerpt);
  const parts = made.querySelector(".result-sections");
  for (const part of page.sub_results.filter((each) => each.anchor).slice(0, 3)) {
    const entry = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = part.url;
    anchor.textContent = part.title;
    entry.append(anchor);
    parts.append(entry);
  }
  if (!parts.children.length) parts.remove();
  const pair = made.querySelector(".result-pair");
  if (page.meta.pair) pair.querySelector("a").href = new URL(page.meta.pair, root).pathname;
  else pair.remove();
  return made;
}

// Adds the next results of a language; `moveFocus` after the reader asked for more.
async function showMore(section, found, run, moveFocus) {
  const list = section.querySelector(".results");
  const start = list.children.length;
  const pages = await Promise.all(found.slice(start, start + batch).map((each) => each.data()));
  if (run !== latest) return;
  list.append(...pages.map((page) => item(section, page)));
  const more = section.querySelector(".more");
  more.hidden = list.children.length >= found.length;
  more.onclick = () => showMore(section, found, run, true);
  if (moveFocus) list.children[start]?.querySelector("a").focus();
}

function clear() {
  for (const section of sections.values()) {
    section.hidden = true;
    section.querySelector(".results").replaceChildren();
  }
}

async function show(query, run) {
  const { meant, others } = languagesOf(query);
  const order = [...meant, ...others];
  const answers = await Promise.allSettled(order.map((code) => find(query, code)));
  if (run !== latest) return;
  clear();
  if (answers.every((answer) => answer.status === "rejected")) {
    status.textContent = status.dataset.unavailable;
    return;
  }
  let count = 0;
  const shown = [];
  for (const [index, code] of order.entries()) {
    const found = answers[index].value ?? [];
    if (!found.length) continue;
    count += found.length;
    const section = sections.get(code);
    const heading = section.querySelector("h2");
    heading.textContent = meant.includes(code) ? heading.dataset.first : heading.dataset.also;
    results.append(section);
    shown.push(showMore(section, found, run, false).then(() => {
      if (run === latest) section.hidden = false;
    }));
  }
  await Promise.all(shown);
  if (run !== latest) return;
  status.textContent = count
    ? `${status.dataset.results} ${numbers.format(count)}`
    : status.dataset.none;
}

function start() {
  clearTimeout(timer);
  const query = input.value.trim();
  const run = ++latest;
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (query.length < shortest) {
    clear();
    status.textContent = query ? status.dataset.short : "";
    return;
  }
  status.textContent = status.dataset.loading;
  show(query, run).catch(() => {
    if (run === latest) status.textContent = status.dataset.unavailable;
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
input.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (!event.isComposing) timer = setTimeout(start, pause);
});

input.value = new URLSearchParams(location.search).get("q") ?? "";
if (input.value) start();
