// "Did you mean": the nearest words that the site has, and what was typed with the other keyboard.

import { hasScript, wordsOf } from "./query.js";

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvnm,./`HYN";
const arabicKeys = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذأإآ";
// Letters that are taken for one another, by sound or by shape.
const confused = new Set(
  [
    ...["ضظ", "ذز", "ثس", "تط", "صس", "قك", "غق", "هح", "دذ"],
    ...["حخ", "جح", "جخ", "عغ", "رز", "فق", "سش", "صض", "طظ", "بت", "تث", "بن", "بي", "ني"],
  ].flatMap(([one, other]) => [
    one + other,
    other + one,
  ]),
);

// At most two other queries whose words the site has. `unknown` are the words it does not have,
// `vocabulary` loads the words of a language: [{token, shown, documents}], most frequent first.
export async function suggest({ text, unknown, words, languages, vocabulary }) {
  const suggestions = [];
  for (const script of ["Arab", "Latn"]) {
    const typed = convert(text, script);
    const language = languages.find((each) => each.script === script);
    if (!language || typed.every((each) => each === text)) continue;
    const known = new Set((await vocabulary(language.code)).map(({ token }) => token));
    const isKnown = ({ token, isStop }) => isStop || known.has(token) || !/\p{L}{3}/u.test(token);
    suggestions.push(...typed.filter((each) => {
      const meant = wordsOf(words, each);
      return meant.some(({ token }) => known.has(token)) && meant.every(isKnown);
    }));
  }
  const corrections = new Map();
  for (const word of unknown) {
    const { code } =
      languages.find(({ script }) => hasScript(word.token, script)) ?? languages[0];
    corrections.set(word.shown, nearest(word, await vocabulary(code)));
  }
  if (unknown.length && [...corrections.values()].every((near) => near.length)) {
    for (const choice of unknown.length === 1 ? [0, 1] : [0]) {
      const replaced = text.split(" ").map((word) => {
        const shown = [...corrections.keys()].find((each) => bare(each) === bare(word));
        if (shown === undefined) return word;
        const near = corrections.get(shown)[choice];
        return near && word.replace(bare(word), () => near);
      });
      if (!replaced.includes(undefined)) suggestions.push(replaced.join(" "));
    }
  }
  return [...new Set(suggestions)].filter((each) => each !== text).slice(0, 2);
}

// A word without the punctuation around it.
function bare(word) {
  return word.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, "");
}

// The two spellings nearest to a word, the nearer and then the more frequent first.
function nearest(word, vocabulary) {
  const shown = word.shown.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  return vocabulary
    .map((each) => ({
      shown: each.shown,
      documents: each.documents,
      far: Math.min(distance(word.token, each.token), distance(shown, each.shown.toLowerCase())),
    }))
    .filter(({ far }) => far < Infinity)
    .sort((one, other) => one.far - other.far || other.documents - one.documents)
    .slice(0, 2)
    .map((each) => each.shown);
}

// How far apart two words are (Damerau and Levenshtein, neighbours swapped once); infinite where it
// is more than one letter of four, or two of a longer word.
function distance(one, other) {
  const most = Math.min(one.length, other.length) > 4 ? 2 : 1;
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let [older, old] = [null, [...Array(other.length + 1).keys()]];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const [a, b] = [one[row - 1], other[column - 1]];
      const change = a === b ? 0 : confused.has(a + b) ? 0.5 : 1;
      let least = Math.min(old[column] + 1, now[column - 1] + 1, old[column - 1] + change);
      if (older && column > 1 && a !== b && a === other[column - 2] && one[row - 2] === b) {
        least = Math.min(least, older[column - 2] + 0.7);
      }
      now.push(least);
    }
    if (Math.min(...now) > most) return Infinity;
    [older, old] = [old, now];
  }
  return old[other.length] <= most ? old[other.length] : Infinity;
}

// The keys of a text as they stand on the keyboard of a script: Arabic (101) or Latin (US). The key
// of لا may have been two keys.
function convert(text, script) {
  const [from, to] = script === "Arab" ? [latinKeys, arabicKeys] : [arabicKeys, latinKeys];
  const one = (key) => to[from.indexOf(key)] ?? to[from.indexOf(key.toLowerCase())] ?? key;
  const all = (keys) => [...keys].map(one).join("");
  if (script === "Arab") return [all(text.replace(/b/giu, "gh"))];
  return [all(text.replaceAll("لا", "b")), all(text)].map((each) => each.toLowerCase());
}
