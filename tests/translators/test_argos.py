"""The direct decoding, held to argostranslate's own, sentence by sentence, on a real model."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.adapters.translators.argos import ArgosTranslator, batches
from generator.model.problem import UserError
from generator.ports import Draft
from generator.translation.decoding import decode
from generator.translation.mending import mend
from tests.conftest import MODEL, need
from tests.model import corpus
from tests.translators.engine import output_of, unpacked_model

SENTENCES = [
    "زار وزير الخارجية الفرنسي القاهرة يوم الثلاثاء.",
    "أصيب 379 شخصا في فيضان في تونس.",
    "ارتفعت أسعار القمح في مصر.",
    "أكد رئيس البلاد أهمية قناة السويس.",
]

REFERENCE = """
import json, sys
from argostranslate import translate
translation = translate.get_translation_from_codes("ar", "en")
print(json.dumps([translation.translate(text) for text in json.load(sys.stdin)]))
"""

STOCK = """
import json, sys
from generator.adapters.translators.choose import open_translator
from generator.model.config import Translation
engine = open_translator(Translation("argos-stock"), "ar", "en")
drafts = dict(engine.translate(json.load(sys.stdin), alternatives=2))
print(json.dumps({
    "texts": [drafts[index].text for index in sorted(drafts)],
    "scores": [drafts[index].score for index in sorted(drafts)],
    "others": [len(drafts[index].alternatives) for index in sorted(drafts)],
    "name": engine.engine.name, "checksum": engine.engine.checksum,
}))
"""

OURS = """
import json, sys
from pathlib import Path
from generator.adapters.translators.argos_packages import install_file
from generator.adapters.translators.choose import open_translator
from generator.model.config import Translation
from generator.translation.decoding import decode
install_file(Path(sys.argv[1]), "ar", "en", force=True)
engine = open_translator(Translation(), "ar", "en")
drafts = dict(decode(engine, json.load(sys.stdin)))
print(json.dumps({
    "texts": [drafts[index].text for index in sorted(drafts)],
    "scores": [drafts[index].score for index in sorted(drafts)],
    "truncated": [draft.truncated for draft in drafts.values()],
    "tests_only": engine.engine.tests_only, "checksum": engine.engine.checksum,
    "unwanted": [name for name in ("minisbd", "argostranslate.translate") if name in sys.modules],
}))
"""


@pytest.mark.slow
def test_the_real_engine_gives_what_argostranslate_gives(tmp_path: Path) -> None:
    """Our direct decoding against argostranslate's own, same package, same beam, offline.

    A few sentences through nothing but argostranslate, splitter and all; hundreds through the
    adapter that leaves the splitter out.
    """
    need("the test model", MODEL.is_file())
    pairs = list(corpus.held_out(15))
    texts = [*SENTENCES, *(pair.arabic for pair in pairs)]
    assert len(texts) > 250
    asked = json.dumps(texts)
    ours = json.loads(output_of(OURS, tmp_path, str(MODEL), standard_input=asked))
    reference = json.loads(output_of(REFERENCE, tmp_path, standard_input=json.dumps(SENTENCES)))
    stock = json.loads(output_of(STOCK, tmp_path, standard_input=asked))
    assert ours["texts"][: len(SENTENCES)] == [mend(text) for text in reference]
    assert ours["texts"] == [mend(text) for text in stock["texts"]]
    assert ours["texts"][0] == "The French foreign minister visited Cairo on Tuesday."
    assert ours["texts"][1] == "379 people were injured in a flood in Tunisia."
    assert "&" not in ours["texts"][3]
    assert all(score <= 0 for score in ours["scores"])
    # It gives a sum over the length its own way; from that the mean is worked out back.
    worded = [any(map(str.isalpha, text)) for text in texts]
    for has_words, one, other in zip(worded, stock["scores"], ours["scores"], strict=True):
        assert one == pytest.approx(other, abs=0.01) or not has_words
    assert set(stock["others"]) == {2}
    assert stock["name"] == "argostranslate ar-en"
    assert not any(ours["truncated"])
    assert ours["tests_only"] is True
    assert len(ours["checksum"]) == 12
    assert ours["unwanted"] == [], "the splitter under the AGPL is not loaded"
    assert ours["checksum"] == stock["checksum"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArgosTranslator]:
    yield ArgosTranslator(unpacked_model(tmp_path_factory.mktemp("model")))


@pytest.fixture(scope="module")
def pairs() -> list[corpus.Pair]:
    return list(corpus.held_out(20))


def texts_of(drafts: dict[int, Draft]) -> list[str]:
    return [drafts[index].text for index in range(len(drafts))]


@pytest.mark.slow
def test_nothing_depends_on_what_else_is_translated(
    engine: ArgosTranslator, pairs: list[corpus.Pair]
) -> None:
    texts = [pair.arabic for pair in pairs]
    together = dict(engine.translate(texts))
    order = list(range(len(texts)))
    random.Random(3).shuffle(order)
    shuffled = dict(engine.translate([texts[index] for index in order], alternatives=3))
    for place, index in enumerate(order):
        alike = shuffled[place]
        assert alike.text == together[index].text
        assert alike.alignment == together[index].alignment
        assert alike.token_scores == pytest.approx(together[index].token_scores, abs=2e-4)
        assert 0 < len(alike.alternatives) <= 3
    for index in order[:60]:
        assert dict(engine.translate([texts[index]]))[0].text == together[index].text


@pytest.mark.slow
def test_scores_are_those_of_the_tokens(engine: ArgosTranslator) -> None:
    drafts = dict(engine.translate([*SENTENCES, "قفز الحبر الأزرق فوق سحابة الخشب النائمة."]))
    for draft in drafts.values():
        assert all(score <= 0 for score in draft.token_scores)
        mean = sum(draft.token_scores) / len(draft.token_scores)
        assert draft.score == pytest.approx(mean, abs=2e-4)
    sure = max(drafts[index].score for index in range(len(SENTENCES)))
    assert drafts[len(SENTENCES)].score < sure - 0.3, "nonsense is no sure translation"


@pytest.mark.slow
def test_alternatives_differ_and_the_best_stays_the_best(engine: ArgosTranslator) -> None:
    alone = dict(engine.translate(SENTENCES))
    for count in (1, 3, 50):
        drafts = dict(engine.translate(SENTENCES, alternatives=count))
        assert texts_of(drafts) == texts_of(alone)
        for draft in drafts.values():
            choice = [draft.text, *(each.text for each in draft.alternatives)]
            assert len(set(choice)) == len(choice) <= min(count, 3) + 1
            assert all(each.alignment for each in draft.alternatives)


@pytest.mark.slow
def test_another_beam_is_another_engine(tmp_path: Path, engine: ArgosTranslator) -> None:
    greedy = ArgosTranslator(unpacked_model(tmp_path), beam=1, scored=False, aligned=False)
    assert greedy.engine.version == f"{engine.engine.version} beam 1"
    draft = dict(greedy.translate(SENTENCES, alternatives=3))[0]
    assert draft.text == "The French foreign minister visited Cairo on Tuesday."
    assert (draft.token_scores, draft.alignment, draft.alternatives) == ((), (), ())


@pytest.mark.slow
def test_names_dates_and_numbers_are_aligned(
    engine: ArgosTranslator, pairs: list[corpus.Pair]
) -> None:
    """The corpus knows where each name, date and number stands in both languages."""
    drafts = dict(decode(engine, [pair.arabic for pair in pairs]))
    hits: dict[bool, list[bool]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        if drafts[index].text != pair.english:
            continue
        partners = defaultdict(set)
        for source, target in drafts[index].alignment:
            partners[target].add(source)
        for link in pair.links:
            arabic = words_in(pair.arabic, link.arabic)
            written = pair.english[link.english.start : link.english.stop]
            for word in words_in(pair.english, link.english):
                hits[written[0].isdigit()].append(bool(partners[word] & arabic))
    assert len(hits[True]) > 50
    assert sum(hits[True]) / len(hits[True]) > 0.98, "numbers"
    assert len(hits[False]) > 1000
    assert sum(hits[False]) / len(hits[False]) > 0.95, "names, dates and the rest"


def words_in(text: str, span: range) -> set[int]:
    """The words of which some letters stand in the span."""
    found = set()
    offset = 0
    for number, word in enumerate(text.split()):
        offset = text.index(word, offset)
        if offset < span.stop and offset + len(word) > span.start:
            found.add(number)
        offset += len(word)
    return found


@pytest.mark.slow
def test_a_text_beyond_the_limit_says_so_and_is_decoded_in_parts(engine: ArgosTranslator) -> None:
    long = "، ".join(sentence.rstrip(".") for sentence in SENTENCES * 25)
    assert dict(engine.translate([long]))[0].truncated
    draft = dict(decode(engine, [long]))[0]
    assert len(draft.text) > 1000
    assert len(draft.token_scores) > 250
    # The small model leaves out much of every part, and that is not kept quiet.
    assert draft.truncated
    assert max(target for _, target in draft.alignment) < len(draft.text.split())


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", " ", "ﷺ قال محمد ﷺ", "½ ٣ …", "\u200b", "漢字", "a" * 500])
def test_odd_texts(engine: ArgosTranslator, text: str) -> None:
    ((index, draft),) = engine.translate([text], alternatives=3)
    assert index == 0
    words = (len(text.split()), len(draft.text.split()))
    assert all(source < words[0] and target < words[1] for source, target in draft.alignment)


@pytest.mark.slow
def test_broken_off_it_stops(engine: ArgosTranslator) -> None:
    drafts = engine.translate(SENTENCES * 50)
    next(iter(drafts))
    drafts.close()
    assert len(dict(engine.translate(SENTENCES))) == 4


@pytest.mark.slow
def test_a_damaged_model(tmp_path: Path) -> None:
    folder = unpacked_model(tmp_path)
    (folder / "model" / "model.bin").write_bytes(b"no model")
    with pytest.raises(UserError) as caught:
        ArgosTranslator(folder)
    assert caught.value.problems[0].code == "bad-model"
    (folder / "metadata.json").write_text("[]")
    (folder / "model" / "model.bin").unlink()
    with pytest.raises(UserError) as caught:
        ArgosTranslator(folder)
    assert caught.value.problems[0].code == "bad-model"


@settings(max_examples=40)
@given(st.lists(st.integers(0, 1500), max_size=80), st.randoms())
def test_batches_are_full_but_not_over_full(lengths: list[int], shuffle: random.Random) -> None:
    pieces = {index: ["p"] * length for index, length in enumerate(lengths)}
    made = list(batches(pieces))
    assert sorted(index for batch in made for index in batch) == sorted(pieces)
    for batch in made:
        longest = max(map(len, batch.values()))
        assert len(batch) == 1 or longest * len(batch) <= 1024
    shuffled = list(pieces.items())
    shuffle.shuffle(shuffled)
    again = list(batches(dict(shuffled)))
    assert [list(batch.values()) for batch in again] == [list(batch.values()) for batch in made]
