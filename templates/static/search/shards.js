// The index in the browser: one instance of Pagefind for each shard, loaded when it is asked.

const signature = "pagefind_dcd";
const lengthStep = 16;
const network = globalThis.fetch.bind(globalThis);
// A title tells what a page is about, a heading what a part of it is. News articles differ in length
// more than in worth: short ones are favoured, and repetition counts, less than by default. Whole
// words are what is asked for: longer ones that begin alike (دول, دولار) shall hardly count.
const ranking = {
  metaWeights: { title: 6, headings: 2.5 },
  pageLength: 0.4,
  termSaturation: 1,
  termSimilarity: 3,
};
// Pagefind's program runs once for all shards, of this index and of a later one.
let isRunning = false;

// Opens the index below `root`. pagefind.js fetches by the name `fetch`: here that is answered out
// of what is loaded already, and failures, which pagefind.js only logs, are noticed.
export async function openIndex(root) {
  const base = new URL("pagefind/", root);
  const load = async (path, options) => {
    const response = await network(new URL(path, base), options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };
  const loadCatalog = async () => (await load("catalog.json", { cache: "no-cache" })).text();
  const loadTable = async (text) => (await load(JSON.parse(text).table)).json();
  const listing = loadCatalog();
  const [text, table, pagefind] = await Promise.all([
    listing,
    listing.then(loadTable),
    import(new URL("pagefind.js", base).href),
  ]);
  const catalog = JSON.parse(text);
  const program = keptUntilFailure(async () => {
    return unpacked(await load("wasm.en.pagefind"));
  });
  // The program is started by the first shard that has its list; the others find it running.
  const first = keptUntilFailure(async (shard) => {
    await shard.start(await program());
    isRunning = true;
  });
  const open = async (shard) => {
    // Both at once; a failure is met where the program is needed.
    if (!isRunning) program().catch(() => {});
    await shard.prepare();
    if (!isRunning) await first(shard);
    await shard.start(new TextEncoder().encode(signature));
  };
  const shards = Object.entries(catalog.languages).flatMap(([language, each]) =>
    each.shards.map((about, order) => {
      const known = { ...about, language, order, version: catalog.pagefind };
      return new Shard(known, new URL(about.folder, base).href, load, pagefind, open);
    }),
  );
  globalThis.fetch = async (input, options) => {
    const { href } = new URL(input instanceof Request ? input.url : input, base);
    const shard = shards.find((each) => href.startsWith(each.href));
    return shard ? shard.answer(href.slice(shard.href.length)) : network(input, options);
  };
  return { catalog, table, shards, load, isOutdated: async () => (await loadCatalog()) !== text };
}

class Shard {
  constructor(about, href, load, pagefind, open) {
    Object.assign(this, about, { href, load, pagefind });
    this.loadJson = async (name) => (await load(about.folder + name)).json();
    this.prepare = keptUntilFailure(async () => (this.list = await this.loadJson("list.json")));
    this.ready = keptUntilFailure(() => open(this));
    this.facets = keptUntilFailure(() => this.loadJson("facets.json"));
    this.program = null;
    this.run = null;
  }

  async start(program) {
    if (this.run) return;
    this.program = program;
    const options = { basePath: this.href, ranking, noWorker: true };
    const instance = this.pagefind.createInstance(options);
    await instance.init();
    await instance.filters();
    this.run = { instance, error: null };
  }

  // What pagefind.js gets for a file of this shard.
  async answer(file) {
    const path = file.split("?")[0];
    if (path === "pagefind-entry.json") {
      const about = { hash: "shard", wasm: "en", page_count: this.documents };
      const entry = { version: this.version, languages: { en: about }, include_characters: [] };
      return new Response(JSON.stringify(entry));
    }
    if (path.endsWith(".pf_meta")) return new Response(encodeMeta(this.list, this.version));
    if (path.startsWith("wasm.")) return new Response(this.program);
    const { run } = this;
    try {
      return new Response(await unpacked(await this.load(this.folder + path)));
    } catch (error) {
      // Of a chunk pagefind.js only logs it, and answers without.
      if (run && path.startsWith("index/")) run.error ??= error;
      throw error;
    }
  }

  // Results of Pagefind, best first; once more where a chunk could not be loaded.
  async ask(tokens) {
    for (let attempt = 1; ; attempt += 1) {
      await this.ready();
      const { run } = this;
      const found = await run.instance.search(tokens).catch((error) => (run.error ??= error));
      if (!run.error) return found.results;
      this.forget(run);
      if (attempt === 2) throw run.error;
    }
  }

  // The page of a result, in its own words.
  async page(result) {
    const { run } = this;
    const page = await result.data().catch(() => null);
    if (typeof page?.content !== "string") {
      this.forget(run);
      throw new Error("a page could not be loaded");
    }
    const { raw_url: url, content, meta, anchors } = page;
    return { url, words: content.split(" "), meta, anchors };
  }

  // pagefind.js remembers failed loads for ever: after one, the shard begins anew.
  forget(run) {
    if (this.run !== run) return;
    this.run = null;
    this.ready.forget();
  }
}

// The content of a file of Pagefind's. Some hosts answer with a page where a file is missing, and
// pagefind.js would take that, or half a file, for one without words.
async function unpacked(response) {
  let bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(plain).arrayBuffer());
  }
  const begin = new TextDecoder().decode(bytes.subarray(0, signature.length));
  if (begin !== signature) throw new Error(`${response.url}: damaged`);
  return bytes;
}

// `make` called once; after a failure it is tried anew.
function keptUntilFailure(make) {
  let making = null;
  const kept = (...given) => {
    making ??= make(...given).catch((error) => {
      making = null;
      throw error;
    });
    return making;
  };
  kept.forget = () => (making = null);
  return kept;
}

// Pagefind's own list of pages and chunks (CBOR, RFC 8949), out of our shorter one.
export function encodeMeta({ pages, chunks, end, fields }, version) {
  const encoder = new TextEncoder();
  const bytes = [...encoder.encode(signature)];
  const head = (kind, number) => {
    const size = number < 24 ? 0 : number < 0x100 ? 1 : number < 0x10000 ? 2 : 4;
    bytes.push((kind << 5) | (size ? 24 + Math.log2(size) : number));
    for (let shift = size - 1; shift >= 0; shift -= 1) bytes.push((number >> (8 * shift)) & 255);
  };
  const write = (value) => {
    if (Array.isArray(value)) {
      head(4, value.length);
      value.forEach(write);
    } else if (typeof value === "number") {
      head(0, value);
    } else {
      const text = encoder.encode(value);
      head(3, text.length);
      bytes.push(...text);
    }
  };
  write([
    version,
    pages.map((length, number) => [String(number), length * lengthStep]),
    chunks.map((start, number) => [start, chunks[number + 1] ?? end, String(number)]),
    [],
    [],
    fields,
  ]);
  return Uint8Array.from(bytes);
}
