// One search: asks the shards of both languages, newest first, and makes one answer of theirs.

import { openMatch } from "./hits.js";
import { balance, byDate, byScore, matchAny, matchShard, mostWords, prefer } from "./matching.js";
import { everyWord, hasScript, onlyWords, parseQuery } from "./query.js";
import { suggest } from "./suggest.js";
import { findTerms, renamed, translated } from "./terms.js";

const newest = 3;
const patience = 250;
const mostShown = 3;
// What a page that uses another name of a term is worth, beside one that uses this.
const otherName = 0.9;

// Thrown out of a search that nobody waits for any more.
export const stale = new Error("stale");

// The answer to a request, and how many shards were `reached`; an early answer, of the newest shards,
// goes to `onPartial` where the others take longer.
export async function answer(site, request, onPartial, isStale) {
  const search = new Search(site, request, isStale);
  return { made: await search.run(onPartial), reached: search.reached.size };
}

class Search {
  constructor(site, request, isStale) {
    Object.assign(this, { site, request, isStale });
    this.query = parseQuery(site.words, request.query, request.finished);
    this.failed = new Set();
    this.reached = new Set();
    this.plans = this.plan();
    this.found = [];
  }

  async run(onPartial) {
    if (!everyWord(this.query).length) return this.compose(true);
    const terms = this.findTerms();
    const asking = this.plans.map((plan) => {
      return plan.shards.map((shard) => this.ask(plan, shard, matchShard, plan.query));
    });
    const everything = Promise.all(asking.flat()).then(() => true);
    const first = Promise.all(asking[0]?.slice(0, newest) ?? []).then(() => pause(patience));
    if (onPartial && !(await Promise.race([everything, first]))) {
      const early = await this.compose(false);
      if (early.groups.length) onPartial(early);
    }
    await everything;
    await terms;
    this.stopIfStale();
    await Promise.all(this.plans.map((plan) => this.widen(plan)));
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
      .map(({ code, script }) => {
        const isAsked = script === "Arab" || isLatin || !isArabic;
        const shards = index.shards.filter((each) => each.language === code && isFit(each));
        const query = isAsked ? this.query : null;
        return { code, script, query, shards: query ? shards : [], all: shards, answers: [], more: [] };
      })
      .sort((one, other) => Boolean(other.query) - Boolean(one.query));
  }

  // One shard asked, and what it says kept; one that cannot be loaded is counted.
  async ask(plan, shard, match, query) {
    if (this.isStale()) return;
    try {
      const made = await match(shard, query);
      made.matches = await this.filtered(shard, made.matches);
      this.reached.add(shard);
      plan.answers.push(made);
    } catch {
      this.failed.add(shard);
    }
  }

  // All shards of a plan asked something else.
  async gather(plan, match, query) {
    const other = { answers: [] };
    await Promise.all(plan.all.map((shard) => this.ask(other, shard, match, query)));
    return other.answers;
  }

  stopIfStale() {
    if (this.isStale()) throw stale;
  }

  async filtered(shard, matches) {
    const { topic, state } = this.request.filters ?? {};
    if (!matches.length || !(topic || state)) return matches;
    const { topics, states, pages } = await shard.facets();
    return matches.filter(({ result }) => {
      const [, of, made] = pages[result.id];
      const isOf = !topic || of.includes(topics.indexOf(topic));
      return isOf && (!state || state.split(" ").includes(states[made]));
    });
  }

  async findTerms() {
    const { index } = this.site;
    const finding = index.shards
      .filter(({ kind }) => kind === "terms")
      .map(async (shard) => {
        try {
          const found = await findTerms(shard, this.query, this.site);
          this.reached.add(shard);
          return found;
        } catch {
          this.failed.add(shard);
          return [];
        }
      });
    this.found = (await Promise.all(finding)).flat();
  }

  // Pages that have a term of the query by another name; and where a query in two scripts finds no
  // page with all of it, those with the words of their own.
  async widen(plan) {
    const { words } = this.site;
    const own = this.found.filter(({ term }) => term.language === plan.code);
    const others = this.found.filter(({ term }) => term.language !== plan.code);
    const queries = plan.query ? own.flatMap((each) => renamed(this.query, each, words)) : [];
    const inThis = translated(this.query, others, plan.script, words);
    for (const query of inThis ? [...queries, inThis] : queries) {
      const matches = balance(await this.gather(plan, matchShard, query));
      plan.more.push(...matches.filter(isSure));
    }
    for (const match of plan.more) match.score *= otherName;
    if (plan.query && !plan.more.length && !plan.answers.some(hasWhole)) {
      await this.askByScript(plan);
    }
  }

