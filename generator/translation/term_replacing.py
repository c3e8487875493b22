"""Words of a draft exchanged for a term, where that leaves a sentence that reads well."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from generator.ports import Draft
from generator.translation.english_forms import (
    indefinite_article,
    is_acronym,
    is_plural,
    without_article,
)

_LONGEST = 4
_TOKEN = re.compile(
    r"(?<!\S)(?P<before>[^\w\s]*)(?P<word>\S*?)(?P<possessive>['’]s)?(?P<behind>[^\w\s]*)(?!\S)"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

_DETERMINER_WORDS = """
    the a an this that these those its their his her our my your some any no each every another
"""
_LINKING_WORDS = """
    of in on at to from by with for into onto over under through across near after before since
    during between among against about around towards toward within without and or but as
"""
_VERB_WORDS = """
    is are was were be been being am has have had do does did will would shall should can could
    may might must not never said says say told made make makes took take takes went go goes came
    come comes gave give gives became become becomes began begin saw see sees got get gets put let
    led held hold holds kept keep keeps left won lost met sent sank sunk spread built mean means
    meant rose risen fell fallen grew grown drew drawn drove driven broke broken spoke spoken wrote
    written chose chosen knew known threw thrown flew flown struck hit cut set ran run shot shut
    bought brought caught fought sought taught thought fed fled felt found heard laid lay lent paid
    read sold spent stood swept swore sworn tore torn wore worn understood withdrew withdrawn
    overthrew bore borne beat beaten bound bid cost dealt dug hung hurt quit rode shook shaken
    shone shrank slept slid split stole stolen stuck undertook how what why when where whether
