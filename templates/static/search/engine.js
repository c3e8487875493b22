// The search, for a worker: opens the index of a site, and opens it anew when it changed.

import { answer, stale } from "./answer.js";
import { createDirectory } from "./directory.js";
import { openIndex } from "./shards.js";
import { createWords, rules } from "./words.js";

// `root` is the URL of the site's root. search() gives null when `isStale` said that nobody waits
// any more, and throws where no part of the index could be loaded.
export async function createEngine({ root }) {
  let site = await openSite(new URL(root));
  const search = async (request, onPartial = null, isStale = () => false) => {
    try {
      let { made, reached } = await answer(site, request, onPartial, isStale);
      // Files may be missing because the site was published anew meanwhile.
      if (made.failed && (await site.index.isOutdated().catch(() => false))) {
        site = await openSite(site.root);
        ({ made, reached } = await answer(site, request, onPartial, isStale));
      }
      if (made.failed && !reached) throw new Error("unavailable");
      return made;
    } catch (error) {
      if (error === stale) return null;
      throw error;
    }
  };
  // Starts what every search needs.
  const preload = () => site.index.shards[0]?.ready();
  return { search, preload };
}

async function openSite(root) {
  const index = await openIndex(root);
  if (index.table.version !== rules) throw new Error("scripts and index are not of one program");
  const languages = Object.entries(index.catalog.languages).map(([code, each]) => {
    const { script } = new Intl.Locale(code).maximize();
    return { code, script, directory: createDirectory(each, index.load) };
  });
  const loading = new Map();
  const vocabulary = (code) => {
    if (!loading.has(code)) loading.set(code, loadWords(index, code));
    loading.get(code).catch(() => loading.delete(code));
    return loading.get(code);
  };
  const words = createWords(index.table);
  words.normaliseWord = remembered(words.normaliseWord);
  return { root, index, languages, vocabulary, words };
}

// The words of a language, the most frequent first.
async function loadWords(index, code) {
  const text = await (await index.load(index.catalog.languages[code].words)).text();
  return text.split("\n").flatMap((line) => {
    const [token, shown, documents] = line.split("\t");
    return shown ? [{ token, shown, documents: Number(documents) }] : [];
  });
}

// Texts repeat their words: each is brought to its token once.
function remembered(normalise) {
  const known = new Map();
  return (word) => {
    if (known.size > 50_000) known.clear();
    if (!known.has(word)) known.set(word, normalise(word));
    return known.get(word);
  };
}
