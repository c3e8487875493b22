// One search: asks both languages, and makes one answer of what they say.

import { Asking, isWanted } from "./asking.js";
import { openMatch } from "./hits.js";
import { balance, byDate, byScore, matchAny, matchShard, mostWords, prefer } from "./matching.js";
import { everyWord, hasScript, onlyWords, parseQuery } from "./query.js";
import { suggest } from "./suggest.js";
import { findTerms, renamed, translated } from "./terms.js";

const patience = 250;
const mostShown = 3;
// Hits of the language that comes second, as long as the reader does not ask for more.
const mostOfOther = 2;
// What a page that uses another name of a term is worth, beside one that uses this.
const otherName = 0.9;

// In place of a page that could not be loaded.
const broken = {};

// Thrown out of a search that nobody waits for any more.
export const stale = new Error("stale");

// The answer to a request, and how many shards were `reached`; an early answer, of the newest shards,
// goes to `onPartial` where the others take longer.
export async function answer(site, request, onPartial, isStale) {
  const search = new Search(site, request, isStale);
  return { made: await search.run(onPartial), reached: search.asking.reached.size };
}

class Search {
  constructor(site, request, isStale) {
    Object.assign(this, { site, request, isStale });
    this.query = parseQuery(site.words, request.query, request.finished);
    this.asking = new Asking(site, request, isStale);
    this.plans = this.plan();
    this.found = [];
    this.isApart = false;
  }

  async run(onPartial) {
    if (!everyWord(this.query).length) return this.compose(true);
    const terms = this.findTerms();
    const asked = this.plans.filter(({ query }) => query);
    const asking = asked.map((plan) => this.asking.gather(plan, matchShard, plan.query, plan));
    const everything = Promise.all(asking).then(() => true);
    if (onPartial && !(await Promise.race([everything, pause(patience)]))) {
      await Promise.race([everything, asked[0].begun.promise]);
      const early = await this.compose(false);
      if (early.groups.length) onPartial(early);
    }
    await everything;
    await terms;
    this.stopIfStale();
    await Promise.all(this.plans.map((plan) => this.widen(plan)));
    if (!this.plans.some(isAnswered)) await this.lighten();
    if (!this.plans.some(isAnswered)) await this.askByScript();
    return this.compose(true);
  }

  // Which languages are asked what: the reader's first. Arabic words are in Arabic texts only,
  // Latin ones in both; a language that is not asked may have a term by another name.
  plan() {
    const { language, filters = {} } = this.request;
    const { languages, index } = this.site;
    const isArabic = everyWord(this.query).some(({ token }) => hasScript(token, "Arab"));
    const isLatin = everyWord(this.query).some(({ token }) => hasScript(token, "Latn"));
    const isFit = (shard) => {
      if (shard.kind === "terms") return false;
      if (filters.year && shard.year !== Number(filters.year)) return false;
      return shard.kind === "articles" || !(filters.topic || filters.state);
    };
    return [...languages]
      .sort((one, other) => (other.code === language) - (one.code === language))
      .map(({ code, script, directory }) => {
        const isAsked = script === "Arab" || isLatin || !isArabic;
        const shards = index.shards.filter((each) => each.language === code && isFit(each));
        const query = isAsked ? this.query : null;
        const begun = withResolvers();
        return { code, script, directory, query, shards, begun, answers: [], rest: [], more: [] };
      })
      .sort((one, other) => Boolean(other.query) - Boolean(one.query));
  }

  stopIfStale() {
    if (this.isStale()) throw stale;
  }

  async findTerms() {
    const { index } = this.site;
    const finding = index.shards
      .filter(({ kind }) => kind === "terms")
      .map(async (shard) => {
        try {
          const found = await findTerms(shard, this.query, this.site);
          this.asking.reached.add(shard);
          return found;
        } catch {
          this.asking.failed.add(shard);
          return [];
        }
      });
    this.found = (await Promise.all(finding)).flat();
  }

  // Pages that have a term of the query by another name.
  async widen(plan) {
    const { words } = this.site;
    const own = this.found.filter(({ term }) => term.language === plan.code);
    const others = this.found.filter(({ term }) => term.language !== plan.code);
    const queries = plan.query ? own.flatMap((each) => renamed(this.query, each, words)) : [];
    const inThis = translated(this.query, others, plan.script, words);
    for (const query of inThis ? [...queries, inThis] : queries) {
      const { answers, rest } = await this.asking.gather(plan, matchShard, query);
      plan.more.push(...balance(answers).filter(isSure));
      plan.isOpen ||= rest.length > 0;
    }
    for (const match of plan.more) match.score *= otherName;
  }

