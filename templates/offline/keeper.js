// The service worker: keeps pages for readers who are offline. Before it stands `site`: its version,
// what is kept in advance and how many pages are kept.
//
// There are two caches. `shell` has the version's home pages, the page for readers who are offline,
// and the files all pages are made of; a new version has a new one. `kept` has what a reader has
// opened, and stays. Addresses of scripts and styles name what is in them, so that no page ever
// gets those of another version; those of a kept page are kept as long as it is.

const scope = registration.scope;
const base = new URL(scope).pathname;
const mine = `dragoman ${base} `;
const shell = mine + site.version;
const kept = `${mine}kept`;
const patience = 3000;

const isAsset = (path) => path.startsWith("static/");
const isPicture = (path) => path.startsWith("media/");
const isPage = (path) => !isAsset(path) && !isPicture(path);
const pathOf = (url) => new URL(url).pathname.slice(base.length);
// An address without its query: pages are the same whatever is asked of them.
const plain = (url) => new URL(new URL(url).pathname, scope).href;

// Whole, good and from here: no error, no part, nothing that another site answered.
function isWorthKeeping(response) {
  return response.status === 200 && response.type === "basic" && !response.redirected;
}

function isHtml(response) {
  return (response.headers.get("content-type") ?? "").startsWith("text/html");
}

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(shell);
    await Promise.all(site.shell.map((path) => fetchInto(cache, path)));
    await keepNewest(cache);
    // At once: pages that are open go on with their own scripts, which are kept with them.
    await skipWaiting();
  })());
});

async function fetchInto(cache, path) {
  const request = new Request(new URL(path, scope), { cache: "no-cache" });
  const response = await fetch(request);
  if (!isWorthKeeping(response)) throw new Error(`${path}: ${response.status}`);
  await cache.put(request.url, response);
}

// In the languages in which pages are open; a page that does not come is none of the worker's.
async function keepNewest(cache) {
  if (navigator.connection?.saveData) return;
  const open = (await clients.matchAll({ type: "window", includeUncontrolled: true }))
    .map((each) => pathOf(each.url).split("/")[0]);
  const all = Object.keys(site.newest);
  const read = all.filter((language) => open.includes(language));
  for (const language of read.length ? read : all) {
    await Promise.allSettled(site.newest[language].map((path) => fetchInto(cache, path)));
  }
}

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys())
      .filter((name) => name.startsWith(mine) && name !== shell && name !== kept);
    const cache = await caches.open(kept);
    for (const name of old) {
      // Pages that were kept go on needing the scripts and styles of their version.
      const past = await caches.open(name);
      for (const request of await past.keys()) {
        if (isAsset(pathOf(request.url))) await cache.put(request, await past.match(request));
      }
    }
    // What comes with the version is newer than what was opened before it.
    const fresh = await (await caches.open(shell)).keys();
    await Promise.all(fresh.map((request) => cache.delete(request)));
    await tidy();
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  if (!request.url.startsWith(scope)) return;
  const path = pathOf(request.url);
  if (request.mode === "navigate") event.respondWith(answer(event));
  else if (isAsset(path)) event.respondWith(asset(event));
  else if (isPicture(path)) event.respondWith(picture(event));
});

// Pages: the network first, as news must be fresh; what is kept when it fails or takes its time.
async function answer(event) {
  const address = plain(event.request.url);
  const coming = fetch(event.request).then((response) => {
    if (isHtml(response)) event.waitUntil(keep(address, response));
    return response;
  });
  const failed = coming.then(() => false, () => true);
  event.waitUntil(failed);
  const late = new Promise((resolve) => setTimeout(resolve, patience, true));
  if (!(await Promise.race([failed, late]))) {
    const response = await coming;
    return response.status < 500 ? response : (await find(address)) ?? response;
  }
  return (await find(address)) ?? ((await failed) ? offline() : coming);
}

async function asset(event) {
  return (await find(event.request.url)) ?? fetchAndKeep(event);
}

// What is kept is shown at once, and asked for again for the next time: a page is not held up by
// its pictures.
async function picture(event) {
  const found = await find(event.request.url);
  const coming = fetchAndKeep(event);
  if (!found) return coming;
  event.waitUntil(coming.then(() => {}, () => {}));
  return found;
}

async function fetchAndKeep(event) {
  const response = await fetch(event.request);
  event.waitUntil(keep(event.request.url, response));
  return response;
}

async function find(address) {
  for (const name of [kept, shell]) {
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return undefined;
}

async function keep(address, response) {
  if (!isWorthKeeping(response)) return;
  const copy = response.clone();
  const cache = await caches.open(kept);
  try {
    // In the place of the one before, in one step, and last again: the oldest are those opened
    // longest ago.
    await cache.put(address, copy);
  } catch {
    // The device is full. What is kept is worth less than room for what comes.
    return tidy(Math.floor(site.pages / 2));
  }
  const pages = (await cache.keys()).filter((request) => isPage(pathOf(request.url)));
  if (pages.length > site.pages) await tidy();
}

// Takes away the oldest pages over the limit, and the files that none of the others mentions.
async function tidy(limit = site.pages) {
  const cache = await caches.open(kept);
  const requests = await cache.keys();
  const pages = requests.filter((request) => isPage(pathOf(request.url)));
  const over = pages.slice(0, Math.max(0, pages.length - limit));
  const mentioned = new Set();
  for (const request of pages.slice(over.length)) {
    const text = await (await cache.match(request)).text();
    for (const [, file, folder] of text.matchAll(/\b((static\/[^/"]+\/)[^\s"',]*|media\/[^\s"',]+)/g)) {
      mentioned.add(folder ?? file);
    }
  }
  const others = requests.filter((request) => {
    // The address of a page may be anything that somebody has linked to, and no name of a file.
    if (isPage(pathOf(request.url))) return false;
    const path = decodeURI(pathOf(request.url));
    if (isPicture(path)) return !mentioned.has(path) && !mentioned.has(encodeURI(path));
    return isAsset(path) && !mentioned.has(path.split("/").slice(0, 2).join("/") + "/");
  });
  await Promise.all([...over, ...others].map((request) => cache.delete(request)));
}

// The page for readers who are offline, under the address that was asked for. Its links begin at the
// base path that the site was built for, and this may be a copy at another.
async function offline() {
  const page = await find(new URL(site.offline, scope).href);
  if (!page) return Response.error();
  const text = (await page.text()).replaceAll(`="${site.base}`, `="${base}`);
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
}

// A page that was open before there was a worker tells what it is made of.
addEventListener("message", (event) => {
  const { keep: addresses } = event.data ?? {};
  if (!Array.isArray(addresses)) return;
  event.waitUntil((async () => {
    for (const address of new Set(addresses)) {
      if (!address.startsWith(scope)) continue;
      const path = pathOf(address);
      const target = isPage(path) ? plain(address) : address;
      if (!isAsset(path) && !isPicture(path) && address !== event.source?.url.split("#")[0]) continue;
      if (isAsset(path) && (await find(target))) continue;
      const response = await fetch(target).catch(() => null);
      if (response && (!isPage(path) || isHtml(response))) await keep(target, response);
    }
  })());
});
