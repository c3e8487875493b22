"""Arabic words brought to one form for the search: clitics, endings, irregular plurals, spellings.

A light stemmer after Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information
Retrieval" (2007), with a lexicon where letters alone deceive. The numbers are those of the rules
in docs/search-words.md; templates/static/search/words.js follows the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.text.search_table import affixes_of, families, words_of

_HAMZA_AFTER_ALEF = re.compile("ا[ؤئ]")
_YEH_FOR_HAMZA = re.compile("(..)اي(?=ي(?!ن))")
"""نهايي is meant for نهائي; رأيي and شرايين are meant as they stand."""
_HAMZA_BEFORE_WAW = re.compile("([^ا])[ؤئءو]و")
_INNER_HAMZA = re.compile("اء(?=.)")
_SEATS = str.maketrans("آؤئ", "اوي")
_LONGEST_AFFIX = 4
_LONGEST_ENDING = 5
"""Behind a known word, where several stand together."""
_SHORTEST_STEM = 3
_TIGHT = frozenset({"ه", "ها", "هم", "هما", "نا"})
"""What may follow a known word of two letters: more would make other words of it (حق, حقن)."""
_TIGHT_CASES = frozenset({"", "ا", "ان", "ين"})
"""What may follow it if no preposition stands before it: لسنا is not سن."""
_AFTER_ALEF = frozenset({"ه", "ها", "هم", "هما"})
"""Pronouns before which an ا may be a ى (مستواها)."""
_LEAST_SEATLESS = 4
_LEAST_BEHIND_FA = 5
_LONG_VOWELS = ("ا", "و", "ي")


def spell(word: str) -> str:
    """`word` with each hamza on the seat that the lexicon has (rule 5)."""
    if "ايي" in word:
        word = _YEH_FOR_HAMZA.sub(r"\1اء", word)
    return _HAMZA_BEFORE_WAW.sub(r"\1ئو", _HAMZA_AFTER_ALEF.sub("اء", word))


def plain(word: str) -> str:
    """`word` in letters only that Pagefind leaves as they are: no hamza on a seat (rule 9)."""
    left = seatless(word).replace("ة", "ه")
    return f"{left[:-1]}غ" if left.endswith("نج") else left


def seatless(word: str) -> str:
    """`word` as those type it who leave the hamzas out, but not the dots of ة: جايزة for جائزة."""
    return _INNER_HAMZA.sub("اي", word).translate(_SEATS)


def adjectives(word: str) -> list[str]:
    """That of a word in ا, a land more often than not: كندي, روسي; but none so short as دني."""
    made = word[:-1] if word.endswith("يا") else f"{word[:-1]}ي"
    return [made] if len(made) > _SHORTEST_STEM else []


@dataclass(frozen=True)
class Stemmer:
    """The table's knowledge of Arabic words, ready for use."""

    tokens: dict[str, str]
    """Token of each known word, as rule 5 spells it and as it is without hamzas."""
    plurals: frozenset[str]
    particles: frozenset[str]
    """Stop words, also with the conjunctions before them, which alone cling to them."""
    before_words: frozenset[str]
    tight_before: frozenset[str]
    """What stands before a known word of two letters: the article, or an "and"."""
    after_words: frozenset[str]
    after_plurals: frozenset[str]
    after_feminine: frozenset[str]
    heads: frozenset[str]
    articles: Mapping[str, int]
    """With the letters that must be left, as of the others here."""
    conjunctions: Mapping[str, int]
    endings: Mapping[str, int]
    prepositions: Mapping[str, int]
    future: Mapping[str, int]

    def stem(self, word: str) -> str:
        """The token of `word`, which is Arabic letters made one; a token is its own token."""
        spelled = spell(word)
        found = self.known(spelled)
        while found is None:
            shorter = self._shorter(spelled)
            if shorter is None:
                # Once more: what is left may be a known word, and a token must stay what it is.
                left = plain(spelled)
                return left if left == word else self.stem(left)
            spelled = shorter
            found = self.known(spelled)
        return found

    def known(self, word: str) -> str | None:
        """The token of the known word in `word`, if only what may cling to it is around (rule 6).

        One that stands at the beginning is preferred (بحرية is of بحر, not of حرية), then the
        longest.
        """
        found = self.tokens.get(word)
        if found is not None:
            return found
        longest = 1
        for start in range(_LONGEST_AFFIX + 1):
            prefix = word[:start]
            if start and prefix not in self.before_words:
                continue
            # From the longest head to one longer than the longest found.
            shortest_end = max(start + longest + 1, len(word) - _LONGEST_ENDING)
            for end in range(len(word), shortest_end - 1, -1):
                token = self._joined(prefix, word[start:end], word[end:])
                if token is not None:
                    found, longest = token, end - start
                    break
            if found is not None and not start and longest >= _SHORTEST_STEM:
                break
        return found

    def _joined(self, prefix: str, head: str, ending: str) -> str | None:
        feminine = self.tokens.get(f"{head}ة") if ending in self.after_feminine else None
        # A ه may be a pronoun of the word without ة, unless that is as short as سن (سنه is سنة);
        # the other endings speak for the ة.
        if feminine is not None and (ending != "ه" or len(head) < _SHORTEST_STEM):
            return feminine
        token = self.tokens.get(head)
        if token is not None and self._takes(prefix, head, ending):
            return token
        if feminine is None and head[-1] == "ا" and ending in self.after_plurals:
            return self._in_alef(head)
        return feminine

    def _in_alef(self, head: str) -> str | None:
        """The token of a known word whose ى is an ا before pronouns: قراهم, of قرى."""
        word = f"{head[:-1]}ي"
        if len(word) < _SHORTEST_STEM or word in self.particles:
            return None
        return self.tokens.get(word)

    def _takes(self, prefix: str, head: str, ending: str) -> bool:
        if head in self.particles:
            return False
        # كاثرين has nothing to do with أثر, nor فاصل with أصل.
        if prefix in ("ف", "ك") and head.startswith("ا") and len(head) < _LEAST_BEHIND_FA:
            return False
        if len(head) < _SHORTEST_STEM:
            return self._takes_tightly(prefix, head, ending)
        if not ending:
            return True
        # عملها is not عملة with an ا behind it.
        if ending == "ا" and head.endswith("ه") and f"{head[:-1]}ة" in self.tokens:
            return False
        return ending in (self.after_plurals if head in self.plurals else self.after_words)

    def _takes_tightly(self, prefix: str, head: str, ending: str) -> bool:
        if ending in _TIGHT:
            return True
        if prefix in self.tight_before:
            return ending in _TIGHT_CASES
        # Not لام, باخ, ليد: too much else begins so.
        return not ending and prefix in ("ب", "ل") and not head.startswith(("ا", "ي"))

    def _shorter(self, word: str) -> str | None:
        """`word` without the next thing that clings to it by the looks of it (rules 7 and 8)."""
        if (rest := _behind(word, self.articles)) is not None:
            return rest
        has_own_head = any(map(self.heads.__contains__, (word[:2], word[:3], word[:4], word[:5])))
        if not has_own_head and (rest := _behind(word, self.conjunctions)) is not None:
            return rest
        if (rest := self._without_ending(word)) is not None:
            return rest
        if has_own_head:
            return None
        if (rest := _behind(word, self.prepositions)) is not None:
            return rest
        if word.startswith("س") and _behind(word[1:], self.future) is not None:
            return word[1:]
        return None

    def _without_ending(self, word: str) -> str | None:
        for length in range(_LONGEST_AFFIX, 0, -1):
            ending = word[-length:]
            least = self.endings.get(ending)
            if least is None:
                continue
            rest = word[:-length]
            if ending == "ات" and len(rest) == _SHORTEST_STEM - 1:
                return f"{rest}ة"
            if ending == "ون" and rest.endswith("ي"):
                least = _SHORTEST_STEM
            if len(rest) < least or _holds(rest, ending):
                continue
            if rest[-1] == "ا" and ending in _AFTER_ALEF and _may_be_yeh(rest):
                return f"{rest[:-1]}ي"
            if ending in self.after_plurals or not (rest in self.plurals or rest in self.particles):
                return rest
            # مزارع is the plural of مزرعة; مزارعين are of another word, and مزارعون too.
            if ending == "ين" and rest in self.plurals:
                return f"{rest}ون"
        return None


