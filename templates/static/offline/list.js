// The page for readers who are offline: lists what is kept on the device, and goes on when the
// connection is back.

const base = new URL("../../../", import.meta.url);
const page = document.querySelector("[data-offline]");

async function kept() {
  const names = (await caches.keys()).filter((name) => name.startsWith(`dragoman ${base.pathname} `));
  const found = new Map();
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const path = new URL(request.url).pathname.slice(base.pathname.length);
      // The site's root shows what the home pages do.
      if (!path || /^(static|media|offline)\/|^404\.html$|\/search\/$/.test(path)) continue;
      found.set(request.url, await (await cache.match(request)).text());
    }
  }
  return [...found].reverse();
}

function describe([address, text]) {
  const { documentElement: root, body } = new DOMParser().parseFromString(text, "text/html");
  // Side by side, a title stands in both languages.
  const heading = body.querySelector("h1 .side") ?? body.querySelector("h1");
  const title = heading?.textContent.trim();
  const isBoth = body.classList.contains("both");
  return { address, title, isBoth, language: root.lang };
}

async function list() {
  const pages = (await kept()).map(describe).filter(({ title }) => title);
  for (const side of page.querySelectorAll("[data-language]")) {
    const own = pages.filter(({ language }) => language === side.dataset.language);
    side.querySelector("[data-none]").hidden = own.length > 0;
    side.querySelector("[data-some]").hidden = !own.length;
    side.querySelector("ul").replaceChildren(...own.map(({ address, title, isBoth }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = title;
      item.append(link);
      if (isBoth) item.append(` (${page.dataset.both})`);
      return item;
    }));
  }
}

// Opened by itself it has nothing to go back to.
function isInPlace() {
  return !location.pathname.endsWith("/offline/");
}

addEventListener("online", () => isInPlace() && location.reload());
page.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) location.reload();
});
if ("caches" in globalThis) list();
