"""The directory: every word a reader can ask for is listed with every shard that has it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.searching.directory import Directory, directory_of, keys_of, presence_of
from generator.searching.entries import entry_of
from generator.searching.summaries import read_summary, shard_summary, summarise
from tests.searching.test_index import WATER, article

pytestmark = pytest.mark.slow

WORDS = st.dictionaries(
    st.text(alphabet="ابتجدabc019é😀\ufb50", min_size=1, max_size=4),
    st.tuples(st.integers(1, 2000), st.booleans()),
    max_size=60,
)


def read(directory: Directory) -> dict[str, tuple[set[int], int, set[int]]]:
    """Shards, documents and shards with the word in a title, as directory.js reads them."""
    found = {}
    for line in b"".join(directory.files).decode().splitlines():
        word, having, documents, titles, *_ = [*line.split("\t"), "", ""]
        shards = bits(having)
        found[word] = (shards, int(documents, 36) if documents else len(shards), bits(titles))
    return found


def bits(number: str) -> set[int]:
    value = int(number or "0", 16)
    return {place for place in range(value.bit_length()) if value >> place & 1}


@given(st.lists(WORDS, max_size=8))
def test_every_word_is_listed_with_all_its_shards(
    shards: list[dict[str, tuple[int, bool]]],
) -> None:
    found = read(directory_of(shards))
    assert set(found) == {word for shard in shards for word in shard}
    for word, (having, documents, titles) in found.items():
        assert having == {number for number, shard in enumerate(shards) if word in shard}
        assert documents == sum(shard[word][0] for shard in shards if word in shard)
        assert titles == {n for n, shard in enumerate(shards) if word in shard and shard[word][1]}


@given(st.lists(WORDS, max_size=8))
def test_words_are_in_the_order_in_which_a_browser_looks_for_them(
    shards: list[dict[str, tuple[int, bool]]],
) -> None:
    directory = directory_of(shards)
    words = [line.split("\t")[0] for file in directory.files for line in file.decode().splitlines()]
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))
    assert directory.starts == tuple(file.decode().split("\t", 1)[0] for file in directory.files)


@pytest.mark.parametrize(
    ("token", "keys"),
    [
        ("دوله", ["دوله"]),
        ("2023", ["2023"]),
        ("covid", ["covid"]),
        ("COVID-19", ["covid19", "covid", "19"]),
        ("3-5", ["35", "3", "5"]),
        ("iPhone", ["iphone", "i", "phone"]),
        ("COP28", ["cop28", "cop", "28"]),
        ("médecins", ["medecins"]),
        ("كوفيد-19", ["كوفيد19", "كوفيد", "19"]),
    ],
)
def test_a_token_is_listed_by_all_that_it_can_be_asked_for(token: str, keys: list[str]) -> None:
    found = list(keys_of(token))
    assert [key for key in keys if key not in found and not re.fullmatch("[a-z]", key)] == []


def test_documents_are_counted_once_and_titles_told() -> None:
    present = presence_of([entry_of(WATER), entry_of(article("a", "الماء والماء", title="نهر"))])
    assert present["ماء"] == (2, True)
    assert present["نهر"] == (2, True)
    assert present["محطه"] == (1, False)
    assert "اين" in present


def test_few_shards_need_no_directory() -> None:
    shards = [shard_summary("articles", [entry_of(WATER)]) for _ in range(3)]
    few = read_summary("ar", summarise(shards))
    assert (few.directory, few.starts) == ("", ())
    assert [path for path in few.files if "directory" in path] == []
    many = read_summary("ar", summarise([*shards, shards[0]]))
    assert set(many.files) == {many.words, f"{many.directory}0.txt"}
    assert many.starts[0] == "1"
