"""An original Arabic-English corpus made from templates: the same pairs on every run.

    pairs()      every template filled a number of times: what the model learns from
    held_out()   pairs of the same templates that the model never sees: what it is judged by

Nothing here is random: the fillings of a template are spread evenly over all there are.
"""

import itertools
import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .lexicon import SLOTS, Entry, join_to
from .templates import DAMAGED, EVENTS, FACTS, FRAMES, HEADINGS, PAIRS, QUESTIONS, Template

_SLOT = re.compile(r"\{(?P<to>to_)?(?P<kind>[a-z]+)(?P<number>\d*)\}")
_LAST_WORD_IS_A = re.compile(r"\b[Aa] $")
_FIRST_LETTER = re.compile(r"(?<![\w&])[^\W\d_]")
_VOWEL_SIGNS = re.compile("[\u064b-\u0652]")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_ARABIC_DIGITS = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")


@dataclass(frozen=True)
class Link:
    """Where one and the same thing is named in the Arabic and in the English."""

    arabic: range
    english: range


@dataclass(frozen=True)
class Pair:
    """An Arabic sentence or heading, and its English."""

    arabic: str
    english: str
    links: tuple[Link, ...] = field(default=(), compare=False)


def pairs(per_template: int = 12, *, start: int = 0) -> Iterator[Pair]:
    """Pairs of every template, about so many of each, held-out ones left aside.

    Another `start` gives other fillings of the same templates.
    """
    return (pair for pair in _expand_all(per_template, start) if not is_held_out(pair))


def held_out(per_template: int = 12) -> Iterator[Pair]:
    """The pairs that training leaves aside, about one in twenty."""
    return (pair for pair in _expand_all(per_template, start=0) if is_held_out(pair))


def is_held_out(pair: Pair) -> bool:
    """Whether training leaves this pair aside; a pair of one filled slot may be its only sight."""
    return len(pair.links) > 1 and zlib.crc32(pair.arabic.encode()) % 20 == 0


def framed_events() -> tuple[Template, ...]:
    """Every event in every frame."""
    return tuple(_put(frame, event, event) for frame in FRAMES for event in EVENTS)


def paired_events() -> tuple[Template, ...]:
    """Every event beside another, in every frame for two."""
    others = EVENTS[17:] + EVENTS[:17]
    return tuple(
        _put(frame, event, other)
        for frame in PAIRS
        for event, other in zip(EVENTS, others, strict=True)
    )


def expand(template: Template, count: int, *, start: int = 0) -> Iterator[Pair]:
    """Up to `count` fillings of a template, no filling twice, evenly spread over all of them."""
    names = tuple(dict.fromkeys(map(_name, _SLOT.finditer(template.arabic))))
    sizes = [_count_choices(name, names[:place]) for place, name in enumerate(names)]
    total = math.prod(sizes)
    step = _find_step(total)
    # Templates with the same slots must not all get the same fillings.
    first = zlib.crc32(template.arabic.encode()) % total
    for turn in range(start, start + min(count, total)):
        entries = _choose(names, sizes, (first + turn * step) % total)
        yield _fill(template, entries, turn)


def _expand_all(per_template: int, start: int) -> Iterator[Pair]:
    """The pairs of all templates; fewer of those that share their words with many others."""
    counts = (
        (framed_events(), 0.5),
        (paired_events(), 0.25),
        (FACTS + QUESTIONS + HEADINGS + DAMAGED, 2.0),
    )
    for group, share in counts:
        count, begin = math.ceil(per_template * share), math.ceil(start * share)
        yield from itertools.chain.from_iterable(
            expand(template, count, start=begin) for template in group
        )


def _put(frame: Template, first: Template, second: Template) -> Template:
    """The frame around one event or two, the slots of the second numbered after the first's."""
    later = Template(_SLOT.sub(_renumber, second.arabic), _SLOT.sub(_renumber, second.english))
    return Template(
        frame.arabic.replace("{event}", first.arabic).replace("{event2}", later.arabic),
        frame.english.replace("{event}", first.english).replace("{event2}", later.english),
    )


def _renumber(slot: re.Match[str]) -> str:
    return f"{{{slot['to'] or ''}{slot['kind']}{int(slot['number'] or 1) + 4}}}"


def _name(slot: re.Match[str]) -> str:
    return slot["kind"] + slot["number"]


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _count_choices(name: str, before: Sequence[str]) -> int:
    """How many entries a slot may hold: one fewer for each slot of its kind before it."""
    return len(SLOTS[_kind(name)]) - sum(_kind(other) == _kind(name) for other in before)


def _find_step(total: int) -> int:
    """A step near the golden section of `total` that shares no factor with it."""
    step = max(1, round(total * 0.6180339887))
    while math.gcd(step, total) != 1:
        step += 1
    return step


def _choose(names: Sequence[str], sizes: Sequence[int], filling: int) -> dict[str, Entry]:
    """The entry of each slot in one of a template's fillings, no entry twice."""
    entries: dict[str, Entry] = {}
    for name, size in zip(names, sizes, strict=True):
        filling, choice = divmod(filling, size)
        taken = {entry for other, entry in entries.items() if _kind(other) == _kind(name)}
        entries[name] = [entry for entry in SLOTS[_kind(name)] if entry not in taken][choice]
    return entries


def _fill(template: Template, entries: Mapping[str, Entry], turn: int) -> Pair:
    """The template with its slots filled, as one writer or another might type it."""
    pattern = template.arabic
    bare = turn % 4 == 1
    if bare:
        pattern = _VOWEL_SIGNS.sub("", pattern)

    def spell(slot: re.Match[str]) -> str:
        arabic = entries[_name(slot)].arabic
        arabic = _VOWEL_SIGNS.sub("", arabic) if bare else arabic
        return join_to(arabic) if slot["to"] else arabic

    arabic, arabic_places = _write(pattern, spell)
    english, english_places = _write(template.english, lambda slot: entries[_name(slot)].english)
    if turn % 5 == 3:
        arabic = _NUMBER.sub(lambda number: number[0].translate(_ARABIC_DIGITS), arabic)
    if turn % 7 == 6:
        arabic, english = arabic.removesuffix("."), english.removesuffix(".")
    links = tuple(Link(arabic_places[name], english_places[name]) for name in entries)
    return Pair(arabic, _capitalise(english), links)


def _write(pattern: str, spell: Callable[[re.Match[str]], str]) -> tuple[str, dict[str, range]]:
    """The pattern with each slot spelt out, and where each slot's words came to stand."""
    text, end, places = "", 0, {}
    for slot in _SLOT.finditer(pattern):
        words = spell(slot)
        text += pattern[end : slot.start()]
        if _LAST_WORD_IS_A.search(text) and words[0] in "aeiou":
            text = text[:-1] + "n "
        places[_name(slot)] = range(len(text), len(text) + len(words))
        text += words
        end = slot.end()
    return text + pattern[end:], places


def _capitalise(english: str) -> str:
    """The English with a capital at its start, unless a number stands there."""
    first = _FIRST_LETTER.search(english)
    if first is None or any(character.isdigit() for character in english[: first.start()]):
        return english
    return english[: first.start()] + first[0].upper() + english[first.end() :]
