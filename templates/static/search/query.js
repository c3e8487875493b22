// What a reader typed, as words and phrases to look for.

const quoted = /["“”«»„]([^"“”«»„]*)(["“”«»„]|$)/gu;
const shortest = 2;
// Of what is pasted: nobody means more, and each word is asked for by itself.
const [longest, mostWords] = [400, 32];

// `words` is that of words.js. While the reader still types, the last word may be a beginning, and
// a quotation that is still open is not one yet.
export function parseQuery(words, text, finished) {
  const all = words.normaliseText(text.slice(0, longest)).split(" ");
  const clean = all.slice(0, mostWords).join(" ");
  const phrases = [];
  const rest = clean.replace(quoted, (_, inside, closing) => {
    const phrase = wordsOf(words, inside, true);
    if (!phrase.length || !(closing || finished)) return ` ${inside} `;
    phrases.push(phrase);
    return " ";
  });
  const typed = wordsOf(words, rest);
  const isOpen = !finished && /[\p{L}\p{M}\p{N}]$/u.test(text);
  if (isOpen && typed.length) typed.at(-1).isPartial = true;
  const isLong = ({ token }) => token.length >= shortest;
  const meant = typed.filter((word) => isLong(word) && !word.isStop);
  // A query of nothing but small words means them, once it is finished.
  const kept = finished && !meant.length && !phrases.length ? typed : meant;
  return { text: clean, phrases, words: kept, sequence: wordsOf(words, clean) };
}

// Every word a query asks for, those of its phrases too, each once.
export function everyWord(query) {
  return [...new Map([...query.words, ...query.phrases.flat()].map((word) => [word.token, word])).values()];
}

// Whether it has letters of a script; figures belong to none.
export function hasScript(text, script) {
  return (script === "Arab" ? /\p{Script=Arabic}/u : /\p{Script=Latin}/u).test(text);
}

// The query with only those words for which `isKept` holds.
export function onlyWords(query, isKept) {
  return {
    ...query,
    words: query.words.filter(isKept),
    phrases: query.phrases.filter((phrase) => phrase.every(isKept)),
  };
}

// The words of a text: {shown, token, isStop, isPartial}. A compound is asked for part by part; in
// a phrase it is one word, as its parts stand at one place.
export function wordsOf(words, text, isPhrase = false) {
  return words
    .normaliseText(text)
    .split(" ")
    .filter((shown) => /[\p{L}\p{N}]/u.test(shown))
    .flatMap((shown) => {
      const parts = words.normaliseWord(shown).split("-").filter(Boolean);
      const apart = !isPhrase && parts.every((part) => part.length >= shortest);
      return (apart ? parts : [parts.join("")]).map((part) => ({
        shown,
        token: part.toLowerCase(),
        isStop: words.isStopWord(part),
        isPartial: false,
      }));
    });
}
