// Answers set in elements. Their shapes are the page's templates, one a language.

const isolates = /([\u2066\u2067\u2069])/u;
const directions = { "\u2066": "ltr", "\u2067": "rtl" };

// `holder` has the templates of pages/search.html; `root` is the URL of the site's root.
export function createPainter(holder, root) {
  const templates = new Map(
    [...holder.querySelectorAll("template[data-part]")].map((each) => {
      return [`${each.dataset.part} ${each.dataset.language ?? ""}`, each.content.firstElementChild];
    }),
  );
  const languages = [...templates]
    .filter(([name]) => name.startsWith("option "))
    .map(([, { lang, dir }]) => ({ lang, dir, script: scriptOf(lang) }));

  // A new element of a kind.
  function make(part, language = "") {
    return document.importNode(templates.get(`${part} ${language}`), true);
  }

  // Puts a text, or parts of one ({text, marked}), into an element, each run of the other direction
  // in an element of its own.
  function fill(element, text) {
    const open = [element];
    for (const part of typeof text === "string" ? [{ text, marked: false }] : text) {
      for (const piece of part.text.split(isolates)) {
        if (piece === "\u2069") {
          if (open.length > 1) open.pop();
        } else if (directions[piece]) {
          const run = document.createElement("bdi");
          run.dir = directions[piece];
          open.at(-1).append(run);
          open.push(run);
        } else if (part.marked && piece) {
          const mark = document.createElement("mark");
          mark.textContent = piece;
          open.at(-1).append(mark);
        } else {
          open.at(-1).append(piece);
        }
      }
    }
    for (const run of element.querySelectorAll("bdi")) {
      const spoken = languages.find(({ dir, script }) => dir === run.dir && script.test(run.textContent));
      if (spoken) run.lang = spoken.lang;
    }
    return element;
  }

  // Address of a path of the site, at an anchor of the page.
  function address(path, anchor = "") {
    const url = new URL(path, root);
    if (anchor) url.hash = anchor;
    return url.href;
  }

  return { make, fill, address };
}

// Whole numbers in the digits of a page.
export function createNumbers(digits) {
  const format = new Intl.NumberFormat(`en-u-nu-${digits}`, { useGrouping: false });
  return (number) => format.format(number);
}

// How many results an answer has.
function countOf({ groups }) {
  return groups.reduce((sum, { total }) => sum + total, 0);
}

// What a whole answer comes to, in the messages of a page; of a large index the count is often that
// of the newest years only.
export function summaryOf(answer, messages, shown) {
  if (!answer.isAsked) return "";
  const said = [countText(answer, messages, shown)];
  if (answer.relaxed) said.unshift(answer.isApart ? messages.someApart : messages.someWords);
  if (answer.failed) said.push(messages.partMissing);
  // A sentence after a number wants a full stop between.
  return said.map((each) => each.replace(/(?<=\p{N})$/u, said.length > 1 ? "." : "")).join(" ");
}

function countText(answer, messages, shown) {
  if (isEmpty(answer)) {
    return answer.suggestions.length ? messages.none : `${messages.none} ${messages.noneHint}`;
  }
  if (!answer.groups.length) return messages.onlyTerms;
  const isOpen = answer.groups.some((group) => group.isOpen);
  return `${isOpen ? messages.resultsOpen : messages.results} ${shown(countOf(answer))}`;
}

// What stands beside a term's name: that in the other language, and where nothing in the name shows
// why the term was found, its further names.
export function namesOf(name, other, also) {
  return [other, ...(name.some(({ marked }) => marked) ? [] : also)].filter(Boolean).join(" · ");
}

// A field without letters runs as its page does: an empty one too.
export function direct(field, direction) {
  field.dir = /\p{L}/u.test(field.value) ? "auto" : direction;
}

export function isEmpty({ groups, terms, events }) {
  return !groups.length && !terms.length && !events.length;
}

function scriptOf(lang) {
  return new RegExp(`\\p{Script=${new Intl.Locale(lang).maximize().script}}`, "u");
}
