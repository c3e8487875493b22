"""Real Markdown in both languages, through syncs, edits and changes of the Arabic: nothing is lost.

110 pages of documentation, Arabic and English, with all that people write in Markdown. They are not
part of the project; without them the tests are skipped.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest

from generator.model.explainer import Article
from generator.model.segment import State
from generator.ports import Draft
from generator.text.markdown import References, parse
from generator.text.normal import text_hash
from generator.translation.blocks import key_blocks
from generator.translation.drafting import insert_drafts, missing_passages
from generator.translation.memory import DraftRecord, Memory
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.states import derive
from generator.translation.syncing import Synced, sync
from tests.conftest import SHARED
from tests.text.samples import ARABIC, ENGLISH, writing
from tests.text.samples import Page as Html

SETS = ("md-react-docs", "md-opensource-guide")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent"),
]


@dataclass(frozen=True)
class Page:
    """One page in both languages."""

    path: str
    arabic: str
    english: tuple[str, ...]
    """Its blocks."""
    references: References


def pages(folder: Path) -> Iterator[Page]:
    for entry in json.loads((folder / "pairs.json").read_text(encoding="utf-8")):
        arabic = (folder / "ar" / entry["path"]).read_text(encoding="utf-8")
        english = (folder / "en" / entry["path"]).read_text(encoding="utf-8")
        blocks, _, references = parse(english, writing(ENGLISH))
        yield Page(entry["path"], arabic, tuple(block.text for block in blocks), references)


@lru_cache(maxsize=8)
def article(arabic: str) -> Article:
    blocks, _, references = parse(arabic, writing(ARABIC))
    return Article(
        "page",
        "content/explainers/page",
        (),
        key_blocks(blocks),
        arabic,
        None,
        references,
        source_path="article.ar.md",
        target_path="article.en.md",
    )


class Desk:
    """One page on somebody's desk."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.article = article(page.arabic)
        self.text = ""
        self.memory = Memory()

    def sync(self) -> Synced:
        """A sync that goes through, and a second one that changes nothing."""
        done = sync(replace(self.article, translation=self.text), self.memory)
        assert done.problems == (), self.page.path
        self.text = done.value.text
        self.memory = self.memory.joined(done.value.records)
        again = sync(replace(self.article, translation=self.text), self.memory)
        assert (again.problems, again.value) == ((), Synced(self.text)), self.page.path
        return done.value

    @property
    def texts(self) -> list[str]:
        """Every English text, in the order of the file."""
        read = read_target(self.text, self.page.path)
        assert read.problems == ()
        return [block.text for block in read.value.blocks if block.text]

    def fill(self, texts: Sequence[str]) -> None:
        """A person puts these below the empty markers, the rest behind as passages of its own."""
        blocks = read_target(self.text, self.page.path).value.blocks
        for block, text in reversed(list(zip(blocks, texts, strict=False))):
            line = self.text[block.start : block.end].partition("\n")[0]
            rest = self.text[block.end :]
            self.text = f"{self.text[: block.start]}{line}\n{text}\n\n{rest}"
        for text in texts[len(blocks) :]:
            self.text += f"<!-- own -->\n{text}\n\n"

    def rendered(self, texts: Sequence[str]) -> list[str]:
        """The HTML of each text by itself."""
        return [
            "\n".join(
                block.html for block in parse(text, writing(ENGLISH), self.page.references)[0]
            )
            for text in texts
        ]


