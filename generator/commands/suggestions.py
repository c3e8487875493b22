"""What the site's own translations suggest: English of similar Arabic, and terms worth keeping."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.memories import memory_of
from generator.model.explainer import Content, Translated
from generator.model.source import Sources
from generator.reporting import printable
from generator.translation.learning import learn
from generator.translation.memory import Memory
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.reuse import edits, remembered
from generator.translation.suggestions import FuzzyMemory, Suggestion

Known = tuple[tuple[Translated, Memory], ...]


def read_known(content: Content, sources: Sources) -> Known:
    """Every article with its memory; a file with errors is left out, as nothing in it is sure."""
    known = []
    for article in content.articles:
        read = read_target(article.translation or "", article.target_path)
        if not read.problems:
            known.append((pair(article, read.value), memory_of(article, sources).value))
    return tuple(known)


def fuzzy_memory(known: Known) -> FuzzyMemory:
    """Everything people have corrected or reviewed, to be searched."""
    return FuzzyMemory.of(remembered(known))


def suggestions(memory: FuzzyMemory, source: str, slug: str, key: str) -> tuple[Suggestion, ...]:
    """English of similar Arabic, that of the passage itself left out."""
    found = memory.suggest(source, count=4)
    return tuple(each for each in found if (each.slug, each.key) != (slug, key))[:3]


def describe(suggestion: Suggestion) -> str:
    """`87 % like water 1a2b3c4d (reviewed): The people of the city …`."""
    share = int(100 * suggestion.similarity)
    what = "the same as" if suggestion.similarity == 1 else f"{share} % like"
    said = f"{what} {suggestion.slug} {suggestion.key} ({suggestion.state.value})"
    return printable(f"{said}: {' '.join(suggestion.target.split())}")


def learnt_terms(known: Known, content: Content) -> Iterator[str]:
    """Terms that editors put in again and again, as lines for the glossary."""
    proposals = learn(edits(known), content.glossary.terms)
    if not proposals:
        return
    yield "terms learnt from edits, for content/glossary.yaml:\n"
    for each in proposals:
        slugs = ", ".join(dict.fromkeys(example.slug for example in each.examples))
        said = f"«{each.arabic}»: {each.english}, instead of {each.instead_of}"
        yield printable(f"  {said}; {each.times} times, as in {slugs}") + "\n"
