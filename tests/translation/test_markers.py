"""The marker line: read, written, and recognised when it is damaged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model.segment import Marker
from generator.text.normal import norm
from generator.translation.markers import (
    HINT_WORDS,
    MarkerError,
    hint_for,
    parse_marker,
    write_marker,
)
from tests.text.samples import anything, moderate, prose

A, B, C = "1a2b3c4d", "5e6f7a8b", "00000000"


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        (f"<!-- ar:{A} -->", Marker(3, keys=(A,))),
        (f"<!-- ar:{A} -->  \t", Marker(3, keys=(A,))),
        (f"<!-- ar:{A}.2 -->", Marker(3, keys=(f"{A}.2",))),
        (f"<!-- ar:{A}.12+{B} -->", Marker(3, keys=(f"{A}.12", B))),
        (f"<!-- title ar:{A} -->", Marker(3, name="title", keys=(A,))),
        (
            f"<!-- timeline.signing-1.text ar:{A} -->",
            Marker(3, name="timeline.signing-1.text", keys=(A,)),
        ),
        (f"<!-- ar:{A} mt:{B} -->", Marker(3, keys=(A,), machine_hash=B)),
        (
            f"<!-- ar:{A} was:{B}+{C}.2 stale -->",
            Marker(3, keys=(A,), was=(B, f"{C}.2"), stale=True),
        ),
        (f"<!-- ar:{A} reviewed -->", Marker(3, keys=(A,), reviewed=True)),
        (
            f"<!-- ar:{A} reviewed:{B} by:LH -->",
            Marker(3, keys=(A,), reviewed=True, reviewed_hash=B, by="LH"),
        ),
        (
            f"<!-- ar:{A} reviewed:{B} by:LH on:2026-11-24 -->",
            Marker(3, keys=(A,), reviewed=True, reviewed_hash=B, by="LH", on=date(2026, 11, 24)),
        ),
        (
            "<!-- own on:2024-02-29 reviewed -->",
            Marker(3, own=True, reviewed=True, on=date(2024, 2, 29)),
        ),
        (f"<!-- ar:{A} by:ل.ه -->", Marker(3, keys=(A,), by="ل.ه")),
        (f"<!-- ar:{A} omit -->", Marker(3, keys=(A,), omit=True)),
        (f"<!-- ar:{A} orphan -->", Marker(3, keys=(A,), orphan=True)),
        (
            f"<!-- ar:{A} ok:numbers ok:sentence-count -->",
            Marker(3, keys=(A,), accepted=("numbers", "sentence-count")),
        ),
        ("<!-- own -->", Marker(3, own=True)),
        ("<!-- own reviewed by:LH -->", Marker(3, own=True, reviewed=True, by="LH")),
        (f"<!-- ar:{A} | ماء النهر -->", Marker(3, keys=(A,), hint="ماء النهر")),
        (f"<!-- ar:{A} stale was:{B} -->", Marker(3, keys=(A,), was=(B,), stale=True)),
    ],
)
def test_grammar(line: str, marker: Marker) -> None:
    assert parse_marker(line, 3) == marker


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Water.",
        "<!-- a note of an editor -->",
        "<!-- title -->",
        "<!-- -->",
        "<!-- owner unknown -->",
        "## Water: 12345678",
        "See [x](http://a.b/12345678).",
        "ar: the code of Arabic",
        "- own goals",
        "Article reviewed by Lina",
        f"see ar:{A} here",
        f"As we wrote (ar:{A}), water is scarce.",
        f"The key was:{A}, they said.",
        f"`ar:{A}` is the key",
    ],
)
def test_ordinary_text(line: str) -> None:
    assert parse_marker(line, 1) is None


@pytest.mark.parametrize(
    "line",
    [
        f"<!--ar:{A} -->",
        f"<!-- ar:{A}-->",
        f" <!-- ar:{A} -->",
        f"<!-- ar: {A} -->",
        f"<!-- ar :{A} -->",
        f"<!– ar:{A} –>",
        f"<!— ar:{A} —>",
        f"‹!-- ar:{A} -->",
        f"!-- ar:{A} -->",
        f"-- ar:{A} -->",
        f"<!-- ar:{A} --",
        f"<!-- ar:{A} --> Water.",
        f"Water. <!-- ar:{A} -->",
        f"> <!-- ar:{A} -->",
        f"<!-- ar:{A[:7]} -->",
        f"<!-- ar:{A}0 -->",
        f"<!-- ar:{A[:7]}g -->",
        f"<!-- ar:{A.upper()} -->",
        f"<!-- ar:{A}.1 -->",
        f"<!-- ar:{A}.0 -->",
        f"<!-- ar:{A}.02 -->",
        f"<!-- ar:{A}+ -->",
        f"<!-- ar:+{A} -->",
        f"<!-- ar:{A},{B} -->",
        "<!-- ar: -->",
        "<!-- title ar: -->",
        f"<!-- Title ar:{A} -->",
        f"<!-- titlear:{A} -->",
        f"<!-- ar{A} -->",
        f"<!-- ar;{A} -->",
        f"<!-- AR:{A} -->",
        f"<!-- Ar:{A} -->",
        f"<!-- ar:{A} was: -->",
        f"<!-- ar:{A} was:{B[:6]} -->",
        f"<!-- ar:{A} mt:{B}{B} -->",
        f"<!-- ar:{A} mt:{B}+{C} -->",
        f"<!-- ar:{A} reviewed: -->",
        f"<!-- ar:{A} reviewed:yes -->",
        f"<!-- ar:{A} by: -->",
        f"<!-- ar:{A} by:a:b -->",
        f"<!-- ar:{A} on -->",
        f"<!-- ar:{A} on: -->",
        f"<!-- ar:{A} on:today -->",
        f"<!-- ar:{A} on:20261124 -->",
        f"<!-- ar:{A} on:2026-W48-2 -->",
        f"<!-- ar:{A} on:2026-02-30 -->",
        f"<!-- ar:{A} on:0000-01-01 -->",
        f"<!-- ar:{A} on:٢٠٢٦-١١-٢٤ -->",
        f"<!-- ar:{A} on:2026-11-24T10:00 -->",
        f"ar:{A} reviewed by:LH on:2026-11-24",
        f"<!-- ar:{A} ok: -->",
        f"<!-- ar:{A} ok:Numbers -->",
        f"<!-- ar:{A} ar:{B} -->",
        f"<!-- own ar:{A} -->",
        f"<!-- own was:{A} -->",
        f"<!-- own mt:{A} -->",
        "<!--own -->",
        "<!-- Own-->",
        "<!-- Own | mine -->",
        "<!-- AR:1a2b -->",
        "<!-- own--",
        "<!– own –>",
        "<!-- onw -->",
        f"<!-- was:{A} -->",
        f"<!-- ar:{A} | hint --> Water. <!-- a note -->",
        f"<!-- ar:{A} | hint -->\rWater.\r\r<!-- own -->",
        f"<!-- ar:{A} --> <!-- own -->",
        "<!-- article reviewed by lina -->",
        "<!-- article reviewed -->",
        f"ar:{A}",
        f"title ar:{A}",
        f"ar:{A} reviewed by:LH",
        f"title ar:{A} | ماء النهر",
        f"Water ar:{A} -->",
        f"Water ar:{A} | ماء",
        f"— ar:{A} —",
    ],
)
def test_damaged_markers(line: str) -> None:
    with pytest.raises(MarkerError) as caught:
        parse_marker(line, 1)
    assert caught.value.code == "damaged-marker"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (f"<!--ar:{A}.2 + {B}-->", f"<!-- ar:{A}.2+{B} -->"),
        (f"<!– ar : {A} –>", f"<!-- ar:{A} -->"),
        ("<!--own-->", "<!-- own -->"),
        ("<!–own reviewed by : LH–>", "<!-- own reviewed by:LH -->"),
        (f"<!– title ar:{A} reviewed:{B} by:LH –>", f"<!-- title ar:{A} reviewed:{B} by:LH -->"),
        (f"title ar:{A} was:{B} stale", f"<!-- title ar:{A} was:{B} stale -->"),
        ("<!-- article reviewed by lina -->", "<!-- article reviewed by:initials -->"),
        (f"<!–ar:{A} on : 2026-11-24–>", f"<!-- ar:{A} on:2026-11-24 -->"),
        (f"<!-- ar:{A} on:24.11.2026 -->", "did you mean `on:2026-11-24`?"),
        (f"<!-- ar:{A} on:2026/2/1 -->", "did you mean `on:2026-02-01`?"),
        (f"<!-- ar:{A} on:7-7-2026 -->", "did you mean `on:2026-07-07`?"),
        (f"<!-- ar:{A} on:03/04/2026 -->", "year first: `on:2026-11-24`"),
        (f"<!-- ar:{A} on:31.2.2026 -->", "year first: `on:2026-11-24`"),
        (f"<!-- ar:{A} on:24.11.26 -->", "year first: `on:2026-11-24`"),
        (f"<!-- ar:{A} on -->", "year first: `on:2026-11-24`"),
    ],
)
def test_what_was_probably_meant(line: str, hint: str) -> None:
    with pytest.raises(MarkerError) as caught:
        parse_marker(line, 1)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("reveiwed", "did you mean `reviewed`?"),
        ("reveiwed:LH", "did you mean `reviewed`?"),
        ("bye:LH", "did you mean `by`?"),
        ("rev", "did you mean `reviewed`?"),
        ("stael", "did you mean `stale`?"),
        ("omitted", "did you mean `omit`?"),
        ("orphaned", "did you mean `orphan`?"),
        ("+", "known: `reviewed`, `by:`, `on:`, `stale`, `omit`, `orphan`, `ok:`"),
        ("redraft", "known: `reviewed`, `by:`, `on:`, `stale`, `omit`, `orphan`, `ok:`"),
    ],
)
def test_unknown_words(word: str, hint: str) -> None:
    with pytest.raises(MarkerError) as caught:
        parse_marker(f"<!-- ar:{A} {word} -->", 1)
    assert (caught.value.code, caught.value.hint) == ("unknown-word", hint)


_HASH = st.text(alphabet="0123456789abcdef", min_size=8, max_size=8)
_KEYS = st.lists(
    st.builds(
        lambda digest, twin: digest + (f".{twin}" if twin else ""),
        _HASH,
        st.sampled_from([0, 0, 0, 2, 3, 17]),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
_SHARED = {
    "line": st.integers(1, 999),
    "by": st.sampled_from(["", "LH", "ل.ه", "a-b", "--"]),
    "stale": st.booleans(),
    "omit": st.booleans(),
    "orphan": st.booleans(),
    "accepted": st.lists(st.from_regex(r"[a-z][a-z-]{0,6}", fullmatch=True), max_size=2).map(tuple),
    "hint": prose.map(hint_for),
}
_REVIEW = st.one_of(st.just((False, "")), st.just((True, "")), _HASH.map(lambda h: (True, h)))


@st.composite
def markers(draw: st.DrawFn) -> Marker:
    reviewed, reviewed_hash = draw(_REVIEW)
    shared = {name: draw(strategy) for name, strategy in _SHARED.items()}
    if draw(st.integers(0, 4)) == 0:
        return Marker(**shared, own=True, reviewed=reviewed, reviewed_hash=reviewed_hash)
    name = st.from_regex(r"[a-z][A-Za-z0-9_.-]{0,9}", fullmatch=True).filter(lambda n: n != "own")
    return Marker(
        **shared,
        reviewed=reviewed,
        reviewed_hash=reviewed_hash,
        name=draw(st.just("") | name),
        keys=draw(_KEYS),
        was=draw(st.just(()) | _KEYS),
        machine_hash=draw(st.just("") | _HASH),
    )


@given(markers())
@moderate
def test_every_marker_is_read_back_as_it_was_written(marker: Marker) -> None:
    line = write_marker(marker)
    assert "\n" not in line
    assert parse_marker(line, marker.line) == marker


@given(prose | anything | prose.map(lambda text: f"<!-- ar:{A} {text} -->"))
@moderate
def test_nothing_but_marker_errors_is_raised(text: str) -> None:
    try:
        marker = parse_marker(text, 1)
    except MarkerError as error:
        assert error.code in ("damaged-marker", "unknown-word")
        assert str(error)
    else:
        assert marker is None or marker.own or marker.keys


@given(
    st.sampled_from(
        [
            Marker(1, keys=(A,)),
            Marker(1, name="title", keys=(A,), hint="ماء النهر"),
            Marker(1, keys=(A, B), machine_hash=C),
            Marker(1, keys=(A,), was=(B,), stale=True, by="LH"),
        ]
    ).map(write_marker),
    st.integers(0, 60),
    st.sampled_from(["", " ", "–", "x", "\u200b", "\t", "|", ">", "-", "\u00a0", ":"]),
    st.booleans(),
)
@example(f"<!-- title ar:{A} -->", 10, "", True)
@moderate
def test_a_damaged_marker_is_never_ordinary_text(
    line: str, position: int, sign: str, replace: bool
) -> None:
    position %= len(line)
    damaged = line[:position] + sign + line[position + (1 if replace or not sign else 0) :]
    try:
        marker = parse_marker(damaged, 1)
    except MarkerError:
        return
    if f"ar:{A}" in damaged:
        assert marker is not None
        assert marker.keys


@given(anything | prose)
@moderate
def test_hints_are_safe_inside_a_comment(text: str) -> None:
    hint = hint_for(text)
    assert len(hint.split()) <= HINT_WORDS
    assert hint == norm(hint)
    assert not set("|<>") & set(hint)
    assert "--" not in hint


def test_hint_is_the_first_words() -> None:
    assert hint_for("واحد اثنان  ثلاثة\nأربعة خمسة ستة") == "واحد اثنان ثلاثة أربعة خمسة"
    assert hint_for("\u202bماء\u202c | نهر") == "ماء نهر"
