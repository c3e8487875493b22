// Which pages of a shard answer a query, how well, and where: on top of what Pagefind finds.
//
// Pagefind takes a word for the beginning of words, and one it does not know for a longer form of
// one it does; so whole words are asked for one by one as well, which downloads nothing more.

import { everyWord } from "./query.js";

// Matches of a query in a shard, with the number of pages for each of its words, for `balance`.
// A match `isWhole` when no word of it but an unfinished last one is only a beginning, and `isSure`
// when none is.
export async function matchShard(shard, query) {
  const words = [...new Map(query.words.map((word) => [word.token, word])).values()];
  const ranked = words.length ? await shard.ask(words.map(({ token }) => token).join(" ")) : null;
  const counts = new Map();
  const exact = [];
  for (const { token, isPartial } of ranked?.length === 0 ? [] : words) {
    const having = await exactly(shard, token);
    counts.set(token, having.size || (isPartial ? ranked.length : 0));
    exact.push({ having, isPartial });
  }
  const quoted = [];
  for (const phrase of ranked?.length === 0 ? [] : query.phrases) {
    const tokens = phrase.map(({ token }) => token).join(" ");
    const having = await exactly(shard, tokens);
    counts.set(`"${tokens}"`, having.size);
    quoted.push(having);
  }
  const matches = [];
  for (const result of ranked ?? quoted[0]?.values() ?? []) {
    if (!quoted.every((having) => having.has(result.id))) continue;
    const isSure = exact.every(({ having }) => having.has(result.id));
    const isWhole = exact.every(({ having, isPartial }) => isPartial || having.has(result.id));
    const known = [...exact.map(({ having }) => having), ...quoted];
    const places = known.flatMap((having) => having.get(result.id)?.words ?? []);
    matches.push({ shard, result, query, places, isWhole, isSure, score: result.score });
  }
  return { shard, matches, counts };
}

// Pages with any of the words of a query: for what no page has all of.
export async function matchAny(shard, query) {
  const found = new Map();
  const counts = new Map();
  for (const { token } of everyWord(query)) {
    const having = await exactly(shard, token);
    counts.set(token, having.size);
    for (const [id, result] of having) {
      const match = found.get(id) ?? { shard, result, query, places: [], has: [], isSure: true };
      match.has.push(token);
      match.places.push(...result.words);
      found.set(id, match);
    }
  }
  return { shard, matches: [...found.values()], counts };
}

// The same matches, those better that have some of these words too.
export async function prefer(answer, words) {
  for (const { token } of words) {
    const having = await exactly(answer.shard, token);
    for (const match of answer.matches) {
      const also = having.get(match.result.id);
      if (!also) continue;
      match.score *= 1.3;
      match.places.push(...also.words);
    }
  }
  return answer;
}

// Matches of several shards with comparable scores. Pagefind weighs a word by how rare it is in its
// shard (BM25's inverse document frequency); in a small shard every word looks common.
export function balance(answers) {
  const rarity = rarities(answers);
  return answers.flatMap(({ shard, matches, counts }) => {
    const tokens = [...counts.keys()];
    const own = sum(tokens.map((token) => idf(shard.documents, counts.get(token))));
    const factor = own > 0 ? sum(tokens.map((token) => rarity.get(token))) / own : 1;
    return matches.map((match) => ({ ...match, score: match.score * factor }));
  });
}

// Matches that have at least half of the words, more and rarer words being better.
export function mostWords(answers, least) {
  const rarity = rarities(answers);
  const score = ({ has }) => has.length * 100 + sum(has.map((token) => rarity.get(token)));
  return answers
    .flatMap(({ matches }) => matches)
    .filter(({ has }) => has.length >= least)
    .map((match) => ({ ...match, score: score(match) }));
}

// Whole words before beginnings, then best first; of equals the newer.
export function byScore(one, other) {
  return other.isSure - one.isSure || other.score - one.score || byDate(one, other);
}

// Newest first: shards come in that order, and pages within a shard.
export function byDate(one, other) {
  return one.shard.order - other.shard.order || one.result.id - other.result.id;
}

async function exactly(shard, tokens) {
  const results = await shard.ask(`"${tokens}"`);
  return new Map(results.map((result) => [result.id, result]));
}

function rarities(answers) {
  const total = sum(answers.map(({ shard }) => shard.documents));
  const counts = new Map();
  for (const [token, count] of answers.flatMap((answer) => [...answer.counts])) {
    counts.set(token, (counts.get(token) ?? 0) + count);
  }
  return new Map([...counts].map(([token, count]) => [token, idf(total, count)]));
}

function idf(pages, having) {
  return Math.log(1 + (pages - having + 0.5) / (having + 0.5));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
