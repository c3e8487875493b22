"""Against a real server on loopback: as the API says, and every way in which it may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from generator.adapters.translators.http_json import Limits, ask
from generator.adapters.translators.libretranslate import LibreTranslator, Patience
from generator.model.problem import Problem, UserError
from generator.ports import Draft
from generator.translation.decoding import decode
from tests.translators.libre_server import LANGUAGES, Libre, Reply, as_json, refusal, running

pytestmark = pytest.mark.slow
LIMITS = Limits(5.0, 100_000)


@contextmanager
def opened(
    libre: Libre, key: str = "", limits: Limits = LIMITS, tries: int = 3
) -> Iterator[tuple[LibreTranslator, list[float]]]:
    """An adapter on the running server, and the pauses it made, none of them waited out."""
    pauses: list[float] = []
    patience = Patience(tries, sleep=pauses.append)
    with running(libre):
        yield (
            LibreTranslator(libre.address, "ar", "en", key=key, limits=limits, patience=patience),
            pauses,
        )


def drafts_of(libre: Libre, texts: Sequence[str], alternatives: int = 0) -> dict[int, Draft]:
    with opened(libre) as (engine, _):
        return dict(engine.translate(texts, alternatives=alternatives))


def problem_of(libre: Libre, texts: Sequence[str] = ("نعم",), **options: Any) -> Problem:
    """The one problem that opening the server or translating with it comes to."""
    with pytest.raises(UserError) as caught, opened(libre, **options) as (engine, _):
        list(engine.translate(texts))
    (problem,) = caught.value.problems
    return problem


def test_texts_go_out_in_small_batches_and_come_back_in_their_places() -> None:
    libre = Libre()
    texts = [f"جملة رقم {number}. " + "كلمة " * (number % 7) for number in range(60)]
    assert drafts_of(libre, texts) == {
        index: Draft(f"EN({text})", 0.0) for index, text in enumerate(texts)
    }
    assert [len(body["q"]) for body in libre.asked] == [25, 25, 10]
    assert {**libre.asked[0], "q": ""} == {
        "q": "", "source": "ar", "target": "en", "format": "text"
    }  # fmt: skip
    libre.asked.clear()
    drafts_of(libre, ["ا" * 900] * 4)
    assert [len(body["q"]) for body in libre.asked] == [2, 2]
    assert libre.headers[0]["Content-Type"] == "application/json; charset=utf-8"
    assert libre.headers[0]["Accept-Language"] == "en"


def test_alternatives() -> None:
    draft = drafts_of(Libre(), ["نعم"], 2)[0]
    assert draft == Draft(
        "EN(نعم)", 0.0, alternatives=(Draft("EN2(نعم)", 0.0), Draft("EN3(نعم)", 0.0))
    )


def test_a_server_that_offers_fewer_alternatives_is_asked_for_none() -> None:
    libre = Libre(alternatives_limit=1)
    assert drafts_of(libre, ["نعم"] * 60, 3)[59].alternatives == ()
    assert [body.get("alternatives") for body in libre.asked] == [3, None, None, None]


@pytest.mark.parametrize(
    "others", [None, [], [["a"], ["b"]], ["a"], [[3]], [["a", "b", "c"]], [None]]
)
def test_alternatives_in_no_good_shape_are_left_out(others: object) -> None:
    answer = as_json({"translatedText": ["Yes"], "alternatives": others})
    assert drafts_of(Libre(scripted=[answer]), ["نعم"], 2) == {0: Draft("Yes", 0.0)}


def test_the_engine_is_named_by_its_host() -> None:
    with opened(Libre()) as (engine, _):
        assert engine.engine.name.startswith("LibreTranslate 127.0.0.1:")
        assert not engine.engine.tests_only


def test_a_batch_above_the_servers_limit_is_cut_in_two() -> None:
    libre = Libre(character_limit=100)
    texts = ["نص " * 10] * 9
    assert len(drafts_of(libre, texts)) == 9
    assert max(len(body["q"]) for body in libre.asked[-2:]) <= 3


def test_a_text_above_the_servers_limit_is_translated_in_parts() -> None:
    """It comes back cut, and what stands between engines and drafts sends it again in parts."""
    text = "وصل الوفد إلى المدينة صباحا، والتقى الوزير في مكتبه بعد الظهر"
    with opened(Libre(character_limit=40)) as (engine, _):
        assert dict(engine.translate([text])) == {0: Draft("", 0.0, truncated=True)}
        draft = dict(decode(engine, [text]))[0]
    assert draft.text == "EN(وصل الوفد إلى المدينة صباحا,) EN(والتقى الوزير في مكتبه بعد الظهر)"
    assert not draft.truncated


def test_a_long_text_that_loses_its_end_is_taken_for_cut() -> None:
    text = "كلمة " * 80 + "النهاية."
    cut = as_json({"translatedText": ["word " * 70]})
    whole = as_json({"translatedText": ["word " * 70 + "the end."]})
    libre = Libre(scripted=[cut, whole])
    with opened(libre) as (engine, _):
        assert dict(engine.translate([text]))[0].truncated
        assert not dict(engine.translate([text]))[0].truncated


def test_the_key_goes_along_and_nowhere_else() -> None:
    libre = Libre(key="secret-1234")
    with opened(libre, key="secret-1234") as (engine, _):
        list(engine.translate(["نعم"]))
        assert "secret-1234" not in repr(engine)
    assert libre.asked[0]["api_key"] == "secret-1234"
    echo = Libre(scripted=[refusal(403, "Invalid API key secret-1234 \x1b[31m\u202e")])
    problem = problem_of(echo, key="secret-1234")
    assert "secret" not in f"{problem}"
    assert "Invalid API key … [31m (403)" in problem.message


@pytest.mark.parametrize("key", ["", "wrong"])
def test_a_missing_or_wrong_key(key: str) -> None:
    problem = problem_of(Libre(key="right"), key=key)
    assert problem.code == "engine-refused"
    assert "DRAGOMAN_API_KEY" in problem.hint


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    libre = Libre(scripted=[refusal(status, "Slowdown: 30 per 1 minute"), refusal(status, "")])
    with opened(libre) as (engine, pauses):
        assert dict(engine.translate(["نعم"])) == {0: Draft("EN(نعم)", 0.0)}
        assert pauses == [1.0, 2.0]


def in_seconds(seconds: int) -> str:
    """A moment as HTTP writes it."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("7", 7.0, 7.0),
        (30, 20.0, 30.0),
        (-100_000, 0.0, 0.0),
        ("soon", 1.0, 1.0),
        ("-5", 1.0, 1.0),
    ],
)
def test_a_server_may_say_how_long_to_wait(written: str | int, least: float, most: float) -> None:
    header = in_seconds(written) if isinstance(written, int) else written
    libre = Libre(scripted=[refusal(429, "Slowdown", Retry_After=header)])
    with opened(libre) as (engine, pauses):
        list(engine.translate(["نعم"]))
        assert least <= pauses[0] <= most