  // Nothing was found: the letter that begins a word may be one that clings to it, as in فعقوبات,
  // where only the index can tell.
  async lighten() {
    const { words } = this.site;
    const unknown = new Set((await this.unknown()).map(({ token }) => token));
    const lighter = (word) => {
      const rest = unknown.has(word.token) && withoutClitic(word.shown);
      return rest ? { ...word, token: words.normaliseWord(rest) } : word;
    };
    if (!everyWord(this.query).some((word) => lighter(word) !== word)) return;
    const query = {
      ...this.query,
      words: this.query.words.map(lighter),
      phrases: this.query.phrases.map((phrase) => phrase.map(lighter)),
    };
    await this.askInstead(() => ({ match: matchShard, query }));
  }

  // Asks the languages something else, {match, query} or null, which takes the place of what they
  // said if it finds anything; whether it does.
  async askInstead(ask) {
    const asked = this.plans.filter(({ query }) => query);
    const made = await Promise.all(
      asked.map((plan) => {
        const { match, query } = ask(plan) ?? {};
        return query ? this.asking.gather(plan, match, query) : { answers: [], rest: [] };
      }),
    );
    if (!made.some(({ answers }) => answers.some(hasWanted))) return false;
    asked.forEach((plan, number) => Object.assign(plan, made[number]));
    return true;
  }

  // The words of the query that nothing on the site has.
  async unknown() {
    const known = new Set();
    for (const plan of this.plans.filter(({ query }) => query)) {
      // Of all years, whichever the reader wants to see.
      const others = this.site.index.shards.filter(({ language, kind }) => {
        return language === plan.code && kind !== "terms" && (plan.directory.isEmpty || kind !== "articles");
      });
      // By no filter: pages of no topic have words too.
      for (const { counts } of await Promise.all(others.map((shard) => this.countIn(shard)))) {
        for (const [token, count] of counts) if (count) known.add(token);
      }
      if (plan.directory.isEmpty) continue;
      const found = await this.asking.look(plan.directory, this.query);
      everyWord(this.query).forEach(({ token }, number) => {
        if (found[number].shards.length) known.add(token);
      });
    }
    return everyWord(this.query).filter(({ token }) => !known.has(token));
  }

  async countIn(shard) {
    try {
      return await matchAny(shard, this.query);
    } catch {
      this.asking.failed.add(shard);
      return { counts: [] };
    }
  }

  // A query in two scripts that no page has all of: in each language the pages with the words of
  // its own.
  async askByScript() {
    const isFound = await this.askInstead((plan) => {
      const isOwn = ({ token }) => !hasScript(token, plan.script === "Arab" ? "Latn" : "Arab");
      const query = onlyWords(this.query, isOwn);
      const asked = everyWord(query);
      const isMixed = asked.length < everyWord(this.query).length;
      if (!isMixed || !asked.some(({ token }) => hasScript(token, plan.script))) return null;
      const foreign = everyWord(this.query).filter((word) => !isOwn(word));
      const match = async (shard) => prefer(await matchShard(shard, query), foreign);
      return { match, query };
    });
    for (const plan of this.plans) plan.isPart = isFound;
  }

  async compose(isComplete) {
    this.stopIfStale();
    const { finished, quick } = this.request;
    for (const plan of this.plans) plan.matches = union([...balance(plan.answers), ...plan.more]);
    // Where whole words are found, what only begins like them is not meant.
    if (this.plans.some(({ matches }) => matches.some(({ isWhole }) => isWhole))) {
      for (const plan of this.plans) plan.matches = plan.matches.filter(({ isWhole }) => isWhole);
    }
    const isFound = this.plans.some((plan) => !plan.isPart && plan.matches.some(isSure));
    let groups = await this.open();
    let relaxed = groups.length > 0 && groups.every(({ isPart }) => isPart);
    let unknown = [];
    let suggestions = [];
    const isAsked = everyWord(this.query).length > 0;
    if (isComplete && isAsked && !isFound && (finished || relaxed || !groups.length)) {
      unknown = await this.unknown();
      if (!groups.length) {
        await this.relax();
        groups = await this.open();
        relaxed = groups.length > 0;
      }
      if (finished || !quick) suggestions = await this.suggest(unknown);
    }
    this.stopIfStale();
    return {
      terms: this.terms(),
      events: distinct(groups.flatMap(({ events }) => events)).slice(0, mostShown),
      groups: groups.map(({ language, total, hits, isOpen }) => ({ language, total, hits, isOpen })),
      relaxed,
      // The words of a phrase stand apart.
      isApart: this.isApart,
      dropped: unknown.map(({ shown }) => shown),
      suggestions,
      failed: this.asking.failed.size,
      // While a reader has only typed small words nothing is looked for.
      isAsked,
      complete: isComplete,
    };
  }

