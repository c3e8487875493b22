"""`dragoman diff`: for each text behind its Arabic, what changed there and what stands here."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.commands.articles import choose, memory_of, read_content
from generator.model.explainer import Article
from generator.model.problem import UserError
from generator.model.segment import Segment, State
from generator.reporting import printable, report
from generator.translation.memory import DraftRecord, Memory
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.word_diff import diff_words, joined

_ISOLATED = "\u2067{}\u2069"
"""Right-to-left isolate: a terminal that knows directions shows the Arabic as Arabic."""
_INDENT = " " * 4


def run(site: Path, slugs: Sequence[str]) -> int:
    """0 when nothing is behind, 1 when something is."""
    sources, _, content = read_content(site)
    is_behind = False
    for article in choose(content, slugs):
        read = read_target(article.translation or "", article.target_path)
        if read.problems:
            raise UserError(read.problems)
        memory = memory_of(article, sources)
        sys.stderr.write(report(memory.problems, "human"))
        translated = pair(article, read.value)
        for segment in (*translated.strings.values(), *translated.segments):
            if segment.state.is_behind:
                is_behind = True
                sys.stdout.writelines(_describe(segment, article, memory.value))
    if not is_behind:
        sys.stdout.write("nothing is behind its Arabic\n")
    return int(is_behind)


def _describe(segment: Segment, article: Article, memory: Memory) -> Iterator[str]:
    marker = segment.marker
    if marker is None:  # a text that is behind has one
        return
    was = marker.was or marker.keys
    yield f"{article.target_path}:{marker.line}: {segment.state.value}\n"
    named = bool(marker.name)
    old = _safe("\n\n".join(filter(None, (memory.source(key) for key in was))))
    new = _safe("\n\n".join(source.text for source in segment.sources))
    if segment.state is State.UNSYNCED:
        yield f"{_INDENT}run `dragoman sync {article.slug}` first\n"
    yield from _versions("Arabic", old, new, _ISOLATED.format)
    drafts = [_draft(was, memory, named=named), _draft(marker.keys, memory, named=named)]
    before, after = (_safe(each.text) if each else "" for each in drafts)
    if segment.state is State.STALE and (before or after):
        yield from _versions("machine", before, after, str)
    yield from _lines("English as it stands", _safe(segment.target))
    yield "\n"


def _safe(text: str) -> str:
    """The text without what would drive a terminal."""
    return "\n".join(printable(line) for line in text.splitlines())


def _draft(keys: Sequence[str], memory: Memory, *, named: bool) -> DraftRecord | None:
    return memory.draft(keys[0], named=named) if len(keys) == 1 else None


def _versions(what: str, old: str, new: str, direct: Callable[[str], str]) -> Iterator[str]:
    """Old and new, the words marked that went and came."""
    if not old:
        yield from _lines(f"{what} before", "(not remembered)")
        yield from _lines(f"{what} now", direct(new) if new else "(not there yet)")
        return
    if not new:
        yield from _lines(f"{what} before", direct(old))
        yield from _lines(f"{what} now", "(not there yet)")
        return
    first, second = diff_words(old, new)
    yield from _lines(f"{what} before", direct(joined(first, _removed)))
    yield from _lines(f"{what} now", direct(joined(second, _added)))


def _removed(text: str) -> str:
    return f"\x1b[31m[-{text}-]\x1b[0m" if _has_colours() else f"[-{text}-]"


def _added(text: str) -> str:
    return f"\x1b[32m{{+{text}+}}\x1b[0m" if _has_colours() else f"{{+{text}+}}"


def _has_colours() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _lines(title: str, text: str) -> Iterator[str]:
    yield f"  {title}\n"
    yield textwrap.indent(text, _INDENT).rstrip() + "\n"