@pytest.mark.parametrize(
    ("scripted", "pauses"),
    [
        ([refusal(429, "Slowdown")] * 3, [1.0, 2.0]),
        ([refusal(429, "Slowdown", Retry_After="3600")], []),
    ],
)
def test_waiting_ends(scripted: list[Reply], pauses: list[float]) -> None:
    made: list[float] = []
    libre = Libre(scripted=scripted)
    with running(libre):
        engine = LibreTranslator(libre.address, "ar", "en", patience=Patience(3, sleep=made.append))
        with pytest.raises(UserError) as caught:
            list(engine.translate(["نعم"]))
    assert caught.value.problems[0].code == "engine-unreachable"
    assert "Slowdown (429)" in caught.value.problems[0].message
    assert made == pauses


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (refusal(400, "zz is not supported"), "refuses: zz is not supported (400)"),
        (refusal(403, "Too many request limits violations"), "limits violations (403)"),
        (Reply(404, b"<html>nothing here</html>"), "status 404"),
        (as_json({"error": ["odd"]}, 400), "status 400"),
    ],
)
def test_a_refusal_is_told_in_the_servers_words(reply: Reply, message: str) -> None:
    problem = problem_of(Libre(scripted=[reply]))
    assert problem.code == "engine-refused"
    assert message in problem.message
    assert problem.message.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("place", ["http://elsewhere.invalid/translate", "/v2/translate"])
