// Which shards of a language have which words: only those that may answer a query are loaded.
// generator/searching/directory.py writes the files, and says what stands in them.

import { hasScript } from "./query.js";

// `language` is that of the catalog, `load` gives a file below the index. Without a directory, as in
// a small index, every shard may have every word.
export function createDirectory({ directory, starts }, load) {
  const parts = new Map();
  const part = (number) => {
    const path = `${directory}${number}.txt`;
    if (!parts.has(number)) parts.set(number, read(load, path, starts[number]));
    parts.get(number).catch(() => parts.delete(number));
    return parts.get(number);
  };

  // All lines of words that begin so.
  async function beginningWith(text) {
    const first = placeOf(text);
    const behind = starts.findIndex((start, number) => number > first && !start.startsWith(text));
    const numbers = [...starts.keys()].slice(first, behind < 0 ? undefined : behind);
    const lines = (await Promise.all(numbers.map(part))).flat();
    return lines.filter(({ word }) => word.startsWith(text));
  }

  // The line of a word, if there is one.
  async function line(text) {
    return (await part(placeOf(text))).filter(({ word }) => word === text);
  }

  function placeOf(text) {
    return Math.max(0, starts.findLastIndex((start) => start <= text));
  }

  return {
    isEmpty: !directory,

    // Of a word of a query, {token, isPartial}: the shards that may have it and those that may have it
    // in a title (numbers of bits, the newest 0), and in how many documents it is.
    async find({ token, isPartial }) {
      const word = withoutAccents(token);
      const isLatin = hasScript(word, "Latn");
      const isMeant = (each) => (isPartial && each.startsWith(word)) || (isLatin && isAkin(each, word));
      const near = isLatin || isPartial ? await beginningWith(isLatin ? beginningOf(word) : word) : null;
      const lines = near ? near.filter((each) => isMeant(each.word)) : await line(word);
      const union = (name) => lines.reduce((bits, each) => bits | each[name], 0n);
      return {
        shards: bitsOf(union("having")),
        titles: bitsOf(union("titles")),
        documents: lines.reduce((most, { documents }) => Math.max(most, documents), 0),
      };
    },
  };
}

// Pagefind stems Latin words (Porter's English stemmer): what the forms of one have in common is a
// beginning of it, and what follows are endings. More words are let pass here than have its stem; of
// those that have it, a few in a hundred irregular ones are not (dying, of die).
const ending = new RegExp(
  `^[eiy]?(?:${[
    "'?s|s'|e[sdrn]?|ers|est|ies|ied|ier|iest|ing|ings|edly|ingly|ly|li|liness|y",
    "al|als|ally|ial|ials|ially|ical|ically|ic|ics|icity|iciti|icate|icated|icates|icating|icative",
    "at[eio]|ates|ated|ating|ation|ations|ational|ative|atively|ator|ators|ition|itions",
    "ion|ions|ional|ionally|tion|tions|tional|sion|sions|or|ors|ment|ments|ement|ements|mental",
    "able|ables|ably|ible|ibly|ability|abilities|ibility|bility|bilities|bly",
    "[ae]nce|[ae]nces|[ae]nc[yi]|[ae]ncies|ant|ants|ent|ents|antly|ently|ential",
    "i[sz]e[srd]?|i[sz]ers|i[sz]ing|i[sz]ation|i[sz]ations|alism|alist|al[iy]ty|aliti|ality",
    "ity|ities|iti|ism|isms|ist|ists|istic|ful|fully|fulness|less|lessly|lessness|ness|nesses",
    "ous|ously|ousness|iv[ei]|ives|ively|iveness|ivity|ivities|ogy|ogies|ogi|eed|eedly",
  ].join("|")})?$`,
  "u",
);

export function isAkin(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const least = Math.max(1, Math.min(2, one.length - 1, other.length - 1));
  for (let at = same; at >= least; at -= 1) {
    if ([one, other].every((word) => isEnding(word.slice(at), word[at - 1]))) return true;
  }
  return false;
}

// Also with the letter before it doubled, as in "running".
function isEnding(rest, before) {
  return ending.test(rest) || (rest[0] === before && ending.test(rest.slice(1)));
}

export function beginningOf(word) {
  const beginning = word.slice(0, Math.min(4, Math.max(3, word.length - 4)));
  // "cried" and "cry".
  return beginning.length === 3 ? beginning.replace(/[iy]$/u, "") : beginning;
}

// Some hosts answer with a page, or with nothing, where a file is missing.
async function read(load, path, start) {
  const text = await (await load(path)).text();
  if (!text.startsWith(`${start}\t`) || !text.endsWith("\n")) throw new Error(`${path}: damaged`);
  return text.split("\n").filter(Boolean).map((line) => {
    const [word, having, documents, titles] = line.split("\t");
    const bits = BigInt(`0x${having}`);
    return {
      word,
      having: bits,
      titles: BigInt(`0x${titles || 0}`),
      documents: documents ? parseInt(documents, 36) : bitsOf(bits).length,
    };
  });
}

function bitsOf(bits) {
  return [...bits.toString(2)].reverse().flatMap((bit, number) => (bit === "1" ? [number] : []));
}

function withoutAccents(token) {
  return token.normalize("NFD").replace(/\p{Mn}/gu, "");
}
