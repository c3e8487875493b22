// lunr with lunr-languages, asked through its own query builder: {documents, queries} as JSON on
// the standard input, the paths found for each query and the size of the indexes on the output.

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { gzipSync } = require("node:zlib");

const load = (name) => require(join(process.argv[2], name));
const lunr = load("lunr");
load("lunr-languages/lunr.stemmer.support")(lunr);
load("lunr-languages/lunr.ar")(lunr);

const { documents, queries } = JSON.parse(readFileSync(0, "utf8"));
const rules = { ar: lunr.ar, en: lunr };
const indexes = {};
for (const language of new Set(documents.map((each) => each.language))) {
  indexes[language] = lunr(function () {
    if (language === "ar") this.use(lunr.ar);
    this.ref("path");
    this.field("title");
    this.field("text");
    for (const each of documents) if (each.language === language) this.add(each);
  });
}

// Of a query lunr stems the words and no more; a required word with punctuation around it, or one
// that is left out of the index, would find nothing.
function search(language, text) {
  const { trimmer, stopWordFilter } = rules[language];
  const pipeline = new lunr.Pipeline();
  pipeline.add(trimmer, stopWordFilter);
  const words = pipeline.run(lunr.tokenizer(text)).map(String).filter(Boolean);
  if (!words.length) return [];
  const results = indexes[language].query((query) => {
    query.term(words, { presence: lunr.Query.presence.REQUIRED });
  });
  return results.map(({ ref }) => ref);
}

const found = queries.map(([text, languages]) => {
  return languages.flatMap((language) => (indexes[language] ? search(language, text) : []));
});
const size = Object.values(indexes)
  .map((index) => gzipSync(JSON.stringify(index)).length)
  .reduce((one, other) => one + other, 0);
process.stdout.write(JSON.stringify({ found, size }));
