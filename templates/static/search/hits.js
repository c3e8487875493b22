// Matches as a reader gets to see them: the page behind each is loaded, looked at and marked.

import { describe, findWords, markText, markWords, partsOf } from "./excerpt.js";
import { everyWord } from "./query.js";

// {hit, events} of a match, or null where its page has only words that begin otherwise.
export async function openMatch({ shard, result, query, places, isSure }, { root, words }) {
  const page = await shard.page(result);
  const url = sitePath(page.url, root);
  const { title = "", kind = "page", date = "", shownDate = "", topics = [], state = "" } = page.meta;
  const found = findWords(page.words, query, words);
  if (!url || !(isSure || hasAll(query, [...found, ...findWords(title.split(" "), query, words)]))) {
    return null;
  }
  // What the index says of Latin words goes beyond what is seen in them.
  const known = new Set(found.map(({ place }) => place));
  const others = isSure ? places.filter((place) => !known.has(place)) : [];
  found.push(...others.map((place) => ({ place, asked: page.words[place] })));
  const { language } = shard;
  const hit = {
    url,
    pair: sitePath(page.meta.pair, root),
    kind,
    language,
    title: markText(title, query, words),
    ...describe(page, found),
    date,
    shownDate,
    topics,
    state,
  };
  const events = eventsOf(page, found, query).map((event) => ({ url, language, title, ...event }));
  return { hit, events };
}

// A path below the root of the site, or "" for what would lead elsewhere.
export function sitePath(path, root) {
  return path && new URL(path, root).href.startsWith(root.href) && !path.startsWith("/") ? path : "";
}

function hasAll(query, found) {
  const asked = new Set(found.map((each) => each.asked));
  return everyWord(query).every(({ token }) => asked.has(token));
}

// The events of a timeline that have every word.
function eventsOf(page, found, query) {
  return partsOf(page).flatMap(({ id, element, heading, start, end }) => {
    if (element !== "event") return [];
    const inside = found.filter(({ place }) => place >= start && place < end);
    if (!hasAll(query, inside)) return [];
    const from = start + heading.length;
    const marked = new Set(inside.map(({ place }) => place - from));
    const text = markWords(page.words.slice(from, end), (place) => marked.has(place));
    return [{ anchor: id, date: heading.join(" "), text }];
  });
}
