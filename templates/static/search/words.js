// Words as the search compares them: the rules of docs/search-words.md in the reader's browser, to
// the letter those of generator/text/search_words.py and search_stems.py. The numbers in the
// comments are those of the rules; a test compares both over every word there is to be had.

// The rules followed here; a table of others is of another program.
export const rules = 1;

const spaces = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const outerSpaces = /^ +| +$/gu;
const thousands = /([0-9])[,٬](?=[0-9]{3}(?![0-9]))/gu;
const possessive = /'[sS]$/u;
const outerApostrophes = /^'+|'+$/gu;
const arabicLetters = /^[\u0621-\u063a\u0641-\u064a]+$/u;
const capitalised = /^[A-Z][^A-Z]*$/u;
const longestAffix = 4;
const longestEnding = 5;
const shortestStem = 3;
const leastSeatless = 4;
const leastBehindFa = 5;
// What may follow a known word of two letters, and what if no preposition stands before it.
const tight = new Set(["ه", "ها", "هم", "هما", "نا"]);
const tightCases = new Set(["", "ا", "ان", "ين"]);
// Pronouns before which an ا may be a ى.
const afterAlef = new Set(["ه", "ها", "هم", "هما"]);
const seats = { آ: "ا", ؤ: "و", ئ: "ي" };

// The functions of a table, which is that of `search_table.client_table`.
export function createWords(table) {
  const group = (name) => new RegExp(`[${table[name]}]+`, "gu");
  const [invisible, presentation, marks] = ["invisible", "presentation", "marks"].map(group);
  const separators = group("separators");
  const arabic = new RegExp(`^[${table.arabic}]`, "u");
  const scripts = new RegExp(`([${table.arabic}]+)|([^${table.arabic}]+)`, "gu");
  const letters = new Map(
    linesOf(table.letters).flatMap(([letter, variants]) => {
      return [...variants].map((variant) => [variant, letter]);
    }),
  );
  const oneLetter = (text) => [...text].map((each) => letters.get(each) ?? each).join("");
  const wordsIn = (name) => oneLetter(table[name]).split(/\s+/u).filter(Boolean);
  const stem = createStemmer(table, oneLetter, wordsIn);
  const clinging = new Set([...wordsIn("before_words"), "س"]);
  const latin = new Map(
    linesOf(table.latin).flatMap(([token, ...forms]) => forms.map((form) => [form, token])),
  );

  // Rule 1.
  function normaliseText(text) {
    const visible = text.replace(invisible, "").normalize("NFC");
    return visible.replace(spaces, " ").replace(outerSpaces, "");
  }

  function normaliseWord(word) {
    if (arabicLetters.test(word)) return stem(oneLetter(word));
    let token = tokenOf(word);
    for (;;) {
      const again = tokenOf(token);
      if (again === token) return token;
      token = again;
    }
  }

  // Rules 2 to 4, 10.
  function tokenOf(written) {
    const usual = written
      .replace(invisible, "")
      .replace(presentation, (forms) => forms.normalize("NFKC"));
    const word = oneLetter(usual.normalize("NFC")).replace(marks, "");
    const parts = word
      .replace(thousands, "$1")
      .split(separators)
      .flatMap((chunk) => [...chunk.matchAll(scripts)])
      .map(([, letters, other]) => letters ?? other.replace(outerApostrophes, ""))
      .filter(Boolean);
    const whole = parts.filter((part, at) => at === parts.length - 1 || !clinging.has(part));
    if (whole.length) return whole.map(tokenOfPart).join("-");
    return word.replace(spaces, "").replaceAll("_", "-") || "-";
  }

  // Rule 11 for what is not Arabic.
  function tokenOfPart(part) {
    if (arabic.test(part)) return stem(part);
    let word = part.replace(possessive, "").replaceAll("'", "");
    if (capitalised.test(word)) word = word[0].toLowerCase() + word.slice(1);
    return latin.get(word) ?? word;
  }

  const stopWords = new Set(wordsIn("stop_words").map(normaliseWord));
  return { normaliseText, normaliseWord, isStopWord: (token) => stopWords.has(token) };
}

// Rule 5: each hamza on the seat that the lexicon has.
function spell(word) {
  return word
    .replace(/(..)اي(?=ي(?!ن))/gu, "$1اء")
    .replace(/ا[ؤئ]/gu, "اء")
    .replace(/([^ا])[ؤئءو]و/gu, "$1ئو");
}

