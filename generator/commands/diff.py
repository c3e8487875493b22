"""`dragoman diff`: for each text behind its Arabic, what changed there and what stands here."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.checks.memories import memory_of
from generator.commands.articles import choose, read_content
from generator.commands.suggestions import describe, fuzzy_memory, read_known, suggestions
from generator.model.explainer import Article
from generator.model.problem import Problem, UserError
from generator.model.segment import Marker, Segment, State
from generator.reporting import printable, report
from generator.translation.markers import hint_for
from generator.translation.memory import DraftRecord, Memory
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.suggestions import FuzzyMemory
from generator.translation.word_diff import Line, diff_words, joined, unchanged, wrapped

_ISOLATED = "\u2067{}\u2069"
"""Right-to-left isolate: a terminal that knows directions shows the Arabic as Arabic."""
_INDENT = " " * 4
_NARROWEST = 40
_MARKS = 2 * len("{+")
_WENT, _CAME, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


@dataclass(frozen=True)
class _Behind:
    """A passage whose Arabic has moved on."""

    segment: Segment
    marker: Marker
    article: Article
    memory: Memory


def run(site: Path, slugs: Sequence[str]) -> int:
    """0 when nothing is behind, 1 when something is."""
    sources, _, content = read_content(site)
    behind: list[_Behind] = []
    problems: list[Problem] = []
    for article in choose(content, slugs):
        read = read_target(article.translation or "", article.target_path)
        memory = memory_of(article, sources)
        problems += [*read.problems, *memory.problems]
        translated = pair(article, read.value)
        for segment in (*translated.strings.values(), *translated.segments):
            marker = segment.marker
            if marker and (segment.state.is_behind or (marker.omit and marker.stale)):
                behind.append(_Behind(segment, marker, article, memory.value))
    if any(problem.is_error for problem in problems):
        raise UserError(problems)
    sys.stderr.write(report(problems, "human"))
    remembered = fuzzy_memory(read_known(content, sources)) if behind else None
    for each in behind:
        sys.stdout.writelines(_describe(each))
        if remembered:
            sys.stdout.writelines(_suggested(each, remembered))
        sys.stdout.write("\n")
    sys.stdout.write(_summary(behind))
    return int(bool(behind))


def _summary(behind: Sequence[_Behind]) -> str:
    if not behind:
        return "nothing is behind its Arabic\n"
    count = "1 passage is behind its" if len(behind) == 1 else f"{len(behind)} passages are behind"
    count += " Arabic" if len(behind) == 1 else " their Arabic"
    slugs = dict.fromkeys(
        each.article.slug for each in behind if each.segment.state is State.UNSYNCED
    )
    if slugs:
        return f"{count}; run `dragoman sync {' '.join(slugs)}` first\n"
    return (
        f"{count}; once the English says what the Arabic says, delete `stale` in its marker, "
        "or type `reviewed` in its place\n"
    )


def _describe(behind: _Behind) -> Iterator[str]:
    """What a person needs to bring one passage up to date."""
    segment, marker, memory = behind.segment, behind.marker, behind.memory
    was = marker.was or marker.keys
    state = "omit stale" if marker.omit else segment.state.value
    opening = marker.name or (hint_for(segment.sources[0].plain) if segment.sources else "")
    place = f"{behind.article.target_path}:{marker.line}"
    yield printable(f"{place}: {state}: «{opening or marker.hint}»") + "\n"
    old = "\n\n".join(filter(None, (memory.source(key) for key in was)))
    new = "\n\n".join(source.text for source in segment.sources)
    yield from _versions("Arabic", old, new, _ISOLATED.format, absent="(it is gone)")
    named = bool(marker.name)
    drafts = [_draft(was, memory, named=named), _draft(marker.keys, memory, named=named)]
    before, after = (each.text if each else "" for each in drafts)
    if marker.stale and (before or after):
        yield from _versions("machine", before, after, str, absent="(not there yet)")
    english = unchanged(segment.target) or unchanged("(left out)")
    yield from _lines("English as it stands", english, str, str)


def _suggested(behind: _Behind, memory: FuzzyMemory) -> Iterator[str]:
    """English of similar Arabic elsewhere on the site."""
    sources = behind.segment.sources
    source = " ".join(each.plain for each in sources)
    key = "+".join(each.name or each.key for each in sources)
    found = suggestions(memory, source, behind.article.slug, key)
    if found:
        yield "  English of similar Arabic\n"
        yield from (f"{_INDENT}{describe(each)}\n" for each in found)


def _draft(keys: Sequence[str], memory: Memory, *, named: bool) -> DraftRecord | None:
    return memory.draft(keys[0], named=named) if len(keys) == 1 else None


def _versions(
    what: str, old: str, new: str, direct: Callable[[str], str], *, absent: str
) -> Iterator[str]:
    """Old and new, the words marked that went and came; where one is not known, unmarked."""
    before, now = diff_words(old, new) if old and new else (unchanged(old), unchanged(new))
    if old:
        yield from _lines(f"{what} before", before, _removed, direct)
    else:
        yield from _lines(f"{what} before", unchanged("(not remembered)"), str, str)
    if new:
        yield from _lines(f"{what} now", now, _added, direct)
    else:
        yield from _lines(f"{what} now", unchanged(absent), str, str)


def _lines(
    title: str, lines: Sequence[Line], mark: Callable[[str], str], direct: Callable[[str], str]
) -> Iterator[str]:
    """A title and the text below it, each line isolated by itself: isolates end with the line."""
    yield f"  {title}\n"
    for line in lines:
        for piece in wrapped(line, _width()):
            safe = tuple(replace(run, text=printable(run.text)) for run in piece)
            text = joined(safe, mark)
            yield f"{_INDENT}{direct(text)}\n" if text else "\n"


def _width() -> int:
    """Letters of a line: as many as the terminal has, all of them where the output is read on."""
    if not sys.stdout.isatty():
        return sys.maxsize
    columns = shutil.get_terminal_size().columns
    return max(_NARROWEST, columns - len(_INDENT) - _MARKS - 1)


def _removed(text: str) -> str:
    return f"{_WENT}[-{text}-]{_PLAIN}" if _has_colours() else f"[-{text}-]"


def _added(text: str) -> str:
    return f"{_CAME}{{+{text}+}}{_PLAIN}" if _has_colours() else f"{{+{text}+}}"


def _has_colours() -> bool:
    """Whether colours help: see no-color.org."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not is_plain
