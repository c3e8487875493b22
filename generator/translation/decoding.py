"""Texts through an engine and back: mended, with their numbers, and never silently cut.

This stands between every engine and what is made of its drafts; the engine itself knows nothing
of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.ports import Draft, Translator
from generator.text.arabic import fold
from generator.translation.mending import mend_draft
from generator.translation.quality.arabic_numbers import read_arabic
from generator.translation.quality.english_numbers import read_english

_CHOICE = 3
"""Alternatives asked for in any case, to look for lost numbers in: a beam has them anyway."""
_DEPTH = 4
"""A sentence is cut into 16 parts at the most."""
_FEWEST_WORDS = 6
"""An engine that cannot end a shorter text does not do better with half of it."""
_LONG = 20
"""Words from which on a translation may be called too short."""
_SHORT = 0.6
"""Characters of English for each of Arabic: hardly ever so few in human translations of news."""
_LONGER = 1.5
_FEW, _SELDOM = 3, 0.1
"""So many, or such a share of all long texts, may be translated again for being short."""
_MARK = re.compile(r"(?<=[؛،:;,]) ")
# «و» before a word, but not as the first letter of a word of its own.
_AND = re.compile(
    r" (?=و(?!زير|زار|زراء|كال|كيل|اشنطن|قت|فق|فد|فا[ةت]|ضع|صل|صف|قع|قف|سط|سائل|سيل|طن|حد|ثيق|ثائق"
    r"|جه|جود|اجه|اقع|اسع|اضح|الد|الي\b|لاي|رق|رث|عد|عي|ظيف|ظائف|رد|رش|ديع|هم\b|لد\b)\w{2,})"
)
_SPACE = re.compile(r" ")
_END = re.compile(r"[.!?؟۔…][»”\"')\]]*$")
_ADDED_STOP = re.compile(r"(?<=\w)\.$")
# What begins a part only because a sentence begins so.
_SMALL_WORD = re.compile(
    r"(?:A|According|After|All|Also|Although|An|And|As|At|Because|Before|But|By|During|For|From|He"
    r"|However|If|In|Into|It|Its|Of|On|Or|She|Since|So|Some|That|The|Their|Then|There|These|They"
    r"|This|Those|Through|To|Under|Until|When|Where|Which|While|Who|With|Without)(?= |$)"
)


def decode(
    translator: Translator, texts: Sequence[str], *, alternatives: int = 0
) -> Iterator[tuple[int, Draft]]:
    """The drafts of `texts`, each with its index, as they come, in any order.

    What the engine is known to damage is mended. Where it loses a number that one of its own
    alternatives has, the alternative is taken. What runs into its length limit is translated
    again in parts, and stays `truncated` only where that does not help; so is a long text whose
    translation is far too short, as engines now and then leave out a clause. A text without a
    letter does not reach the engine: it stays as it is, but for its digits and signs.
    """
    yield from _decode(translator, texts, alternatives, _DEPTH)


def _decode(
    translator: Translator, texts: Sequence[str], alternatives: int, depth: int
) -> Iterator[tuple[int, Draft]]:
    worded = [index for index, text in enumerate(texts) if any(map(str.isalpha, text))]
    yield from ((index, _copied(texts[index])) for index in set(range(len(texts))) - set(worded))
    plain = [" ".join(texts[index].split()) for index in worded]
    cut: dict[int, Draft] = {}
    if not plain:
        return
    for number, draft in translator.translate(plain, alternatives=max(alternatives, _CHOICE)):
        index = worded[number]
        best = _best(draft, texts[index], alternatives)
        if depth and is_cut(plain[number], best) and halves(plain[number]):
            cut[index] = best
        else:
            yield index, best
    if depth == _DEPTH and _is_terse(plain, cut):
        yield from ((index, draft) for index, draft in cut.items() if not draft.truncated)
        cut = {index: draft for index, draft in cut.items() if draft.truncated}
    yield from _decode_parts(translator, texts, cut, depth)


def _is_terse(texts: Sequence[str], cut: dict[int, Draft]) -> bool:
    """Whether the engine is short with so many texts that parts would not help."""
    long = sum(len(text.split()) >= _LONG for text in texts)
    short = sum(not draft.truncated for draft in cut.values())
    return short > max(_FEW, long * _SELDOM)


def _best(draft: Draft, source: str, alternatives: int) -> Draft:
    """The mended draft with its numbers, and so many alternatives, none twice."""
    if not alternatives and not _has_digits(source):
        draft = replace(draft, alternatives=())
    best = with_numbers(mend_draft(draft, source), source)
    others = {each.text: each for each in best.alternatives if each.text != best.text}
    return replace(best, alternatives=tuple(others.values())[:alternatives])


def _copied(text: str) -> Draft:
    words = range(len(text.split()))
    return mend_draft(Draft(text, 0.0, alignment=tuple((word, word) for word in words)), text)


def _decode_parts(
    translator: Translator, texts: Sequence[str], cut: dict[int, Draft], depth: int
) -> Iterator[tuple[int, Draft]]:
    """The texts that came out cut, in halves; all halves go to the engine together."""
    parts = [part for index in cut for part in halves(texts[index])]
    drafts = dict(_decode(translator, parts, 0, depth - 1))
    for number, (index, whole) in enumerate(cut.items()):
        places = (2 * number, 2 * number + 1)
        found = [(parts[place], drafts[place]) for place in places if place in drafts]
        done = joined(found) if len(found) == 2 else whole
        is_still_cut = is_cut(texts[index], done)
        # Two halves hardly longer than the whole speak for a terse translation, not for a loss.
        is_longer = len(done.text) > _LONGER * len(whole.text)
        best = done if whole.truncated or is_longer or not is_still_cut else whole
        best = replace(best, truncated=is_still_cut and (whole.truncated or done.truncated))
        yield index, mend_draft(best, texts[index])


def is_cut(source: str, draft: Draft) -> bool:
    """Whether some of the source seems to be missing."""
    is_short = len(draft.text) < _SHORT * len(source) and len(source.split()) >= _LONG
    return draft.truncated or is_short


def halves(text: str) -> tuple[str, ...]:
    """The text in two, cut where a reader would pause near its middle; none if it is too short.

    That is behind ؛ ، or :, else before «و» for "and", both within the middle half, else at the
    space nearest the middle.
    """
    text = " ".join(text.split())
    if text.count(" ") + 1 < _FEWEST_WORDS:
        return ()
    middle = len(text) / 2
    for pattern, reach in ((_MARK, middle / 2), (_AND, middle / 2), (_SPACE, middle)):
        places = [match.start() for match in pattern.finditer(text)]
        best = min(places, key=lambda place: abs(place - middle), default=0)
        if best and abs(best - middle) <= reach:
            return text[:best], text[best + 1 :]
    return ()


def joined(parts: Sequence[tuple[str, Draft]]) -> Draft:
    """One draft of parts, each given with its source; the sources joined by a space are the whole.

    A full stop or a capital that only stands there because the engine took the part for a
    sentence is taken away.
    """
    texts: list[str] = []
    alignment: list[tuple[int, int]] = []
    source_words = target_words = 0
    for number, (source, draft) in enumerate(parts):
        text = draft.text.strip()
        if number < len(parts) - 1 and not _END.search(source):
            text = _ADDED_STOP.sub("", text)
        if number and _SMALL_WORD.match(text):
            text = text[0].lower() + text[1:]
        alignment += ((source_words + one, target_words + two) for one, two in draft.alignment)
        source_words += len(source.split())
        target_words += len(text.split())
        texts.append(text)
    drafts = [draft for _, draft in parts]
    return Draft(
        " ".join(filter(None, texts)),
        _mean_score(drafts),
        any(draft.truncated for draft in drafts),
        tuple(score for draft in drafts for score in draft.token_scores),
        tuple(alignment),
    )


def _mean_score(drafts: Sequence[Draft]) -> float:
    """By tokens where every draft has them, else by words."""
    counts = [len(draft.token_scores) for draft in drafts]
    if not all(counts):
        counts = [max(1, len(draft.text.split())) for draft in drafts]
    total = sum(draft.score * count for draft, count in zip(drafts, counts, strict=True))
    return round(total / sum(counts), 4)


def with_numbers(draft: Draft, source: str) -> Draft:
    """The draft, or the first of its alternatives that lacks the fewest numbers of the source.

    The draft itself is then the first alternative.
    """
    if not _has_digits(source):
        return draft
    choice = (draft, *(each for each in draft.alternatives if not each.truncated))
    best = min(choice, key=lambda each: count_lost_numbers(source, each.text))
    if best is draft:
        return draft
    others = tuple(each for each in draft.alternatives if each is not best)
    return replace(best, alternatives=(replace(draft, alternatives=()), *others))


def _has_digits(source: str) -> bool:
    return any(map(str.isdigit, source))


def count_lost_numbers(source: str, text: str) -> int:
    """How many numbers in digits of the Arabic the English says neither in digits nor in words."""
    said = read_english(text).said
    return sum(
        not any(said.issuperset(reading) for reading in number.readings)
        for number in read_arabic(fold(source)).digits
    )