// Rule 9: letters only that Pagefind leaves as they are.
function plain(word) {
  return seatless(word).replaceAll("ة", "ه").replace(/نج$/u, "نغ");
}

// As those type it who leave the hamzas out, but not the dots of ة.
function seatless(word) {
  return word.replace(/اء(?=.)/gu, "اي").replace(/[آؤئ]/gu, (letter) => seats[letter]);
}

// That of a word in ا, a land more often than not: كندي, روسي.
function adjectives(word) {
  const made = word.endsWith("يا") ? word.slice(0, -1) : `${word.slice(0, -1)}ي`;
  return made.length > shortestStem ? [made] : [];
}

function createStemmer(table, oneLetter, wordsIn) {
  const setOf = (name) => new Set(wordsIn(name));
  const affixesOf = (name) => {
    const pairs = wordsIn(name).map((each) => each.split(":"));
    return new Map(pairs.map(([affix, least]) => [affix, Number(least)]));
  };
  const [beforeWords, afterWords] = ["before_words", "after_words"].map(setOf);
  const [afterPlurals, afterFeminine] = ["after_plurals", "after_feminine"].map(setOf);
  const heads = setOf("heads");
  const [articles, conjunctions, endings] = ["articles", "conjunctions", "endings"].map(affixesOf);
  const [prepositions, future] = ["prepositions", "future"].map(affixesOf);
  const tightBefore = new Set(["", "و", ...articles.keys()]);
  const { tokens, plurals, particles } = learnWords(oneLetter(table.families), wordsIn);

  // The token of a word of Arabic letters made one.
  function stem(word) {
    let spelled = spell(word);
    let found = known(spelled);
    while (found === undefined) {
      const shorter = shorten(spelled);
      if (shorter === undefined) {
        // Once more: what is left may be a known word, and a token must stay what it is.
        const left = plain(spelled);
        return left === word ? left : stem(left);
      }
      spelled = shorter;
      found = known(spelled);
    }
    return found;
  }

  // Rule 6: the token of the known word in it, at its beginning by preference, then the longest.
  function known(word) {
    let found = tokens.get(word);
    if (found !== undefined) return found;
    let longest = 1;
    for (let start = 0; start <= longestAffix; start += 1) {
      const prefix = word.slice(0, start);
      if (start && !beforeWords.has(prefix)) continue;
      const shortestEnd = Math.max(start + longest + 1, word.length - longestEnding);
      for (let end = word.length; end >= shortestEnd; end -= 1) {
        const token = joined(prefix, word.slice(start, end), word.slice(end));
        if (token === undefined) continue;
        found = token;
        longest = end - start;
        break;
      }
      if (start === 0 && longest >= shortestStem) break;
    }
    return found;
  }

  function joined(prefix, head, ending) {
    const feminine = afterFeminine.has(ending) ? tokens.get(`${head}ة`) : undefined;
    // A ه may be a pronoun of the word without ة, unless that is as short as سن (سنه is سنة);
    // the other endings speak for the ة.
    if (feminine !== undefined && (ending !== "ه" || head.length < shortestStem)) return feminine;
    const token = tokens.get(head);
    if (token !== undefined && takes(prefix, head, ending)) return token;
    if (feminine === undefined && head.endsWith("ا") && afterPlurals.has(ending)) {
      return inAlef(head);
    }
    return feminine;
  }

  // The token of a known word whose ى is an ا before pronouns: قراهم, of قرى.
  function inAlef(head) {
    const word = `${head.slice(0, -1)}ي`;
    return word.length < shortestStem || particles.has(word) ? undefined : tokens.get(word);
  }

  function takes(prefix, head, ending) {
    if (particles.has(head)) return false;
    // كاثرين has nothing to do with أثر, nor فاصل with أصل.
    const thus = prefix === "ف" || prefix === "ك";
    if (thus && head.startsWith("ا") && head.length < leastBehindFa) return false;
    if (head.length < shortestStem) return takesTightly(prefix, head, ending);
    if (!ending) return true;
    // عملها is not عملة with an ا behind it.
    if (ending === "ا" && head.endsWith("ه") && tokens.has(`${head.slice(0, -1)}ة`)) return false;
    return (plurals.has(head) ? afterPlurals : afterWords).has(ending);
  }

  function takesTightly(prefix, head, ending) {
    if (tight.has(ending)) return true;
    if (tightBefore.has(prefix)) return tightCases.has(ending);
    // Not لام, باخ, ليد: too much else begins so.
    return !ending && (prefix === "ب" || prefix === "ل") && !/^[اي]/u.test(head);
  }

  // Rules 7 and 8: without the next thing that clings to it by the looks of it.
  function shorten(word) {
    const rest = behind(word, articles);
    if (rest !== undefined) return rest;
    const hasOwnHead = [2, 3, 4, 5].some((length) => heads.has(word.slice(0, length)));
    return (
      (hasOwnHead ? undefined : behind(word, conjunctions)) ??
      withoutEnding(word) ??
      (hasOwnHead ? undefined : behind(word, prepositions) ?? present(word))
    );
  }

  function present(word) {
    const verb = word.slice(1);
    return word.startsWith("س") && behind(verb, future) !== undefined ? verb : undefined;
  }

  function withoutEnding(word) {
    for (let length = longestAffix; length > 0; length -= 1) {
      const ending = word.slice(-length);
      let least = endings.get(ending);
      if (least === undefined) continue;
      const rest = word.slice(0, -length);
      if (ending === "ات" && rest.length === shortestStem - 1) return `${rest}ة`;
      if (ending === "ون" && rest.endsWith("ي")) least = shortestStem;
      if (rest.length < least || holds(rest, ending)) continue;
      if (afterAlef.has(ending) && mayBeYeh(rest)) return `${rest.slice(0, -1)}ي`;
      if (afterPlurals.has(ending) || !(plurals.has(rest) || particles.has(rest))) return rest;
      // مزارع is the plural of مزرعة; مزارعين are of another word, and مزارعون too.
      if (ending === "ين" && plurals.has(rest)) return `${rest}ون`;
    }
    return undefined;
  }

  return stem;
}

