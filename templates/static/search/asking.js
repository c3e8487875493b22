// The shards of a language asked a query: only those that may answer, the newest first, and no more
// than need be.

import { matchAny } from "./matching.js";
import { everyWord } from "./query.js";

// Hits that the shards asked at first should have; kilobytes that the shards asked at first for the
// box may have; and old shards asked at first for their titles.
const wantedAtFirst = 24;
const mostQuick = 20;
const mostTitled = 2;

// `failed` are the shards that could not be loaded, `reached` those that answered.
export class Asking {
  constructor(site, request, isStale) {
    Object.assign(this, { site, request, isStale });
    this.failed = new Set();
    this.reached = new Set();
  }

  // Asks those shards of a language that may answer, the newest first, until there is enough to
  // show. What they say is put into `made` as it comes: {answers, rest}, `rest` being the shards
  // that were not asked.
  async gather(plan, match, query, made = { answers: [], rest: [] }) {
    let { wave, rest } = await this.choose(plan, query, match === matchAny);
    while (wave.length && !this.isStale()) {
      made.rest = rest;
      await Promise.all(wave.map((shard) => this.ask(made, shard, match, query)));
      made.begun?.resolve();
      const found = made.answers.flatMap(({ matches }) => matches).filter(isWanted).length;
      if (found >= this.enough(plan) || (found && this.request.quick)) break;
      [wave, rest] = [rest.slice(0, 2 * wave.length), rest.slice(2 * wave.length)];
    }
    return made;
  }

  // As many as are shown, and some to be better than.
  enough({ code }) {
    const { limit = 8, limits = {} } = this.request;
    return 8 + 2 * (limits[code] ?? limit);
  }

  // The shards to ask at first, and those to ask when that is not enough. A shard with the words in
  // a title is asked at first, however old it is, unless there are many.
  async choose({ directory, shards }, query, isAny) {
    if (directory.isEmpty) return { wave: shards, rest: [] };
    const found = await this.look(directory, query);
    const having = (shard) => found.filter((each) => each.shards.includes(shard.order)).length;
    const articles = shards.filter(({ kind }) => kind === "articles");
    const least = isAny ? Math.ceil(found.length / 2) : found.length;
    const fit = articles
      .filter((shard) => having(shard) >= least)
      .sort((one, other) => having(other) - having(one) || one.order - other.order);
    const isTitled = ({ order }) => found.every(({ titles }) => titles.includes(order));
    // By day there must be no gaps.
    const titled = this.request.sort === "date" ? [] : fit.filter(isTitled);
    const inEach = found.map((each) => each.documents / Math.max(1, each.shards.length));
    const expected = Math.min(...inEach) / 2 ** (found.length - 1);
    const wanted = isAny ? fit.length : Math.ceil(wantedAtFirst / Math.max(expected, 0.1));
    const count = this.request.quick ? Math.min(wanted, newestOf(fit, found.length)) : wanted;
    const first = new Set([...fit.slice(0, count), ...(titled.length <= mostTitled ? titled : [])]);
    return {
      wave: [...shards.filter(({ kind }) => kind !== "articles"), ...first],
      rest: fit.filter((shard) => !first.has(shard)),
    };
  }

  // What the directory says of each word; where it cannot be loaded, any shard may have any word.
  look(directory, query) {
    const all = this.site.index.shards.map(({ order }) => order);
    return Promise.all(
      everyWord(query).map((word) => {
        return directory.find(word).catch(() => ({ shards: all, titles: [], documents: 0 }));
      }),
    );
  }

  // One shard asked, and what it says kept; one that cannot be loaded is counted.
  async ask(made, shard, match, query) {
    if (this.isStale()) return;
    try {
      const answer = await match(shard, query);
      answer.matches = await this.filtered(shard, answer.matches);
      this.reached.add(shard);
      made.answers.push(answer);
    } catch {
      this.failed.add(shard);
    }
  }

  async filtered(shard, matches) {
    const { topic, state } = this.request.filters ?? {};
    if (!matches.length || !(topic || state)) return matches;
    const { topics, states, pages } = await shard.facets();
    return matches.filter(({ result }) => {
      const [of, made] = pages[result.id];
      const isOf = !topic || of.includes(topics.indexOf(topic));
      return isOf && (!state || state.split(" ").includes(states[made]));
    });
  }
}

// A match that is more than a beginning.
export function isWanted(match) {
  return match.isWhole ?? true;
}

// How many shards, the newest first, a box may ask for so many words; at least one.
function newestOf(shards, words) {
  let kilobytes = 0;
  const count = shards.findIndex((shard) => (kilobytes += costOf(shard, words)) > mostQuick);
  return count < 0 ? shards.length : Math.max(1, count);
}

// What a reader downloads of a shard, in kilobytes: its list, and a chunk for each word.
function costOf({ documents }, words) {
  return 0.3 + documents / 150 + words * Math.min(3.5, documents / 20);
}