def _behind(word: str, prefixes: Mapping[str, int]) -> str | None:
    for length in range(_LONGEST_AFFIX, 0, -1):
        least = prefixes.get(word[:length])
        if least is not None and len(word) - length >= least:
            return word[length:]
    return None


def _may_be_yeh(word: str) -> bool:
    """Not in a short word (دعاه), and not behind a ن, where the ا may be of a "we": ناقشناه."""
    return len(word) > _SHORTEST_STEM and word[-2] != "ن"


def _holds(rest: str, ending: str) -> bool:
    """Whether the ending belongs to the word: ولاي, آيات."""
    return (ending == "ي" and rest.endswith("ا")) or (ending == "ت" and rest.endswith(_LONG_VOWELS))


@cache
def stemmer() -> Stemmer:
    """The stemmer of the table. Where its lists say two things of a word, the first holds."""
    tokens: dict[str, str] = {}
    plurals: set[str] = set()
    particles: set[str] = set()

    def learn(words: list[str], token: str | None = None, kind: set[str] | None = None) -> None:
        for word in map(spell, words):
            if word not in tokens:
                tokens[word] = plain(word) if token is None else token
                if kind is not None:
                    kind.add(word)

    learn(words_of("stop_words"), kind=particles)
    learn(words_of("whole"))
    for words, others in families():
        token = plain(spell(words[0]))
        learn(words, token)
        learn(others, token, plurals)
    for word, token in list(tokens.items()):
        if word.endswith("ا") and word not in plurals and word not in particles:
            learn(adjectives(word), token)
    for token in list(tokens.values()):
        learn([token], token)
    for word, token in list(tokens.items()):
        kind = next((each for each in (plurals, particles) if word in each), None)
        # آلام without its madda is الام, which is الأم more often.
        if not word.startswith("آل"):
            learn([plain(word)], token, kind)
            # رئة without its hamza is the end of برية, and a part of too much else.
            if len(word) >= _LEAST_SEATLESS:
                learn([seatless(word)], token, kind)
    for word in list(particles):
        learn([f"و{word}", f"ف{word}"], tokens[word], particles)
    return Stemmer(
        tokens,
        frozenset(plurals),
        frozenset(particles),
        before_words=frozenset(words_of("before_words")),
        tight_before=frozenset({"", "و", *(article for article, _ in affixes_of("articles"))}),
        after_words=frozenset(words_of("after_words")),
        after_plurals=frozenset(words_of("after_plurals")),
        after_feminine=frozenset(words_of("after_feminine")),
        heads=frozenset(words_of("heads")),
        articles=dict(affixes_of("articles")),
        conjunctions=dict(affixes_of("conjunctions")),
        endings=dict(affixes_of("endings")),
        prepositions=dict(affixes_of("prepositions")),
        future=dict(affixes_of("future")),
    )