// What the lists say of words; where they say two things of one, the first holds.
function learnWords(families, wordsIn) {
  const tokens = new Map();
  const [plurals, particles] = [new Set(), new Set()];
  const learn = (words, token, kind) => {
    for (const word of words.map(spell)) {
      if (tokens.has(word)) continue;
      tokens.set(word, token ?? plain(word));
      kind?.add(word);
    }
  };
  learn(wordsIn("stop_words"), undefined, particles);
  learn(wordsIn("whole"));
  for (const line of families.split("\n")) {
    const [words, others = []] = line.split(":").map((part) => part.split(" ").filter(Boolean));
    const token = plain(spell(words[0]));
    learn(words, token);
    learn(others, token, plurals);
  }
  for (const [word, token] of [...tokens]) {
    if (!word.endsWith("ا") || plurals.has(word) || particles.has(word)) continue;
    learn(adjectives(word), token);
  }
  for (const token of [...tokens.values()]) learn([token], token);
  for (const [word, token] of [...tokens]) {
    const kind = [plurals, particles].find((each) => each.has(word));
    // آلام without its madda is الام, which is الأم more often.
    if (word.startsWith("آل")) continue;
    learn([plain(word)], token, kind);
    // رئة without its hamza is the end of برية, and a part of too much else.
    if (word.length >= leastSeatless) learn([seatless(word)], token, kind);
  }
  // Only a conjunction clings to a stop word.
  for (const word of [...particles]) learn([`و${word}`, `ف${word}`], tokens.get(word), particles);
  return { tokens, plurals, particles };
}

function behind(word, prefixes) {
  for (let length = longestAffix; length > 0; length -= 1) {
    const least = prefixes.get(word.slice(0, length));
    if (least !== undefined && word.length - length >= least) return word.slice(length);
  }
  return undefined;
}

// Whether its ا is a ى but for the pronoun: not in a short word (دعاه), and not behind a ن, where
// the ا may be of a "we" (ناقشناه).
function mayBeYeh(word) {
  return word.length > shortestStem && /[^ن]ا$/u.test(word);
}

// Whether the ending belongs to the word: ولاي, آيات.
function holds(rest, ending) {
  return (ending === "ي" && rest.endsWith("ا")) || (ending === "ت" && /[اوي]$/u.test(rest));
}

function linesOf(list) {
  return list.split("\n").map((line) => line.split(" "));
}
