"""Small articles and translation files for the tests of pairing, states and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from generator.model.explainer import Article, Translated
from generator.model.segment import Marker, TargetFile
from generator.text.markdown import parse
from generator.text.normal import text_hash
from generator.translation.blocks import key_blocks, name_strings
from generator.translation.markers import write_marker
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from tests.text.samples import ARABIC, writing

WORDS = ("ماء", "نهر", "جسر", "بحر", "حرب", "سلم")
"""A vocabulary so small that twins turn up."""


def article(
    *paragraphs: str, strings: Sequence[tuple[str, str]] = (), translation: str | None = None
) -> Article:
    """An article of these paragraphs and named strings."""
    body = "\n\n".join(paragraphs)
    blocks, _, references = parse(body, writing(ARABIC))
    return Article(
        "water",
        "content/explainers/water",
        name_strings((name, text, line) for line, (name, text) in enumerate(strings, 1)),
        key_blocks(blocks),
        body,
        translation,
        references,
        source_path="article.ar.md",
        target_path="article.en.md",
    )


def read(text: str) -> TargetFile:
    """The file, which must be free of errors."""
    checked = read_target(text, "article.en.md")
    assert checked.problems == ()
    return checked.value


def paired(source: Article, text: str) -> Translated:
    return pair(source, read(text))


def key(text: str) -> str:
    return text_hash(text)


@dataclass(frozen=True)
class Case:
    """An article and a translation file somebody may have made of it."""

    article: Article
    text: str


_ENGLISH = st.lists(
    st.sampled_from(["water", "river, bridge", "- a list", "## Heading", "“quoted”", "one\n\ntwo"]),
    min_size=1,
    max_size=3,
).map("\n\n".join)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Blocks translated, merged, moved, left out, gone, empty, added, in any mixture."""
    paragraphs = draw(st.lists(st.sampled_from(WORDS), max_size=7))
    names = draw(st.lists(st.sampled_from(["title", "summary", "point.1"]), unique=True))
    source = article(*paragraphs, strings=[(name, f"نص {name}") for name in names])
    keys = list(draw(st.permutations([block.key for block in source.blocks])))
    markers: list[Marker] = []
    while keys:
        size = draw(st.sampled_from([0, 1, 1, 1, 1, 2, 3]))
        taken, keys = keys[: size or 1], keys[size or 1 :]
        if size:
            stale = draw(st.booleans()) and draw(st.booleans())
            markers.append(
                Marker(
                    0,
                    keys=tuple(taken),
                    was=("0a1b2c3d",) if stale else (),
                    stale=stale,
                    reviewed=draw(st.booleans()),
                    omit=draw(st.integers(0, 9)) == 0,
                    hint=draw(st.sampled_from(["", "ماء النهر"])),
                )
            )
    markers += [Marker(0, name=each, keys=(key(f"نص {each}"),)) for each in names[1:]]
    for number in range(draw(st.integers(0, 3))):
        extra = draw(
            st.sampled_from(
                [
                    Marker(0, own=True),
                    Marker(0, keys=(key("ماء"),), orphan=True),
                    Marker(0, keys=(f"dead000{number}",)),
                ]
            )
        )
        markers.insert(draw(st.integers(0, len(markers))), extra)
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    parts = []
    for marker in markers:
        text = "" if marker.omit or draw(st.integers(0, 4)) == 0 else draw(_ENGLISH)
        gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
        parts.append(f"{write_marker(marker)}\n{text}{gap}")
    text = draw(st.sampled_from(["", "\n", "\ufeff"])) + "".join(parts)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return Case(source, text.replace("\n", ending))
