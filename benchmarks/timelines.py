"""How long timelines take, and how large their pages are: 5,000 events, in both languages.

    python benchmarks/timelines.py [--events NUMBER] [--years NUMBER]

The events are spread over explainers of fifty each; each has a text, one to three sources and a
paragraph. Reading the files and pairing them is not counted: it is the same work for any text.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.build import read_site
from generator.model.page import Linked, TimelinePage
from generator.stages.entries import Entries
from generator.stages.link import link
from generator.stages.pair import pair_content
from generator.stages.render import render
from generator.stages.strings import read_strings
from generator.stages.timeline_files import timeline_files
from generator.stages.timelines import GatheredTimelines, explainer_timeline
from tests.timeline_site import site_of

T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    begin = process_time()
    value = work()
    print(f"{what:<42}{(process_time() - begin) * 1000:>8.0f} ms")
    return value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--years", type=int, default=80)
    options = parser.parse_args()
    sources = site_of(options.events, options.years).sources
    read = read_site(sources)
    if read.value is None:
        sys.exit(str(read.problems))
    config, content = read.value
    paired = pair_content(content).value
    strings = read_strings(sources, config.languages).value

    shown = [(explainer, translated) for explainer, translated in paired.explainers]
    entries = Entries(shown, paired, config, sources)
    timed("gather", lambda: [entries.events_of(*each) for each in shown])
    timed(
        "group and draw: each explainer",
        lambda: [
            explainer_timeline(entries.cards[slug], events, entries.wording)
            for slug, events in entries.events.items()
        ],
    )
    topics = entries.topic_counts()[:0]
    gathered = timed(
        "group, draw and share out: the site",
        lambda: GatheredTimelines(shown, entries.events, topics, entries.wording, strings),
    )
    pages = timed("pages", lambda: tuple(gathered.pages()))
    site = link(paired, config, sources, strings).value.site
    linked = Linked(site, pages, {})
    render(Linked(site, pages[:1], {}), sources, strings)  # templates are compiled once
    rendered = timed("render, both languages", lambda: render(linked, sources, strings))
    if rendered.problems:
        sys.exit(str(rendered.problems))
    files = timed("timeline.json, two timeline.ics", lambda: list(timeline_files(linked, strings)))

    sizes = sorted(len(gzip.compress(each.content, 9)) for each in rendered.value)
    whole = [page for page in pages if isinstance(page, TimelinePage) and not page.period]
    print(f"\n{options.events} events on {len(pages)} pages, {len(whole)} of them overviews")
    print(f"largest page {sizes[-1]} bytes compressed, median {sizes[len(sizes) // 2]}")
    for each in files:
        print(f"{each.path}: {len(each.content) // 1024} KB")


if __name__ == "__main__":
    main()