  async askByScript(plan) {
    const isOwn = ({ token }) => !hasScript(token, plan.script === "Arab" ? "Latn" : "Arab");
    const query = onlyWords(this.query, isOwn);
    const asked = everyWord(query);
    if (!asked.some(({ token }) => hasScript(token, plan.script))) return;
    if (asked.length === everyWord(this.query).length) return;
    const foreign = everyWord(this.query).filter((word) => !isOwn(word));
    const match = async (shard) => prefer(await matchShard(shard, query), foreign);
    plan.answers = await this.gather(plan, match, query);
    plan.isPart = true;
  }

  async compose(isComplete) {
    this.stopIfStale();
    const { finished, quick, offset = 0 } = this.request;
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
    const isAsked = isComplete && everyWord(this.query).length;
    if (isAsked && !isFound && (finished || relaxed || !groups.length)) {
      unknown = await this.relax(groups.length > 0);
      if (!groups.length) {
        groups = await this.open();
        relaxed = groups.length > 0;
      }
      if (finished || !quick) suggestions = await this.suggest(unknown);
    }
    this.stopIfStale();
    return {
      query: this.request.query,
      terms: this.terms(),
      events: offset ? [] : distinct(groups.flatMap(({ events }) => events)).slice(0, mostShown),
      groups: groups.map(({ language, total, hits }) => ({ language, total, hits })),
      relaxed,
      dropped: unknown.map(({ shown }) => shown),
      suggestions,
      failed: this.failed.size,
      complete: isComplete,
    };
  }

  // Pages with most of the words take the place of none; the words that are nowhere are given back.
  async relax(isFound) {
    const asked = everyWord(this.query);
    const known = new Set();
    for (const plan of this.plans.filter(({ query }) => query)) {
      const answers = await this.gather(plan, matchAny, this.query);
      for (const [token, count] of answers.flatMap(({ counts }) => [...counts])) {
        if (count) known.add(token);
      }
      if (!isFound) plan.matches = mostWords(answers, Math.ceil(asked.length / 2));
    }
    return asked.filter(({ token }) => !known.has(token));
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

  // The hits to show of each language, those of the reader's first.
  async open() {
    const groups = await Promise.all(this.plans.map((plan) => this.openGroup(plan)));
    const { language } = this.request;
    return groups
      .filter(({ hits }) => hits.length)
      .sort((one, other) => (other.language === language) - (one.language === language));
  }

  async openGroup(plan) {
    const { sort, offset = 0, limit = 8 } = this.request;
    let matches = plan.matches.sort(sort === "date" ? byDate : byScore);
    // Beginnings may deceive; where the first of a shard does, the others do too.
    const from = matches.every(isSure) ? offset : 0;
    for (;;) {
      const shown = matches.slice(from, offset + limit);
      const opened = await Promise.all(shown.map((match) => this.openMatch(match)));
      const wrong = shown.filter((match, number) => opened[number] === null);
      if (!wrong.length) {
        const visible = opened.slice(offset - from);
        return {
          language: plan.code,
          isPart: plan.isPart,
          total: matches.length,
          hits: visible.map(({ hit }) => hit),
          events: visible.flatMap(({ events }) => events),
        };
      }
      const firsts = new Map();
      for (const match of matches) {
        if (!match.isSure && !firsts.has(match.shard)) firsts.set(match.shard, match);
      }
      const useless = new Set(
        wrong.filter((match) => firsts.get(match.shard) === match).map(({ shard }) => shard),
      );
      matches = matches.filter((match) => {
        return !wrong.includes(match) && (match.isSure || !useless.has(match.shard));
      });
    }
  }

  async openMatch(match) {
    try {
      return await openMatch(match, this.site);
    } catch {
      this.failed.add(match.shard);
      return null;
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

function hasWhole({ matches }) {
  return matches.some(({ isWhole }) => isWhole);
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, false));
}