def test_nobody_is_followed_anywhere(status: int, place: str) -> None:
    libre = Libre(scripted=[Reply(status, b"", (("Location", place),))])
    problem = problem_of(libre)
    assert problem.code == "engine-refused"
    assert f"it sends us on to {place}" in problem.message
    assert len(libre.asked) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "no list of 1"),
        (b"<html>", "no list of 1"),
        (b"\xff\xfe", "no list of 1"),
        (b"[" * 50_000, "no list of 1"),
        (b'{"translatedText": "Yes"}', "no list of 1"),
        (b'{"translatedText": []}', "no list of 1"),
        (b'{"translatedText": ["Yes", "No"]}', "no list of 1"),
        (b'{"translatedText": [null]}', "no list of 1"),
        (b'["Yes"]', "no list of 1"),
        (b'{"translatedText": ["' + b"y" * 9_000 + b'"]}', "far longer"),
        (b'{"translatedText": ["' + b"y" * 200_000 + b'"]}', "larger than 100000 bytes"),
    ],
)
def test_an_answer_that_is_none(body: bytes, message: str) -> None:
    problem = problem_of(Libre(scripted=[Reply(200, body)]))
    assert problem.code == "engine-answer"
    assert message in problem.message


@pytest.mark.parametrize(
    ("slow", "message"),
    [
        (Reply(200, b'{"translatedText": ["Yes"]}', pause=0.03), "longer than 0.1 seconds"),
        (Reply(200, b'{"translatedText": ["Yes"]}', silence=0.3), "timed out"),
    ],
)
def test_a_slow_server_is_not_waited_for(slow: Reply, message: str) -> None:
    """Neither one that sends a letter now and then, nor one that says nothing."""
    libre = Libre(scripted=[slow] * 2)
    problem = problem_of(libre, limits=Limits(0.1, 1000), tries=2)
    assert problem.code == "engine-unreachable"
    assert message in problem.message
    assert len(libre.asked) == 2


def test_half_an_answer_is_asked_for_again() -> None:
    libre = Libre(scripted=[Reply(200, b'{"translatedText": ["Ye', announced=500)])
    assert drafts_of(libre, ["نعم"]) == {0: Draft("EN(نعم)", 0.0)}
    assert len(libre.asked) == 2


def test_a_server_that_is_not_there() -> None:
    made: list[float] = []
    with pytest.raises(UserError) as caught:
        LibreTranslator("http://127.0.0.1:9", "ar", "en", patience=Patience(sleep=made.append))
    (problem,) = caught.value.problems
    assert problem.code == "engine-unreachable"
    assert problem.message.startswith("http://127.0.0.1:9: ")
    assert made == [], "what is not there at the beginning is not waited for"


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        (LANGUAGES[1:], "engine-refused"),
        ([{"code": "ar", "targets": ["fr"]}, {"code": "en", "targets": []}], "engine-refused"),
        ([], "engine-answer"),
        ({}, "engine-answer"),
        ("ar en", "engine-answer"),
        (5, "engine-answer"),
        ([1, 2], "engine-answer"),
        (Reply(200, b"<html>"), "engine-answer"),
        (Reply(404, b""), "engine-refused"),
        (Reply(301, b"", (("Location", "https://127.0.0.1/languages"),)), "engine-refused"),
    ],
)
def test_the_pair_is_checked_first(languages: object, code: str) -> None:
    libre = Libre(languages=languages)
    assert problem_of(libre).code == code
    assert libre.asked == []


def test_an_old_server_lists_no_targets() -> None:
    libre = Libre(languages=[{"code": "ar", "name": "Arabic"}, {"code": "en", "name": "English"}])
    assert drafts_of(libre, ["نعم"]) == {0: Draft("EN(نعم)", 0.0)}


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/", "data:,x", "x"])
def test_nothing_but_the_web_is_opened(address: str) -> None:
    with pytest.raises(ValueError, match="no web address"):
        ask(address, None, Limits())


def test_an_address_may_have_a_path() -> None:
    with running(Libre()) as libre:
        engine = LibreTranslator(f"{libre.address}/", "ar", "en")
        assert dict(engine.translate([])) == {}
        with pytest.raises(UserError):
            LibreTranslator(f"{libre.address}/sub", "ar", "zz")