def changed(arabic: Sequence[str], chance: random.Random) -> list[str]:
    """Some blocks dropped, some altered, some put in, two exchanged."""
    result = []
    for text in arabic:
        kind = chance.randrange(10)
        if kind == 0:
            continue
        words = text.split(" ")
        if kind in (1, 2) and len(words) > 4:
            words.insert(len(words) // 2, "تقريبا")
        result.append(" ".join(words))
        if kind == 3:
            result.append(f"فقرة جديدة رقمها {chance.randrange(10**6)} لم تترجم بعد")
    if len(result) > 3:
        place = chance.randrange(len(result) - 1)
        result[place], result[place + 1] = result[place + 1], result[place]
    return result


def edited(text: str, chance: random.Random) -> str:
    """The file as after a morning's work: a word changed here, a sentence added there."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        is_prose = line[:1].isalpha() and len(line.split()) > 6
        if is_prose and chance.randrange(4) == 0:
            words = line.split(" ")
            words[chance.randrange(len(words))] = "indeed"
            lines[index] = " ".join(words)
        elif is_prose and chance.randrange(8) == 0:
            lines[index] = f"{line} That at least is what we were told."
    return "\n".join(lines)


@pytest.mark.parametrize("name", SETS)
def test_whole_pages_pass_through(name: str) -> None:
    chance = random.Random(name)
    count = 0
    for page in pages(SHARED / name):
        desk = Desk(page)
        desk.sync()
        assert desk.texts == []
        desk.fill(page.english)
        filled = desk.text
        desk.sync()
        assert desk.text == filled, page.path
        assert desk.texts == list(page.english), page.path
        assert desk.rendered(desk.texts) == desk.rendered(page.english)

        desk.text = edited(desk.text, chance)
        texts = desk.texts
        edits = desk.text
        desk.sync()
        assert desk.text == edits
        assert desk.rendered(desk.texts) == desk.rendered(texts)

        body = "\n\n".join(changed([block.text for block in desk.article.blocks], chance))
        desk.article = article(body)
        desk.sync()
        assert desk.texts == texts, page.path
        assert desk.rendered(desk.texts) == desk.rendered(texts)

        desk.article = article(page.arabic)
        desk.sync()
        assert desk.texts == texts, page.path
        current = {block.key for block in desk.article.blocks}
        blocks = read_target(desk.text, page.path).value.blocks
        states = {derive(block, current) for block in blocks if block.text}
        assert states <= {State.EDITED, State.OWN}, page.path
        count += 1
    assert count in (98, 12)


@pytest.mark.parametrize("name", SETS)
def test_drafts_are_put_in_and_taken_out_again(name: str) -> None:
    """The drafts are the English pages; a person corrects some, and the Arabic changes."""
    chance = random.Random(name)
    for page in pages(SHARED / name):
        desk = Desk(page)
        drafts = dict(zip((b.key for b in desk.article.blocks), page.english, strict=False))
        desk.memory = Memory(
            tuple(DraftRecord(key, text, run=1) for key, text in drafts.items() if "." not in key)
        )
        desk.sync()
        twins = {key: drafts[key.partition(".")[0]] for key in drafts}
        assert desk.text == insert_drafts(
            "", desk.article, {b.key: twins.get(b.key, "") for b in desk.article.blocks}
        )
        read = read_target(desk.text, page.path).value.blocks
        assert {derive(b, {b.marker.keys[0]}) for b in read} <= {State.MACHINE, State.MISSING}
        before = set(desk.texts)
        desk.text = edited(desk.text, chance)
        corrected = [text for text in desk.texts if text not in before]
        body = "\n\n".join(changed([block.text for block in desk.article.blocks], chance))
        desk.article = article(body)
        desk.sync()
        assert [text for text in desk.texts if text not in before] == corrected, page.path


@pytest.mark.parametrize("name", SETS)
def test_an_engine_that_changes_nothing_changes_nothing(name: str) -> None:
    """Each Arabic block taken apart, every sentence "translated" to itself, put together again."""
    same: list[bool] = []
    for page in pages(SHARED / name):
        source = article(page.arabic)
        drafts = {}
        for wanted in missing_passages(pair(source, read_target("", "").value)):
            composed = wanted.composed({text: _same(text) for text in wanted.needed})
            drafts[wanted.identity] = composed.text
            before = _shown(wanted.source.text, source.references)
            after = _shown(composed.text, source.references)
            if not composed.notes:
                same.append(before == after)
        text = insert_drafts("", source, drafts)
        read = read_target(text, page.path)
        assert read.problems == (), page.path
        assert [block.marker.machine_hash for block in read.value.blocks] == [
            text_hash(drafts[block.key]) for block in source.blocks
        ]
    assert same.count(False) <= len(same) // 100


def _shown(text: str, references: References) -> tuple[list[object], list[str]]:
    """The elements and the words of a page, without the isolation of its runs."""
    blocks = parse(text, writing(ARABIC), references)[0]
    page = Html("".join(block.html for block in blocks))
    return [tag for tag in page.tags if tag[0] not in ("bdi", "span")], page.words.split()


def _same(text: str) -> Draft:
    words = range(len(text.split()))
    return Draft(text, 0.0, alignment=tuple((word, word) for word in words))
