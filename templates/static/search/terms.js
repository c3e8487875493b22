// The glossary in a search: its terms that a query is about, and the query in their other names.

import { fits, markText } from "./excerpt.js";
import { sitePath } from "./hits.js";
import { matchAny, matchShard } from "./matching.js";
import { everyWord, hasScript, wordsOf } from "./query.js";

const mostLoaded = 8;

// The terms of a shard that answer a query: all its words are in one name, or one name stands in
// it, from word `from` up to `to` of its sequence. Best first.
export async function findTerms(shard, query, { root, words }) {
  const [whole, some] = [await matchShard(shard, query), await matchAny(shard, query)];
  some.matches.sort((one, other) => other.has.length - one.has.length);
  const candidates = new Map(
    [...whole.matches, ...some.matches].map(({ result }) => [result.id, result]),
  );
  const asked = everyWord(query);
  const found = [];
  for (const result of [...candidates.values()].slice(0, mostLoaded)) {
    const { url, meta } = await shard.page(result);
    const names = [meta.title, ...(meta.names ?? [])].map((name) => wordsOf(words, name, true));
    const spans = names.flatMap((name) => standsIn(query.sequence, name));
    const [span] = spans.sort((one, other) => other.to - one.to - (other.from - one.from));
    const holds = asked.length && names.some((name) => {
      return asked.every((word) => name.some(({ shown, token }) => fits(shown, token, word)));
    });
    if (!(span || holds) || !sitePath(url, root)) continue;
    const { language } = shard;
    const { other = "", definition = "" } = meta;
    const name = markText(meta.title, query, words);
    const term = { url, language, name, other, also: meta.names ?? [], definition };
    found.push({ term, names, span, length: span ? span.to - span.from : 0 });
  }
  return found.sort((one, other) => other.length - one.length);
}

// The query with a term in it by each of its other names of the same language, at most three.
export function renamed(query, { names, span }, words) {
  if (!span || query.phrases.length) return [];
  const said = query.sequence.slice(span.from, span.to).map(({ token }) => token);
  const rest = query.words.filter(({ token }) => !said.includes(token));
  const isNew = (name) => !said.every((token) => name.some((word) => word.token === token));
  return names
    .filter((name) => name.length && isNew(name))
    .slice(0, 3)
    .map((name) => withName({ ...query, words: rest }, name));
}

// The query for another language, its terms by their names there; null where a word of it has none.
export function translated(query, found, script, words) {
  if (query.phrases.length) return null;
  let rest = query.words;
  let named = { ...query, words: [] };
  for (const { term, span } of found) {
    if (!span || !term.other) continue;
    const said = query.sequence.slice(span.from, span.to).map(({ token }) => token);
    if (!rest.some(({ token }) => said.includes(token))) continue;
    rest = rest.filter(({ token }) => !said.includes(token));
    named = withName(named, wordsOf(words, term.other, true));
  }
  if (rest === query.words || rest.some(({ token }) => !canStand(token, script))) return null;
  return { ...named, words: [...named.words, ...rest] };
}

// Latin words and figures stand in Arabic texts too.
function canStand(token, script) {
  return script === "Arab" || !hasScript(token, "Arab");
}

function withName(query, name) {
  if (name.length === 1) return { ...query, words: [...query.words, name[0]] };
  return { ...query, phrases: [...query.phrases, name] };
}

// Where all words of a name follow one another in a query.
function standsIn(sequence, name) {
  const spans = [];
  for (let from = 0; name.length && from + name.length <= sequence.length; from += 1) {
    if (name.every(({ token }, step) => sequence[from + step].token === token)) {
      spans.push({ from, to: from + name.length });
    }
  }
  return spans;
}