  // Pages with all words of a phrase apart, or else with most words, take the place of none.
  async relax() {
    const asked = everyWord(this.query);
    const plans = this.plans.filter(({ query }) => query);
    const apart = { ...this.query, phrases: [], words: asked };
    const together = () => ({ match: matchShard, query: apart });
    if (this.query.phrases.length && (await this.askInstead(together))) {
      this.isApart = true;
      for (const plan of plans) plan.matches = balance(plan.answers).filter(isWanted);
      return;
    }
    const made = await Promise.all(plans.map((plan) => this.asking.gather(plan, matchAny, apart)));
    const all = made.flatMap(({ answers }) => answers.flatMap(({ matches }) => matches));
    const least = Math.ceil(asked.length / 2);
    const most = all.reduce((best, { has }) => Math.max(best, has.length), least);
    plans.forEach((plan, number) => (plan.matches = mostWords(made[number].answers, most)));
  }

  async suggest(unknown) {
    const { words, languages, vocabulary } = this.site;
    const { text } = this.query;
    try {
      return await suggest({ text, unknown, words, languages, vocabulary });
    } catch {
      // Without its words the search answers all the same.
      return [];
    }
  }

  // The hits to show of each language, those of the reader's first: of the language that comes first
  // as many as are wanted, of the other a few.
  async open() {
    const { language, limit = 8, limits = {} } = this.request;
    const inOrder = [...this.plans].sort((one, other) => {
      return (other.code === language) - (one.code === language);
    });
    const groups = [];
    for (const plan of inOrder) {
      const usual = groups.length ? Math.min(limit, mostOfOther) : limit;
      const group = await this.openGroup(plan, limits[plan.code] ?? usual);
      if (group.hits.length) groups.push(group);
    }
    return groups;
  }

  // A group is open when shards that may have more were not asked.
  async openGroup(plan, limit) {
    let matches = plan.matches.sort(this.request.sort === "date" ? byDate : byScore);
    for (;;) {
      const shown = matches.slice(0, limit);
      const opened = await Promise.all(shown.map((match) => this.openMatch(match)));
      const wrong = shown.filter((match, number) => !opened[number]?.hit);
      if (!wrong.length) {
        return {
          language: plan.code,
          isPart: plan.isPart,
          isOpen: plan.isOpen || plan.rest.length > 0,
          total: matches.length,
          hits: opened.map(({ hit }) => hit),
          events: opened.flatMap(({ events }) => events),
        };
      }
      // Beginnings may deceive; where the first of a shard does, the others do too.
      const firsts = new Map();
      for (const match of matches) {
        if (!match.isSure && !firsts.has(match.shard)) firsts.set(match.shard, match);
      }
      const useless = new Set(
        wrong.filter((match) => firsts.get(match.shard) === match).map(({ shard }) => shard),
      );
      // Where no page of a shard could be loaded, the others of it are not tried.
      const whole = new Set(shown.filter((match, n) => opened[n] !== broken).map(({ shard }) => shard));
      const lost = new Set(shown.map(({ shard }) => shard).filter((shard) => !whole.has(shard)));
      matches = matches.filter((match) => {
        if (wrong.includes(match) || lost.has(match.shard)) return false;
        return match.isSure || !useless.has(match.shard);
      });
    }
  }

  async openMatch(match) {
    try {
      return await openMatch(match, this.site);
    } catch {
      this.asking.failed.add(match.shard);
      return broken;
    }
  }

  // The reader's language first; a term that both know is shown once.
  terms() {
    const { language } = this.request;
    const found = [...this.found].sort((one, other) => {
      return (
        (other.term.language === language) - (one.term.language === language) ||
        other.length - one.length
      );
    });
    const byAnchor = new Map();
    for (const { term } of found) {
      const anchor = term.url.split("#").pop();
      if (!byAnchor.has(anchor)) byAnchor.set(anchor, term);
    }
    return [...byAnchor.values()].slice(0, mostShown);
  }
}

// Each event once, in the first language that tells it.
function distinct(events) {
  const seen = new Set();
  return events.filter(({ url, anchor }) => {
    const place = `${url.slice(url.indexOf("/"))}#${anchor}`;
    return !seen.has(place) && seen.add(place);
  });
}

// Each page once, with its best score; a match by the reader's own words is kept before others.
function union(matches) {
  const best = new Map();
  for (const match of matches) {
    const key = `${match.shard.href} ${match.result.id}`;
    const known = best.get(key);
    if (!known || (match.isSure && !known.isSure)) best.set(key, match);
    else if (known.isSure === match.isSure) known.score = Math.max(known.score, match.score);
  }
  return [...best.values()];
}

function isSure(match) {
  return match.isSure;
}

function hasWanted({ matches }) {
  return matches.some(isWanted);
}

function isAnswered({ answers, more }) {
  return more.length > 0 || answers.some(hasWanted);
}

// An Arabic word without the letter it begins with, where that may cling to it.
function withoutClitic(shown) {
  const letters = shown.normalize("NFC").replace(/[^\p{Script=Arabic}]|[\p{M}\u0640]/gu, "");
  return /^[وفبلكس]\p{L}{3}/u.test(letters) ? letters.slice(1) : "";
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, false));
}