"""
_SUBJECT_WORDS = "i you he she it we they who which that there to"
_DETERMINERS = frozenset(_DETERMINER_WORDS.split())
_BEFORE_NOUNS = _DETERMINERS | frozenset(_LINKING_WORDS.split())
"""What may be aligned to a term's prefixes: it stays where it is."""
_INSIDE = frozenset({"of", "the", "for", "and"})
_BEFORE_VERBS = frozenset((*_VERB_WORDS.split(), *_SUBJECT_WORDS.split()))
_VERBS = frozenset(_VERB_WORDS.split())
_VERB_ENDING = re.compile(r"(?:ed|ing|ly|['’]t|['’]ll|['’]ve|['’]re)$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Replaced:
    """The draft with a term in it."""

    draft: Draft
    english: str
    """The term as it now stands there."""
    instead_of: str
    """The words that stood there before."""


@dataclass(frozen=True)
class _Token:
    """A word between spaces, without and with its punctuation."""

    start: int
    end: int
    before: str
    word: str
    possessive: str
    behind: str

    @property
    def low(self) -> str:
        return self.word.casefold()

    @property
    def is_capital(self) -> bool:
        return self.word[:1].isupper()


def replace_aligned(
    draft: Draft,
    source_words: Collection[int],
    neighbours: Collection[int],
    renderings: Sequence[str],
    protected: Collection[tuple[int, int]],
) -> Replaced | None:
    """The draft with its words for `source_words` replaced by the rendering of their number.

    None where the risk is not low: the words are not known or do not stand together, are more
    than four or than the Arabic has, look like a verb, hold a number or reach into the `protected`
    offsets, or an article would no longer fit. The same where a `neighbours` word of the term is
    aligned to nothing: its English may be among the words. Alignment stays right.
    """
    tokens = _cut(draft.text)
    if not {source for source, _ in draft.alignment}.issuperset(neighbours):
        return None
    span = _aligned_span(draft, tokens, source_words)
    if span is None:
        return None
    large = [place for place in span if tokens[place].low not in _INSIDE]
    fitting = [each for each in renderings if len(large) <= max(len(source_words), _length(each))]
    return _replace_span(draft, tokens, span, source_words, fitting, protected)


def replace_place(
    draft: Draft,
    place: tuple[int, int],
    source_words: Collection[int],
    renderings: Sequence[str],
    protected: Collection[tuple[int, int]],
) -> Replaced | None:
    """The same for the words between two offsets of the draft."""
    tokens = _cut(draft.text)
    inside = [
        number
        for number, token in enumerate(tokens)
        if token.start < place[1] and place[0] < token.end
    ]
    first, last = tokens[inside[0]], tokens[inside[-1]]
    if first.start + len(first.before) != place[0] or place[1] not in (
        last.end - len(last.behind),
        last.end - len(last.behind) - len(last.possessive),
    ):
        return None
    span = range(inside[0], inside[-1] + 1)
    return _replace_span(draft, tokens, span, source_words, renderings, protected)


def _replace_span(
    draft: Draft,
    tokens: Sequence[_Token],
    span: range,
    source_words: Collection[int],
    renderings: Sequence[str],
    protected: Collection[tuple[int, int]],
) -> Replaced | None:
    if not _is_noun_phrase(tokens, span):
        return None
    first, last = tokens[span.start], tokens[span.stop - 1]
    start, end = first.start + len(first.before), last.end - len(last.behind)
    if any(start < stop and begin < end for begin, stop in protected):
        return None
    old = [token.word for token in tokens[span.start : span.stop]]
    around = _around(tokens, span)
    for rendering in renderings:
        has_number = is_plural(rendering.split()) == is_plural(old)
        if has_number and not _has_in_part(rendering, old, around):
            return _exchange(draft, tokens, span, rendering, source_words)
    return None


def _around(tokens: Sequence[_Token], span: range) -> list[str]:
    """The words before and behind, unless punctuation parts them from those of the span."""
    around = []
    if span.start and not tokens[span.start - 1].behind and not tokens[span.start].before:
        around.append(tokens[span.start - 1].low)
    if span.stop < len(tokens) and not tokens[span.stop - 1].behind:
        around.append(tokens[span.stop].low)
    return around


def _has_in_part(rendering: str, old: Sequence[str], around: Sequence[str]) -> bool:
    """Whether the old words are a part of the rendering, or the next ones are.

    Then more than these words stands for the term, or less than the term is meant: the Saudi
    government is not the Saudi Arabia government.
    """
    words = {word.casefold() for word in rendering.split()} - _INSIDE
    return words.issuperset(word.casefold() for word in old) or not words.isdisjoint(around)


def _cut(text: str) -> tuple[_Token, ...]:
    return tuple(
        _Token(
            match.start(),
            match.end(),
            match["before"],
            match["word"],
            match["possessive"] or "",
            match["behind"],
        )
        for match in _TOKEN.finditer(text)
        if match[0]
    )


def _aligned_span(
    draft: Draft, tokens: Sequence[_Token], source_words: Collection[int]
) -> range | None:
    """The words aligned to the term and to nothing else, without what opens or ends a phrase."""
    linked: dict[int, set[int]] = {}
    for source, target in draft.alignment:
        linked.setdefault(target, set()).add(source)
    # A small word may be linked to a prefix of the term, or to nothing in particular.
    ours = {
        target
        for target, sources in linked.items()
        if not sources.isdisjoint(source_words)
        and 0 <= target < len(tokens)
        and tokens[target].low not in _BEFORE_NOUNS
    }
    if not ours:
        return None
    span = range(min(ours), max(ours) + 1)
    before = span.start - 1
    is_article = before > 0 and tokens[before].low == "the" and tokens[before].is_capital
    if is_article and not _opens_sentence(tokens, before):
        # The article of The Hague is a part of the name.
        span = range(before, span.stop)
    for place in span:
        if place in ours:
            if not linked[place] <= set(source_words):
                return None
        elif tokens[place].low not in _INSIDE:
            return None
    return span if len(span) <= _LONGEST else None


def _length(rendering: str) -> int:
    return len(without_article(rendering).split())


def _is_noun_phrase(tokens: Sequence[_Token], span: range) -> bool:
    """Whether the words can only be a name or a noun with what belongs to it."""
    words = tokens[span.start : span.stop]
    for place, token in enumerate(words):
        if not token.word or _DIGIT.search(token.word):
            return False
        if (place and token.before) or (token is not words[-1] and token.behind):
            return False
        if token is not words[-1] and token.possessive:
            return False
        if token.low in _BEFORE_NOUNS and token.low not in _INSIDE:
            return False
        # The United Nations, Beijing and May are no verbs.
        opens = _opens_sentence(tokens, span.start + place)
        is_named = token.is_capital and (not opens or _is_capital(words[1:]))
        is_verb = token.low in _VERBS or _VERB_ENDING.search(token.low)
        if is_verb and not is_named:
            return False
    if words[0].is_capital and span.start > 0:
        return True
    return not _reads_as_verb(tokens, span)


def _is_capital(words: Sequence[_Token]) -> bool:
    """Whether there are words and every one but the small ones has a capital."""
    return bool(words) and all(word.is_capital or word.low in _INSIDE for word in words)


def _reads_as_verb(tokens: Sequence[_Token], span: range) -> bool:
    """Whether a small word may be a verb here: they boycott, to boycott, boycott the."""
    before = tokens[span.start - 1] if span.start else None
    if before and not before.behind and before.low in _BEFORE_VERBS:
        return True
    last = tokens[span.stop - 1]
    after = tokens[span.stop] if span.stop < len(tokens) else None
    is_followed = after is not None and not last.behind and not last.possessive
    return bool(is_followed and after and after.low in _DETERMINERS)


def _exchange(
    draft: Draft,
    tokens: Sequence[_Token],
    span: range,
    rendering: str,
    source_words: Collection[int],
) -> Replaced | None:
    first, last = tokens[span.start], tokens[span.stop - 1]
    before = tokens[span.start - 1] if span.start else None
    noun = without_article(rendering)
    article = before.low if before and not before.behind else ""
    opens = _opens_sentence(tokens, span.start)
    after = tokens[span.stop].low if span.stop < len(tokens) and not last.behind else ""
    # "canal of Switzerland": the name goes on.
    goes_on = after == "of" and noun != noun.lower()
    if goes_on or not _is_article_right(article, noun, first, opens=opens):
        return None
    written = noun
    if noun != rendering and article not in _DETERMINERS:
        written = rendering
    if opens and first.is_capital:
        written = written[:1].upper() + written[1:]
    edits = []
    if before and article in ("a", "an"):
        right = indefinite_article(noun)
        # A or An at the beginning of a sentence keeps its capital.
        right = right.capitalize() if before.is_capital else right
        at = before.start + len(before.before)
        edits.append((at, at + len(before.word), right))
    possessive = last.possessive
    if possessive and written.endswith("s"):
        possessive = possessive[0]
    start, end = first.start + len(first.before), last.end - len(last.behind)
    edits.append((start, end, written + possessive))
    text = draft.text
    instead_of = text[start:end]
    for begin, stop, new in reversed(edits):
        text = text[:begin] + new + text[stop:]
    alignment = _realigned(draft.alignment, span, len(written.split()), source_words)
    return Replaced(replace(draft, text=text, alignment=alignment), written, instead_of)


def _opens_sentence(tokens: Sequence[_Token], place: int) -> bool:
    if place == 0:
        return True
    before = tokens[place - 1]
    return bool(_SENTENCE_END.search(before.word + before.possessive + before.behind))


def _is_article_right(article: str, noun: str, old: _Token, *, opens: bool) -> bool:
    """Whether the article that stands before the old words, or that none does, suits the new."""
    words = noun.split()
    is_name = any(word[:1].isupper() for word in words)
    if article == "the":
        # "the Suez Canal" and "the UN", but not "the Khartoum".
        return not is_name or len(words) > 1 or is_acronym(noun) or old.is_capital
    if opens:
        return True
    # A name has no article where a noun needs one, and the other way round.
    return is_name == old.is_capital


def _realigned(
    alignment: Sequence[tuple[int, int]], span: range, length: int, source_words: Collection[int]
) -> tuple[tuple[int, int], ...]:
    """The pairs when `length` words stand in the place of those of `span`."""
    shift = length - len(span)
    kept = {
        (source, target if target < span.start else target + shift)
        for source, target in alignment
        if target not in span
    }
    new = {(source, span.start + place) for source in source_words for place in range(length)}
    return tuple(sorted(kept | new))
