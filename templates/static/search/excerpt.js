// Texts with the words that match marked, and the part of a page that is worth showing.

const excerptLength = 28;
const before = 6;
const suffixes = ["ings", "edly", "ness", "ments", "ations"];

// Whether a word of the text, and its token, is one that a query asks for. Latin words are stemmed
// by Pagefind, out of sight: here it is enough that they are one but for their endings.
export function fits(word, token, { token: asked, isPartial }) {
  const whole = token.toLowerCase();
  const isOne = (part) => {
    if (part === asked || isFormOf(part, asked)) return true;
    if (!isPartial) return false;
    // An ending begun, as in عقوبا for عقوبات, is not in the token but in the word.
    return part.startsWith(asked) || (asked.startsWith(part) && fold(word).includes(asked));
  };
  return whole.split("-").some(isOne) || isOne(whole.replaceAll("-", ""));
}

// Words as parts of one text; those at the places for which `isMarked` holds are marked, without
// the punctuation around them, neighbours together.
export function markWords(list, isMarked) {
  const parts = [];
  const add = (text, marked) => {
    if (parts.at(-1)?.marked === marked) parts.at(-1).text += text;
    else if (text) parts.push({ text, marked });
  };
  list.forEach((word, place) => {
    const core = isMarked(place) && word.match(/[\p{L}\p{M}\p{N}].*[\p{L}\p{M}\p{N}]|[\p{L}\p{N}]/u);
    const isJoined = core && core.index === 0 && parts.at(-1)?.marked;
    if (place) add(" ", Boolean(isJoined));
    add(core ? word.slice(0, core.index) : word, false);
    if (!core) return;
    add(core[0], true);
    add(word.slice(core.index + core[0].length), false);
  });
  return parts;
}

// Which words of a list a query asks for: {place, asked}; those of a phrase where they stand together.
export function findWords(list, query, words) {
  const tokens = list.map((word) => words.normaliseWord(word));
  const isAt = (place, asked) => place < list.length && fits(list[place], tokens[place], asked);
  return list.flatMap((_, place) => {
    const single = query.words.filter((asked) => isAt(place, asked));
    const together = query.phrases.flatMap((phrase) => {
      const from = phrase.findIndex((_, step) => {
        return step <= place && phrase.every((asked, next) => isAt(place - step + next, asked));
      });
      return from < 0 ? [] : [phrase[from]];
    });
    return [...single, ...together].map(({ token }) => ({ place, asked: token }));
  });
}

// A text with the words marked that a query asks for.
export function markText(text, query, words) {
  const list = text ? text.split(" ") : [];
  const found = new Set(findWords(list, query, words).map(({ place }) => place));
  return markWords(list, (place) => found.has(place));
}

// The part of a page with the best matches: its anchor and heading, an excerpt, and the other
// sections that match. `found` are the words that match, by place: {place, asked}.
export function describe(page, found) {
  const marked = new Set(found.map(({ place }) => place));
  const worth = (from, to) => {
    const inside = found.filter(({ place }) => place >= from && place < to);
    return 100 * new Set(inside.map(({ asked }) => asked)).size + inside.length;
  };
  const rated = partsOf(page).map((part) => ({ ...part, worth: worth(part.start, part.end) }));
  const best = rated.reduce((one, other) => (other.worth > one.worth ? other : one));
  const heading = (part) => {
    return markWords(part.heading, (place) => marked.has(part.start + place));
  };
  const from = best.start + best.heading.length;
  const starts = [from, ...found.map(({ place }) => place - before)]
    .map((start) => Math.max(from, Math.min(start, best.end - excerptLength)))
    .filter((start) => start < best.end || start === from);
  const rates = starts.map((start) => worth(start, Math.min(start + excerptLength, best.end)));
  const start = starts[rates.indexOf(Math.max(...rates))];
  const end = Math.min(start + excerptLength, best.end);
  const shown = page.words.slice(start, end);
  // A stretch that runs the other way may be cut: it is opened and closed as it was.
  const opened = openIsolates(page.words.slice(from, start).join(""));
  const closing = "\u2069".repeat(openIsolates(opened + shown.join("")).length);
  const excerpt = markWords(shown, (place) => marked.has(start + place));
  excerpt.unshift({ text: (start > from ? "… " : "") + opened, marked: false });
  excerpt.push({ text: closing + (end < best.end ? " …" : ""), marked: false });
  return {
    anchor: best.id,
    heading: heading(best),
    excerpt,
    sections: rated
      .filter((part) => part.worth && part.id && part.id !== best.id && part.element !== "event")
      .slice(0, 3)
      .map((part) => ({ id: part.id, heading: heading(part) })),
  };
}

// The parts of a page in order, the opening first: {id, element, heading, start, end}.
export function partsOf(page) {
  const anchors = [...page.anchors].sort((one, other) => one.location - other.location);
  const end = anchors[0]?.location ?? page.words.length;
  const opening = { id: "", element: "", heading: [], start: 0, end };
  return [
    opening,
    ...anchors.map(({ id, element, text, location, end: behind }) => {
      return { id, element, heading: text ? text.split(" ") : [], start: location, end: behind };
    }),
  ];
}

// The isolates of bidi that are begun in a text and not ended.
function openIsolates(text) {
  const open = [];
  for (const [sign] of text.matchAll(/[\u2066\u2067\u2069]/gu)) {
    if (sign === "\u2069") open.pop();
    else open.push(sign);
  }
  return open.join("");
}

// The letters of an Arabic word as tokens have them, clitics and endings kept.
function fold(word) {
  const plain = word.normalize("NFD").replace(/[\p{M}\u0640]/gu, "");
  return plain.replace(/[ىی]/gu, "ي").replaceAll("ة", "ه").replaceAll("ک", "ك");
}

function isFormOf(one, other) {
  if (!/^[a-z\u00df-\u024f']+$/u.test(other)) return false;
  const trunk = trunkOf(one);
  if (trunk === trunkOf(other)) return true;
  // "happine" on its way to "happiness" finds "happy".
  const rest = other.startsWith(trunk) && trunk.length > 3 ? other.slice(trunk.length) : "";
  return rest.length > 1 && suffixes.some((suffix) => suffix.startsWith(rest));
}

// A Latin word without the commonest English endings.
function trunkOf(word) {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "");
  const shorter = plain
    .replace(/(?<=..)(?:ies|y)$/u, "i")
    .replace(/(?<=[^s])s$/u, "")
    .replace(/(?<=...)(?:ing|ed|ness|ment|ly)$/u, "");
  return shorter.replace(/(?<=..)e$/u, "").replace(/([b-df-hj-kmnp-rt-v])\1$/u, "$1");
}
